#include "platform/http/trace.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>

namespace http {

namespace {
constexpr std::uint64_t each = 0x0101'0101'0101'0101;

// Eight hexadecimal digits, each from the low half of a byte of `halves`, all at once: from ten on a digit is a letter.
void put_digits(char* at, std::uint64_t halves) {
    const std::uint64_t letters = (halves + each * 6) >> 4 & each;
    const std::uint64_t digits = halves + each * '0' + letters * ('a' - '0' - 10);
    std::memcpy(at, &digits, sizeof digits);
}

// Trace ids are names, not secrets: a fast generator will do.
void put_sixteen_random_digits(char* at) {
    thread_local std::mt19937_64 engine{std::random_device{}()};
    const std::uint64_t bits = engine();
    put_digits(at, bits & each * 15);
    put_digits(at + 8, bits >> 4 & each * 15);
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

Trace Trace::of(std::string_view trace_id) { return Trace("00-" + std::string(trace_id) + "-0000000000000001-01"); }

Trace::Trace(std::string_view traceparent) {
    std::ranges::copy(std::string_view("00-"), text_.begin());
    std::ranges::copy(std::string_view("-01"), text_.end() - 3);
    text_[35] = '-';
    char* const trace_id = text_.data() + 3;
    put_sixteen_random_digits(trace_id);
    put_sixteen_random_digits(trace_id + 16);
    if (is_traceparent(traceparent)) traceparent.copy(trace_id, 32, 3);
    put_sixteen_random_digits(text_.data() + 36);
}

}  // namespace http
