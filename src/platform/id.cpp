#include "platform/id.hpp"

#include <array>
#include <cctype>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <random>

#include "platform/text/ascii.hpp"

namespace {
struct Moment {
    std::uint64_t milliseconds;
    std::uint16_t count;  // orders the ids of one millisecond: rand_a of RFC 9562, method 1
};

// The clock may stand still or step back; the pair (milliseconds, count) always moves forward.
Moment next_moment() {
    static std::mutex mutex;
    static Moment last{0, 0};
    using namespace std::chrono;
    const auto now = static_cast<std::uint64_t>(
        duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
    const std::lock_guard lock(mutex);
    if (now > last.milliseconds) last = {now, 0};
    else if (++last.count == 0x1000) last = {last.milliseconds + 1, 0};
    return last;
}

std::uint64_t random_bits() {
    thread_local std::mt19937_64 engine = [] {
        std::random_device device;
        std::seed_seq seed{device(), device(), device(), device(), device(), device(), device(), device()};
        return std::mt19937_64(seed);
    }();
    return engine();
}

void write_hex(char*& out, std::uint64_t value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) *out++ = "0123456789abcdef"[(value >> shift) & 15];
}

bool is_hyphen_place(std::size_t index) { return index == 8 || index == 13 || index == 18 || index == 23; }
}  // namespace

std::string new_uuid() {
    const Moment moment = next_moment();
    const std::uint64_t random = random_bits();
    std::string text(36, '-');
    char* out = text.data();
    write_hex(out, moment.milliseconds >> 16, 8);
    write_hex(++out, moment.milliseconds & 0xFFFF, 4);
    write_hex(++out, 0x7000u | moment.count, 4);
    write_hex(++out, 0x8000u | (random >> 50 & 0x3FFF), 4);
    write_hex(++out, random & 0xFFFF'FFFF'FFFF, 12);
    return text;
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    bool fits = true;
    for (std::size_t i = 0; i < text.size(); ++i) fits &= is_hyphen_place(i) ? text[i] == '-' : text::is_hex_digit(text[i]);
    return fits;
}
