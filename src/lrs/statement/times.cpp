#include <fmt/format.h>

#include <algorithm>

#include "lrs/statement/formats.hpp"
#include "platform/text/ascii.hpp"

namespace lrs {

namespace {
using namespace std::chrono;

class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool failed() const { return failed_; }
    bool done() const { return !failed_ && rest_.empty(); }
    char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    bool take(std::string_view any_of) {
        if (rest_.empty() || !any_of.contains(rest_.front())) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(std::string_view any_of) { failed_ |= !take(any_of); }
    int number(std::size_t digits, int most) {
        if (rest_.size() < digits || !std::ranges::all_of(rest_.substr(0, digits), text::is_digit)) {
            failed_ = true;
            return 0;
        }
        int value = 0;
        for (const char digit : rest_.substr(0, digits)) value = value * 10 + (digit - '0');
        rest_.remove_prefix(digits);
        failed_ |= value > most;
        return value;
    }
    std::size_t skip_digits() {
        const auto end = std::ranges::find_if_not(rest_, text::is_digit);
        const auto size = static_cast<std::size_t>(end - rest_.begin());
        rest_.remove_prefix(size);
        return size;
    }
    microseconds fraction() {
        const auto before = rest_;
        const auto size = skip_digits();
        failed_ |= size == 0;
        int value = 0;
        for (std::size_t i = 0; i < 6; ++i) value = value * 10 + (i < size ? before[i] - '0' : 0);
        return microseconds{value};
    }

private:
    std::string_view rest_;
    bool failed_ = false;
};

// Between the parts of date and time: the separator in the extended form, nothing in the basic one.
struct Form {
    bool extended = true;
    bool strict = false;  // RFC 3339
    void separate(Scanner& scanner, std::string_view separator) const {
        if (extended) scanner.expect(separator);
    }
};

sys_days date(Scanner& scanner, Form& form) {
    const year y{scanner.number(4, 9999)};
    form.extended = form.strict || scanner.peek() == '-';
    form.separate(scanner, "-");
    const month m{static_cast<unsigned>(scanner.number(2, 12))};
    form.separate(scanner, "-");
    const day d{static_cast<unsigned>(scanner.number(2, 31))};
    const year_month_day whole{y, m, d};
    if (!whole.ok()) scanner.expect("");
    return whole.ok() ? sys_days{whole} : sys_days{};
}

microseconds clock_time(Scanner& scanner, const Form& form) {
    const hours hour{scanner.number(2, 23)};
    form.separate(scanner, ":");
    const minutes minute{scanner.number(2, 59)};
    const bool has_seconds = form.strict || (form.extended ? scanner.peek() == ':' : text::is_digit(scanner.peek()));
    if (!has_seconds) return hour + minute;
    form.separate(scanner, ":");
    const seconds second{scanner.number(2, 60)};  // a leap second counts as the next one
    const bool has_fraction = scanner.take(form.strict ? "." : ".,");
    return hour + minute + second + (has_fraction ? scanner.fraction() : microseconds{0});
}

minutes offset(Scanner& scanner, const Form& form) {
    if (scanner.take(form.strict ? "Zz" : "Z")) return minutes{0};
    const bool negative = scanner.peek() == '-';
    if (!scanner.take("+-")) {
        if (form.strict) scanner.expect("Z");
        return minutes{0};
    }
    const hours hour{scanner.number(2, 23)};
    const bool has_minutes = form.strict || scanner.peek() == ':' || text::is_digit(scanner.peek());
    if (has_minutes && (form.strict || scanner.peek() == ':')) scanner.expect(":");
    const minutes minute{has_minutes ? scanner.number(2, 59) : 0};
    if (negative && hour + minute == minutes{0}) scanner.expect("");  // XAPI-00123: -00, -0000, -00:00
    return negative ? -(hour + minute) : hour + minute;
}

// Four digits of a year can be written, in UTC; an offset or a leap second may lead beyond them.
constexpr sys_time<microseconds> first_moment = sys_days{year{0} / 1 / 1};
constexpr sys_time<microseconds> last_moment = sys_days{year{9999} / 12 / 31} + days{1} - microseconds{1};
}  // namespace

std::optional<timing::Micros> read_timestamp(std::string_view text, Version version) {
    Scanner scanner(text);
    Form form{.strict = version == Version::v2_0_0};
    const auto day = date(scanner, form);
    scanner.expect(form.strict ? "Tt " : "T");
    const auto time = clock_time(scanner, form);
    const auto shift = offset(scanner, form);
    if (!scanner.done()) return std::nullopt;
    return std::clamp(day + time - shift, first_moment, last_moment).time_since_epoch() / microseconds{1};
}

std::string write_timestamp(timing::Micros at) {
    const sys_time<microseconds> point{microseconds{at}};
    const auto day = floor<days>(point);
    const year_month_day date{day};
    const hh_mm_ss time{point - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", int(date.year()), unsigned(date.month()), unsigned(date.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

namespace {
// Takes the components that `designators` allows, in their order. A fraction ends the duration.
struct Components {
    Scanner& scanner;
    int count = 0;
    bool fraction = false;

    bool take(std::string_view designators) {
        while (text::is_digit(scanner.peek())) {
            if (fraction) return false;
            scanner.skip_digits();
            if (scanner.take(".,")) {
                fraction = true;
                if (scanner.skip_digits() == 0) return false;
            }
            const auto place = designators.find(scanner.peek());
            if (place == designators.npos || !scanner.take(designators)) return false;
            designators.remove_prefix(place + 1);
            ++count;
        }
        return true;
    }
};
}  // namespace

bool is_duration(std::string_view text) {
    Scanner scanner(text);
    if (!scanner.take("P")) return false;
    Components components{scanner};
    if (text.ends_with('W')) return components.take("W") && components.count == 1 && scanner.done();
    if (!components.take("YMD")) return false;
    const int in_date = components.count;
    if (scanner.take("T") && (!components.take("HMS") || components.count == in_date)) return false;
    return components.count > 0 && scanner.done();
}

std::string comparable_duration(std::string_view text) {
    const auto point = text.find_first_of(".,");
    if (point == text.npos || text.size() - point <= 4) return std::string(text);
    return std::string(text.substr(0, point + 3)) + text.back();
}

}  // namespace lrs
