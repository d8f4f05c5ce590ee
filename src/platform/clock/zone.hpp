#pragma once
#include <string>

#include "platform/clock/clock.hpp"

namespace date {
class time_zone;
}

namespace timing {

// Minutes since 1970-01-01 00:00 as the clocks on a zone's walls show them.
using WallMinute = std::int64_t;

// A time zone of the IANA database as the system keeps it (the package tzdata, which follows the laws of the world). Cheap to copy; any thread.
class Zone {
public:
    // Throws Error(invalid) for a name that the database does not have.
    static Zone named(const std::string& name);

    WallMinute wall_minute(Micros at) const;
    // When clocks show this minute: the first time when they show it twice, the moment of the jump when they skip it.
    Micros instant_of(WallMinute minute) const;
    // The next change of the offset after `at`: until then minutes pass on walls as anywhere else.
    Micros next_change(Micros at) const;

private:
    explicit Zone(const date::time_zone* zone) : zone_(zone) {}
    const date::time_zone* zone_;  // of the database, which lives as long as the process
};

}  // namespace timing
