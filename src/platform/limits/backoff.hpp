#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

// Failures make the next try wait, longer each time. Kept in `rate_buckets`, so it survives restarts and is shared by processes on one database.
namespace limits {

// Who tries what; `subject` is no personal data in the clear.
struct Tries {
    std::string bucket;
    std::string subject;
    int free = 5;                           // failures in a row that cost no waiting
    std::chrono::seconds longest{900};      // the wait doubles from one second up to this
    std::chrono::seconds forgotten{3'600};  // without another try the count begins anew
};

// One object serves all threads.
class Backoff {
public:
    explicit Backoff(db::Database& database) : database_(database) {}
    // Counts a try against all of `tries` before it is made, so that many at once count as many. Throws Error(over_quota) with the time until
    // the next one when any of them has to wait; nothing is counted then.
    Task<void> begin(OrgId org, std::vector<Tries> tries);
    // The try was a good one: the first of `tries` is forgotten, the others get this try back.
    Task<void> succeed(OrgId org, std::vector<Tries> tries);

private:
    db::Database& database_;
};

// How long after the last of so many failures the next try must wait.
timing::Micros wait_after(const Tries& tries, std::int64_t failures);

}  // namespace limits
