#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/caller.hpp"
#include "platform/task.hpp"
#include "platform/trace/trace.hpp"

// Values that routes see; no Beast here.
namespace http {

struct Header {
    std::string name;
    std::string value;
};

// A large body that is still coming (Needs::stream_beyond). One coroutine reads it, while the request is handled. Both throw Error(invalid, too_large,
// timeout, unavailable) when the rest does not come or is not taken; the connection closes after the answer, as it does when not all is read.
class BodyStream {
public:
    virtual ~BodyStream() = default;
    // The next bytes from the beginning on, at most some 64 KB; "" at the end.
    virtual Task<std::string> piece() = 0;
    // Instead of pieces: reads all of it into the request's `body`; more than `limit` bytes are Error(too_large).
    virtual Task<void> collect(std::size_t limit) = 0;
};

// A request whose head and body have been read within their limits. Names of headers compare without case.
struct Request {
    std::string method;
    std::string target;  // as it came
    std::string path;    // decoded, normalised: never holds "..", "//" or a NUL
    std::vector<std::pair<std::string, std::string>> query;
    std::vector<Header> headers;
    std::string body;
    BodyStream* stream = nullptr;  // not null: the body is read from here
    std::string peer;  // address of the other end of the connection
    std::vector<std::pair<std::string, std::string>> path_values;  // of `{name}` parts of the route
    tracing::Context trace;  // as Caller::trace

    std::optional<std::string_view> header(std::string_view name) const;
    std::optional<std::string_view> parameter(std::string_view name) const;  // of the query
    std::string_view path_value(std::string_view name) const;               // "" when the route has no such part
    std::optional<std::string_view> cookie(std::string_view name) const;
};

// What a streamed answer sends: the session asks for the next piece, writes it, asks again.
class Stream {
public:
    virtual ~Stream() = default;
    // The next bytes; "" when nothing came before `until` (the session then writes a keep-alive); nullopt at the end.
    // Destroyed when the client leaves.
    virtual Task<std::optional<std::string>> next(timing::Deadline until) = 0;
};

struct Response {
    int status = 200;
    std::vector<Header> headers;
    std::string body;
    std::shared_ptr<const std::string> shared_body;  // instead of `body`: a static file, kept in memory once
    std::unique_ptr<Stream> stream;                  // instead of a body: server-sent events or a long download

    Response& with(std::string name, std::string value) & {
        headers.push_back({std::move(name), std::move(value)});
        return *this;
    }
    Response&& with(std::string name, std::string value) && { return std::move(with(std::move(name), std::move(value))); }
};

// A typed reply that needs a status or headers of its own; the body is a described struct. A `bare` one goes without its body (304).
template <class Body>
struct Answer {
    Body body;
    int status = 200;
    std::vector<Header> headers = {};
    bool bare = false;
};

Response text(int status, std::string body, std::string content_type = "text/plain; charset=utf-8");
Response json_text(int status, std::string body);
Response no_content();
// Server-sent events over `stream`: the headers that the WHATWG standard and buffering proxies ask for.
Response event_stream(std::unique_ptr<Stream> stream);
// One event in wire form; `data` is cut at line breaks as the standard asks. An empty `id` or `event` leaves the field out.
std::string sse(std::string_view id, std::string_view event, std::string_view data);

}  // namespace http
