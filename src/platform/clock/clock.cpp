#include "platform/clock/clock.hpp"

#include <charconv>

namespace timing {

namespace {
// Eats a text from the left; once something does not fit, everything after it does not fit either.
class Scanner {
public:
    explicit Scanner(std::string_view text) : left_(text) {}
    bool fits() const { return fits_; }
    bool done() const { return fits_ && left_.empty(); }
    char peek() const { return left_.empty() ? '\0' : left_.front(); }

    int number(std::size_t digits, int least, int most) {
        int value = 0;
        const auto part = left_.substr(0, digits);
        const auto end = std::from_chars(part.data(), part.data() + part.size(), value).ptr;
        if (part.size() != digits || end != part.data() + digits || part[0] == '-' || value < least || value > most) fits_ = false;
        left_.remove_prefix(part.size());
        return value;
    }
    char any_of(std::string_view allowed) {
        const char found = peek();
        if (left_.empty() || allowed.find(found) == allowed.npos) fits_ = false;
        left_.remove_prefix(left_.empty() ? 0 : 1);
        return found;
    }
    // ".123456": in microseconds, finer digits dropped.
    Micros fraction() {
        if (peek() != '.') return 0;
        left_.remove_prefix(1);
        Micros micros = 0;
        Micros unit = 100'000;
        if (peek() < '0' || peek() > '9') fits_ = false;
        for (; peek() >= '0' && peek() <= '9'; left_.remove_prefix(1), unit /= 10) micros += (peek() - '0') * unit;
        return micros;
    }

private:
    std::string_view left_;
    bool fits_ = true;
};

std::chrono::minutes offset(Scanner& scanner) {
    const char sign = scanner.any_of("Zz+-");
    if (sign == 'Z' || sign == 'z' || !scanner.fits()) return {};
    const std::chrono::hours hours{scanner.number(2, 0, 23)};
    scanner.any_of(":");
    const auto span = hours + std::chrono::minutes{scanner.number(2, 0, 59)};
    return sign == '-' ? -span : span;
}
}  // namespace

std::optional<Micros> from_rfc3339(std::string_view text) {
    using namespace std::chrono;
    Scanner scanner(text);
    const year y{scanner.number(4, 0, 9999)};
    scanner.any_of("-");
    const month m{static_cast<unsigned>(scanner.number(2, 1, 12))};
    scanner.any_of("-");
    const day d{static_cast<unsigned>(scanner.number(2, 1, 31))};
    scanner.any_of("Tt ");
    const hours hour{scanner.number(2, 0, 23)};
    scanner.any_of(":");
    const minutes minute{scanner.number(2, 0, 59)};
    scanner.any_of(":");
    const seconds second{scanner.number(2, 0, 60)};
    const microseconds fraction{scanner.fraction()};
    const minutes shift = offset(scanner);
    const year_month_day date{y, m, d};
    if (!scanner.done() || !date.ok()) return std::nullopt;
    return (sys_days{date} + hour + minute + second + fraction - shift).time_since_epoch() / microseconds{1};
}

Micros now() {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

namespace {
void put_digits(std::string& text, std::size_t at, std::size_t digits, std::int64_t number) {
    for (; digits > 0; number /= 10) text[at + --digits] = static_cast<char>('0' + number % 10);
}
}  // namespace

// Written by hand: it is part of every line of the log and of most answers.
std::string to_rfc3339(Micros at) {
    using namespace std::chrono;
    const sys_time<milliseconds> point{milliseconds{at / 1000}};
    const auto day = floor<days>(point);
    const year_month_day date{day};
    const hh_mm_ss time{point - day};
    std::string text = "0000-00-00T00:00:00.000Z";
    put_digits(text, 0, 4, int(date.year()));
    put_digits(text, 5, 2, unsigned(date.month()));
    put_digits(text, 8, 2, unsigned(date.day()));
    put_digits(text, 11, 2, time.hours().count());
    put_digits(text, 14, 2, time.minutes().count());
    put_digits(text, 17, 2, time.seconds().count());
    put_digits(text, 20, 3, time.subseconds().count());
    return text;
}

}  // namespace timing
