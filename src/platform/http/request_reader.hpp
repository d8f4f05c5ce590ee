#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/error.hpp"
#include "platform/http/http.hpp"

namespace http {

// Why a request is not taken; the connection is closed after it is said.
struct Refusal {
    int status = 400;
    std::string reason;
};
ErrorCode code_of_refusal(int status);

// Reads one request after another from bytes as they come; knows no socket. Stricter than the standard asks: what two
// parsers could read differently (bare line feeds, folded lines, two lengths, a length beside chunks) is refused.
class RequestReader {
public:
    struct Limits {
        std::size_t head = 16 * 1024;
        std::size_t fields = 100;
        // Asked once the head is known.
        std::function<std::size_t(std::string_view method, std::string_view path)> body;
    };
    explicit RequestReader(Limits limits);
    ~RequestReader();

    enum class State { head, body, complete, refused };
    State state() const { return state_; }
    // Takes bytes from the front of `input` and says how many. A head is taken whole: give the same bytes again with more
    // behind them until it is.
    std::size_t feed(std::string_view input);
    // Ready for the next request; keeps its memory unless it is large.
    void reset();
    // Lets go of all memory; the reader is used no more.
    void release();

    Request& request() { return request_; }
    const Refusal& refusal() const { return refusal_; }
    bool begun() const { return scanned_ > 0; }  // some of a head has come
    bool keep_alive() const { return keep_alive_; }
    bool is_http11() const { return http11_; }
    // The client waits for "100 Continue" before it sends the body. True once.
    bool take_expectation();
    std::size_t announced_body() const { return announced_; }  // bytes; 0 when the client has not said

private:
    class Parser;
    struct Facts;
    std::size_t feed_head(std::string_view input);
    std::size_t feed_body(std::string_view input);
    void take_head(std::string_view head);
    bool admit();
    bool locate();
    bool make_room();
    void refuse(int status, std::string reason);
    void refuse_large();

    Limits limits_;
    std::unique_ptr<Parser> parser_;
    Request request_;
    Refusal refusal_;
    State state_ = State::head;
    std::size_t scanned_ = 0, announced_ = 0, allowed_ = 0;
    bool keep_alive_ = false, http11_ = true, expects_ = false;
};

}  // namespace http
