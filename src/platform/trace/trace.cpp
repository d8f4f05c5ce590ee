#include "platform/trace/trace.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <random>

namespace tracing {

namespace {
constexpr std::uint64_t each = 0x0101'0101'0101'0101;
constexpr int ratio_bits = 56;  // of a trace's id are random (level 2, 3.2.2.3)

std::atomic<std::uint64_t> sampled_below = std::uint64_t{1} << ratio_bits;

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

std::uint64_t number_of(std::string_view digits) {
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    return number;
}

bool is_chosen(std::string_view trace_id) {
    return number_of(trace_id.substr(trace_id.size() - ratio_bits / 4)) < sampled_below.load(std::memory_order_relaxed);
}
}  // namespace

Context Context::of(std::string_view traceparent) {
    Context context;
    if (!is_traceparent(traceparent)) return context;
    traceparent.copy(context.text_.data(), context.text_.size());
    std::ranges::copy(std::string_view("00-"), context.text_.begin());
    context.text_[flags - 1] = '0';
    context.text_[flags] = static_cast<char>('0' + (number_of(traceparent.substr(flags, 1)) & 3));
    return context;
}

Context Context::of_trace(std::string_view trace_id) {
    Context context;
    if (trace_id.size() != 32 || !is_hex(trace_id) || is_zero(trace_id)) return context;
    std::ranges::copy(std::string_view("00-00000000000000000000000000000000-0000000000000000-00"), context.text_.begin());
    trace_id.copy(context.text_.data() + 3, 32);
    if (is_chosen(trace_id)) context.text_[flags] = '1';
    return context;
}

Context Context::next() const {
    Context next = *this;
    if (!begun()) {
        std::array<char, 32> trace_id;
        put_sixteen_random_digits(trace_id.data());
        put_sixteen_random_digits(trace_id.data() + 16);
        next = of_trace({trace_id.data(), trace_id.size()});
    }
    put_sixteen_random_digits(next.text_.data() + 36);
    return next;
}

void sample(double ratio) { sampled_below = static_cast<std::uint64_t>(std::lround(std::clamp(ratio, 0.0, 1.0) * std::exp2(ratio_bits))); }

}  // namespace tracing
