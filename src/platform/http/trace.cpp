#include "platform/http/trace.hpp"

#include <algorithm>
#include <cstdint>
#include <random>

namespace http {

namespace {
// Trace ids are names, not secrets: a fast generator will do.
void append_random_hex(std::string& out, int digits) {
    thread_local std::mt19937_64 engine{std::random_device{}()};
    std::uint64_t bits = 0;
    for (int i = 0; i < digits; ++i) {
        if (i % 16 == 0) bits = engine();
        out += "0123456789abcdef"[bits & 15];
        bits >>= 4;
    }
}

bool is_hex(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}
bool is_zero(std::string_view text) { return text.find_first_not_of('0') == text.npos; }

// version "-" trace-id "-" parent-id "-" trace-flags; a later version may go on after another "-"
bool is_traceparent(std::string_view text) {
    if (text.size() < 55 || text[2] != '-' || text[35] != '-' || text[52] != '-') return false;
    const auto version = text.substr(0, 2), trace = text.substr(3, 32), parent = text.substr(36, 16);
    if (!is_hex(version) || version == "ff" || !is_hex(trace) || !is_hex(parent) || !is_hex(text.substr(53, 2))) return false;
    if (is_zero(trace) || is_zero(parent)) return false;
    return text.size() == 55 || (version != "00" && text[55] == '-');
}
}  // namespace

Trace make_trace(std::string_view traceparent) {
    Trace trace;
    if (is_traceparent(traceparent)) trace.trace_id = traceparent.substr(3, 32);
    else append_random_hex(trace.trace_id, 32);
    append_random_hex(trace.span_id, 16);
    return trace;
}

}  // namespace http
