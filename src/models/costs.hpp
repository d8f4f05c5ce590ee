#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

namespace jobs {
class Jobs;
}

namespace models {

// What calls of one alias came to on one day (UTC, counted from 1970).
struct DayCost {
    std::int64_t day = 0;
    std::string alias;
    std::int64_t calls = 0, failed = 0;
    std::int64_t tokens_in = 0, tokens_out = 0;
    double usd = 0;
};

// Of one organisation from `first_day` on, the newest day first; days that are over from the nightly table, the others from the runs.
Task<std::vector<DayCost>> costs_since(db::Database& database, OrgId org, std::int64_t first_day);

// Sums the days that are over at `now` into the nightly table. Those not summed before, and the last week again, for runs that were written late; so it may
// run at any time and as often as one likes.
Task<void> sum_costs(db::Database& database, timing::Micros now);
// Has that done each night, as the schedule `models.sum_costs`.
void tend(jobs::Jobs& jobs, db::Database& database);

}  // namespace models
