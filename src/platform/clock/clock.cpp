#include "platform/clock/clock.hpp"

#include <fmt/format.h>

namespace timing {

Micros now() {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::string to_rfc3339(Micros at) {
    using namespace std::chrono;
    const sys_time<milliseconds> point{milliseconds{at / 1000}};
    const auto day = floor<days>(point);
    const year_month_day date{day};
    const hh_mm_ss time{point - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int(date.year()), unsigned(date.month()),
                       unsigned(date.day()), time.hours().count(), time.minutes().count(), time.seconds().count(),
                       time.subseconds().count());
}

}  // namespace timing
