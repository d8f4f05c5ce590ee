#include "notices/settings/quiet.hpp"

#include <fmt/format.h>

namespace notices {

namespace {
constexpr timing::WallMinute day = 24 * 60;
constexpr timing::Micros minute = 60'000'000;

timing::WallMinute midnight_before(timing::WallMinute at) { return at - (at % day + day) % day; }

// The moment when clocks show `end`. Where they show it twice and the first time is over, minutes are counted instead.
timing::Micros moment_of(const timing::Zone& zone, timing::WallMinute end, timing::WallMinute from, timing::Micros now) {
    const auto at = zone.instant_of(end);
    return at > now ? at : now + (end - from) * minute;
}

bool is_quiet(const Times& times, int at) {
    const int from = *times.quiet_from, until = *times.quiet_until;
    return from < until ? from <= at && at < until : at >= from || at < until;
}

timing::Micros after_quiet(const Times& times, const timing::Zone& zone, timing::Micros now) {
    if (!times.quiet_from || !times.quiet_until) return now;
    const auto wall = zone.wall_minute(now), midnight = midnight_before(wall);
    const int at = static_cast<int>(wall - midnight);
    if (!is_quiet(times, at)) return now;
    const auto end = midnight + *times.quiet_until;
    return moment_of(zone, end > wall ? end : end + day, wall, now);
}

timing::Micros next_digest(const Times& times, const timing::Zone& zone, timing::Micros now) {
    const auto wall = zone.wall_minute(now), today = midnight_before(wall) + times.digest_at;
    return moment_of(zone, today > wall ? today : today + day, wall, now);
}
}  // namespace

timing::Micros next_mail(const Times& times, timing::Micros now) {
    const auto zone = timing::Zone::named(times.zone);
    return after_quiet(times, zone, times.digest ? next_digest(times, zone, now) : now);
}

timing::Micros next_push(const Times& times, timing::Micros now) { return after_quiet(times, timing::Zone::named(times.zone), now); }

timing::Micros day_began(const Times& times, timing::Micros now) {
    const auto zone = timing::Zone::named(times.zone);
    return zone.instant_of(midnight_before(zone.wall_minute(now)));
}

std::string date_of(const Times& times, timing::Micros now) {
    return timing::to_rfc3339(timing::Zone::named(times.zone).wall_minute(now) * minute).substr(0, 10);
}

std::optional<int> minute_named(std::string_view text) {
    const auto digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(text[0]) || !digit(text[1]) || !digit(text[3]) || !digit(text[4])) return std::nullopt;
    const int hours = (text[0] - '0') * 10 + text[1] - '0', minutes = (text[3] - '0') * 10 + text[4] - '0';
    return hours < 24 && minutes < 60 ? std::optional(hours * 60 + minutes) : std::nullopt;
}

std::string to_text(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

}  // namespace notices
