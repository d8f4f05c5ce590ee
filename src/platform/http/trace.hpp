#pragma once
#include <array>
#include <string>
#include <string_view>

namespace http {

// The identity of one request in W3C trace context: the caller's trace continued, or a new one.
class Trace {
public:
    // A `traceparent` that does not fit the standard counts as absent.
    explicit Trace(std::string_view traceparent = {});
    // A further step of a trace that goes on; its id is 32 hex digits, else a new one begins.
    static Trace of(std::string_view trace_id);
    std::string_view trace_id() const { return parent().substr(3, 32); }
    std::string_view span_id() const { return parent().substr(36, 16); }  // the request's own
    // Our own `traceparent`.
    std::string_view parent() const { return {text_.data(), text_.size()}; }

private:
    std::array<char, 55> text_;
};

}  // namespace http
