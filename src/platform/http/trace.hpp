#pragma once
#include <string>
#include <string_view>

namespace http {

// The identity of one request in W3C trace context: the caller's trace continued, or a new one.
struct Trace {
    std::string trace_id;  // 32 hex digits
    std::string span_id;   // 16 hex digits; the request's own
    std::string parent() const { return "00-" + trace_id + '-' + span_id + "-01"; }
};

// A `traceparent` that does not fit the standard counts as absent.
Trace make_trace(std::string_view traceparent);

}  // namespace http
