#include "platform/clock/zone.hpp"

#include <date/tz.h>

#include <chrono>
#include <stdexcept>

#include "platform/error.hpp"

namespace timing {

namespace {
using std::chrono::floor;
using std::chrono::microseconds;
using std::chrono::minutes;

date::sys_time<microseconds> sys(Micros at) { return date::sys_time<microseconds>(microseconds(at)); }
template <class Time>
Micros micros(Time at) {
    return microseconds(at.time_since_epoch()).count();
}
}  // namespace

Zone Zone::named(const std::string& name) try {
    return Zone(date::locate_zone(name));
} catch (const std::runtime_error&) {
    throw Error(ErrorCode::invalid, "There is no time zone \"" + name + "\": expected a name of the IANA database, such as Europe/Berlin.");
}

WallMinute Zone::wall_minute(Micros at) const { return floor<minutes>(zone_->to_local(sys(at))).time_since_epoch().count(); }

Micros Zone::instant_of(WallMinute minute) const {
    const date::local_time<minutes> shown{minutes(minute)};
    const auto found = zone_->get_info(shown);
    // Of a skipped time `first` is the period before the jump; it ends with the jump.
    if (found.result == date::local_info::nonexistent) return micros(found.first.end);
    return micros(date::sys_time<std::chrono::seconds>((shown - found.first.offset).time_since_epoch()));
}

// Far ahead when the rules of the zone end.
Micros Zone::next_change(Micros at) const {
    constexpr auto never = date::sys_days(date::year(9999) / 1 / 1);
    return micros(std::min<date::sys_seconds>(zone_->get_info(sys(at)).end, never));
}

}  // namespace timing
