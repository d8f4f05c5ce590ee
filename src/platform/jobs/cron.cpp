#include "platform/jobs/cron.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "platform/error.hpp"

namespace jobs {

namespace {
using timing::Micros;
using timing::WallMinute;

constexpr WallMinute day_minutes = 24 * 60;
constexpr Micros minute_micros = 60'000'000;
// 29 February comes after eight years at the latest; on a given day of the week within 40.
constexpr int most_days = 40 * 366;

constexpr std::array<std::string_view, 12> month_names{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> weekday_names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

struct Field {
    std::string_view name;
    int least, most;
    std::span<const std::string_view> names = {};  // of the values from `least` on
};
constexpr std::array fields{Field{"minute", 0, 59}, Field{"hour", 0, 23}, Field{"day of month", 1, 31}, Field{"month", 1, 12, month_names},
                            Field{"day of week", 0, 7, weekday_names}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> short_forms{
    {{"@hourly", "0 * * * *"}, {"@daily", "0 0 * * *"}, {"@midnight", "0 0 * * *"}, {"@weekly", "0 0 * * 0"}, {"@monthly", "0 0 1 * *"},
     {"@yearly", "0 0 1 1 *"}, {"@annually", "0 0 1 1 *"}}};

[[noreturn]] void refuse(const Field& field, std::string_view expected, std::string_view found) {
    throw Error(ErrorCode::invalid, fmt::format("{}: expected {}, found \"{}\"", field.name, expected, found));
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& letter : out)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return out;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find_first_of(separators, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

int number(const Field& field, std::string_view text, int least, int most) {
    int value = -1;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || value < least || value > most || text.size() > 2)
        refuse(field, fmt::format("a number from {} to {}{}", least, most, field.names.empty() ? "" : " or a name"), text);
    return value;
}

int value_of(const Field& field, std::string_view text) {
    const auto named = std::ranges::find(field.names, lower(text));
    if (named != field.names.end()) return field.least + static_cast<int>(named - field.names.begin());
    return number(field, text, field.least, field.most);
}

struct Range {
    int from, to;
};

Range range_of(const Field& field, std::string_view text, bool stepped) {
    if (text == "*") return {field.least, field.most};
    const auto dash = text.find('-');
    if (dash == text.npos) {
        const int only = value_of(field, text);
        return {only, stepped ? field.most : only};
    }
    const Range range{value_of(field, text.substr(0, dash)), value_of(field, text.substr(dash + 1))};
    if (range.from > range.to) refuse(field, "a range that goes up", text);
    return range;
}

// One part of a list: `*`, a value or a range, perhaps with a step.
void add_part(const Field& field, std::string_view text, auto& to) {
    const auto slash = text.find('/');
    const bool stepped = slash != text.npos;
    const int step = stepped ? number({field.name, 1, field.most}, text.substr(slash + 1), 1, std::max(field.most, 1)) : 1;
    const auto [from, last] = range_of(field, text.substr(0, slash), stepped);
    for (int value = from; value <= last; value += step) to.set(static_cast<std::size_t>(value));
}

template <std::size_t Size>
std::bitset<Size> read_field(const Field& field, std::string_view text) {
    std::bitset<Size> values;
    for (const auto part : split(text, ",")) add_part(field, part, values);
    return values;
}

std::vector<std::string_view> words_of(std::string_view text) {
    auto words = split(text, " \t");
    std::erase(words, "");
    return words;
}

std::string_view long_form(std::string_view text) {
    for (const auto& [short_form, meaning] : short_forms)
        if (text == short_form) return meaning;
    return text;
}

std::chrono::year_month_day date_of(WallMinute day) { return std::chrono::sys_days(std::chrono::days(day)); }

template <std::size_t Size>
int next_set(const std::bitset<Size>& values, int from) {
    for (auto value = static_cast<std::size_t>(from); value < Size; ++value)
        if (values.test(value)) return static_cast<int>(value);
    return -1;
}
}  // namespace

Cron Cron::parse(std::string_view text) {
    const auto given = lower(text);
    const auto words = words_of(long_form(given));
    if (words.size() == 1 && words[0].starts_with('@'))
        throw Error(ErrorCode::invalid, fmt::format("expected @hourly, @daily, @weekly, @monthly or @yearly, found \"{}\"", words[0]));
    if (words.size() != fields.size())
        throw Error(ErrorCode::invalid, fmt::format("expected 5 fields (minute, hour, day of month, month, day of week), found {} in \"{}\"", words.size(), text));
    Cron cron;
    cron.minutes_ = read_field<60>(fields[0], words[0]);
    cron.hours_ = read_field<24>(fields[1], words[1]);
    cron.days_ = read_field<32>(fields[2], words[2]);
    cron.months_ = read_field<13>(fields[3], words[3]);
    const auto weekdays = read_field<8>(fields[4], words[4]);
    for (std::size_t day = 0; day < weekdays.size(); ++day)
        if (weekdays.test(day)) cron.weekdays_.set(day % 7);
    cron.any_day_ = words[2].starts_with('*');
    cron.any_weekday_ = words[4].starts_with('*');
    if (!cron.comes()) refuse(fields[2], "a day that one of the months has", words[2]);
    return cron;
}

// Whether there is a day at all: 30 February never comes.
bool Cron::comes() const {
    if (!any_weekday_) return true;
    constexpr std::array longest{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int first = next_set(days_, 1);
    for (std::size_t month = 1; month <= longest.size(); ++month)
        if (months_.test(month) && first <= longest[month - 1]) return true;
    return false;
}

bool Cron::fits_day(WallMinute day) const {
    const auto date = date_of(day);
    if (!months_.test(unsigned{date.month()})) return false;
    const bool day_fits = days_.test(unsigned{date.day()});
    const bool weekday_fits = weekdays_.test(std::chrono::weekday(std::chrono::sys_days(date)).c_encoding());
    return any_day_ || any_weekday_ ? day_fits && weekday_fits : day_fits || weekday_fits;
}

// The first fitting minute at or after `from`.
WallMinute Cron::next_on_walls(WallMinute from) const {
    const WallMinute first_day = from / day_minutes - (from % day_minutes < 0 ? 1 : 0);
    for (WallMinute day = first_day; day < first_day + most_days; ++day) {
        if (!fits_day(day)) continue;
        const auto earliest = static_cast<int>(std::max<WallMinute>(from - day * day_minutes, 0));
        for (int hour = next_set(hours_, earliest / 60); hour >= 0; hour = next_set(hours_, hour + 1)) {
            const int minute = next_set(minutes_, hour == earliest / 60 ? earliest % 60 : 0);
            if (minute >= 0) return day * day_minutes + hour * 60 + minute;
        }
    }
    throw Error(ErrorCode::invalid, "This schedule never comes.");
}

Micros Cron::next(Micros after, const timing::Zone& zone) const {
    if (hours_.all()) return next_elapsed(after, zone);
    // Later minutes on walls never come earlier, so the first that is late enough is the next.
    for (WallMinute minute = zone.wall_minute(after) + 1;; ++minute) {
        minute = next_on_walls(minute);
        if (const Micros at = zone.instant_of(minute); at > after) return at;
    }
}

// Goes from one change of the offset to the next: between them minutes on walls pass as elapsed ones.
Micros Cron::next_elapsed(Micros after, const timing::Zone& zone) const {
    Micros at = (after / minute_micros + 1) * minute_micros;
    while (true) {
        const WallMinute shown = zone.wall_minute(at);
        const Micros due = at + (next_on_walls(shown) - shown) * minute_micros;
        const Micros change = zone.next_change(at);
        if (due < change) return due;
        at = change;
    }
}

}  // namespace jobs
