#pragma once
#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/http/http.hpp"
#include "platform/task.hpp"
#include "platform/trace/trace.hpp"

// Outgoing HTTP on libcurl's multi interface, one thread for all transfers. http and https only, certificates are checked, redirects
// are not followed (a key must not travel to another host), proxies come from the environment (https_proxy, no_proxy, …).
namespace client {

// Whether a request is told of as a step of a trace (trace/span.hpp).
enum class Spans { recorded, none };

// A body that is made while it is sent.
struct Upload {
    std::size_t size = 0;  // bytes of all pieces, told beforehand as Content-Length
    // The next piece; "" at the end. Asked for by who waits in Transfer::head(), a piece ahead of what is being sent, and never again after the transfer is
    // destroyed. What it throws, or another size than was told, ends the transfer as `cut`. Its own waits have their own deadlines.
    std::function<Task<std::string>()> next;
};

struct Request {
    std::string method = "GET";
    std::string url;
    std::vector<http::Header> headers;
    std::string body;
    std::optional<Upload> upload = {};  // instead of `body`
    tracing::Context trace = {};  // of what it is made for: the step that is this request goes along as `traceparent`
    Spans spans = Spans::recorded;
    std::chrono::milliseconds connect_timeout{5'000};
    std::chrono::milliseconds first_byte_timeout{60'000};  // from the start to the first byte of the body
    std::chrono::milliseconds idle_timeout{30'000};  // longest silence once bytes flow
    timing::Deadline deadline = timing::in(std::chrono::minutes(10));
    std::size_t response_limit = 16 << 20;
    std::stop_token stop = {};  // a stop ends the transfer as `cancelled`
};

struct Response {
    int status = 0;
    std::vector<http::Header> headers;
    std::string body;  // empty when it was streamed
    std::optional<std::string_view> header(std::string_view name) const;
};

// Why no usable answer came.
enum class Failure { connect, timeout, cut, too_large, cancelled };
struct TransferError {
    Failure failure;
    std::string detail;
};

// A transfer under way whose body arrives in pieces. Destroying it cancels the transfer. One coroutine at a time waits on it; of what it has not taken yet,
// about 1 MiB waits in memory, and the other side after that.
class Transfer {
public:
    virtual ~Transfer() = default;
    // Waits for status and headers, and sends the upload until then. An answer of 300 or above that comes before all is sent ends the upload.
    virtual Task<std::expected<Response, TransferError>> head() = 0;
    // The next piece; an empty one at the end of the body.
    virtual Task<std::expected<std::string, TransferError>> piece() = 0;
    // Nothing more is wanted; the answer may end by itself after this object is gone, so that its connection is used again.
    virtual void drain() = 0;
};

// Whom a client talks to. One for URLs that people enter reaches public addresses only: the address is looked at when it is
// connected to, after the name is resolved, and no proxy stands between.
enum class Reach { everywhere, public_addresses };

// One object serves all threads. Destroying it closes it. Its connections are its own.
class Client {
public:
    explicit Client(Reach reach = Reach::everywhere);
    ~Client();
    // Ends what is under way as `cancelled`, while the event loops of those who wait for it still exist. Blocking.
    void close();
    // The whole answer, whatever its status.
    Task<std::expected<Response, TransferError>> fetch(Request request);
    // Starts at once; without an upload nobody needs to wait for it to go on.
    std::unique_ptr<Transfer> open(Request request);

private:
    struct State;
    std::shared_ptr<State> state_;
};

// Parser of text/event-stream as the WHATWG standard has it: CR, LF, CRLF, several data lines, comments, UTF-8 split anywhere.
struct ServerSentEvent {
    std::string event, data, id;
};
class SseParser {
public:
    // Feeds bytes; returns the events that became complete.
    std::vector<ServerSentEvent> feed(std::string_view bytes);

private:
    void take_line(std::vector<ServerSentEvent>& out);
    void take_field(std::string_view name, std::string_view value);
    void dispatch(std::vector<ServerSentEvent>& out);

    std::string line_, event_, data_, id_;
    bool after_cr_ = false;
    bool first_ = true;  // a byte order mark may lead the stream
    bool has_data_ = false;
};

// When to try again after a failure: exponential from 0.5 s to 8 s with jitter; `retry-after-ms`, `retry-after` (seconds or HTTP date)
// are honoured up to 60 s; `x-should-retry` is obeyed. nullopt: do not. `attempt` counts the retries already made; a null
// response is a transfer that failed.
struct RetryPolicy {
    int retries = 2;
    std::optional<std::chrono::milliseconds> wait(int attempt, const Response* response) const;
};

// Opens after `failures` in a row, half-opens after `rest` with one trial. Any thread.
class CircuitBreaker {
public:
    explicit CircuitBreaker(int failures = 5, std::chrono::milliseconds rest = std::chrono::seconds(20));
    ~CircuitBreaker();
    bool allow();
    void succeeded();
    void failed();
    bool open() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace client
