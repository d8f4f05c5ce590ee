#pragma once
#include <bitset>
#include <string>
#include <string_view>

#include "platform/clock/zone.hpp"

namespace jobs {

// When something is due, in the five fields of crontab(5): minute, hour, day of month, month, day of week. Each holds `*`, numbers, ranges
// (`9-17`), steps (`*/15`, `8-18/2`, `5/20`) and lists of these; months and days of week also names (`jan`, `mon-fri`), and Sunday is 0 and 7.
// Where both days are restricted, either suffices. Also @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.
class Cron {
public:
    // Throws Error(invalid) that names the field, what was expected and what was found.
    static Cron parse(std::string_view text);

    // The first slot after `after`. Hours are those of the zone's walls: a time that is skipped when clocks go forward is due once, at the jump;
    // one that comes twice when they go back is due once, the first time. What is due in every hour follows elapsed time instead.
    timing::Micros next(timing::Micros after, const timing::Zone& zone) const;

private:
    Cron() = default;
    bool fits_day(timing::WallMinute day) const;
    bool comes() const;
    timing::WallMinute next_on_walls(timing::WallMinute from) const;
    timing::Micros next_elapsed(timing::Micros after, const timing::Zone& zone) const;

    std::bitset<60> minutes_;
    std::bitset<24> hours_;
    std::bitset<32> days_;
    std::bitset<13> months_;
    std::bitset<7> weekdays_;
    bool any_day_ = true, any_weekday_ = true;  // the field begins with `*`
};

}  // namespace jobs
