#include "platform/limits/backoff.hpp"

#include <algorithm>

#include "platform/error.hpp"
#include "platform/sql.gen.hpp"

namespace limits {

namespace {
using timing::Micros;

Micros micros(std::chrono::seconds span) { return std::chrono::microseconds(span).count(); }

struct Count {
    std::int64_t failures = 0;
    Micros last = 0;
};

Count load(db::Transaction& tx, const OrgId& org, const Tries& tries, Micros now) {
    const auto rows = tx.run(platform::sql::find_bucket, org, tries.bucket, tries.subject);
    if (rows.empty() || rows[0].integer(1) + micros(tries.forgotten) < now) return {};
    return {rows[0].integer(0), rows[0].integer(1)};
}

void store(db::Transaction& tx, const OrgId& org, const Tries& tries, Count count) {
    if (count.failures > 0)
        tx.run(platform::sql::put_bucket, org, tries.bucket, tries.subject, static_cast<double>(count.failures), count.last);
    else
        tx.run(platform::sql::forget_bucket, org, tries.bucket, tries.subject);
}

// The wait that is left; 0: the try is counted.
Micros count_try(db::Transaction& tx, const OrgId& org, const std::vector<Tries>& all) {
    const Micros now = timing::now();
    Micros left = 0;
    std::vector<Count> counts;
    for (const auto& tries : all) {
        counts.push_back(load(tx, org, tries, now));
        left = std::max(left, counts.back().last + wait_after(tries, counts.back().failures) - now);
    }
    if (left > 0) return left;
    for (std::size_t i = 0; i < all.size(); ++i) store(tx, org, all[i], {counts[i].failures + 1, now});
    return 0;
}

void take_back(db::Transaction& tx, const OrgId& org, const std::vector<Tries>& all) {
    const Micros now = timing::now();
    for (const auto& tries : all) {
        const Count count = load(tx, org, tries, now);
        store(tx, org, tries, {&tries == &all.front() ? 0 : count.failures - 1, count.last});
    }
}
}  // namespace

Micros wait_after(const Tries& tries, std::int64_t failures) {
    if (failures < tries.free) return 0;
    const auto doublings = std::min<std::int64_t>(failures - tries.free, 30);
    return std::min(micros(std::chrono::seconds(1)) << doublings, micros(tries.longest));
}

Task<void> Backoff::begin(OrgId org, std::vector<Tries> tries) {
    const Micros left = co_await database_.transact([org, tries](db::Transaction& tx) { return count_try(tx, org, tries); });
    if (left <= 0) co_return;
    throw Error(ErrorCode::over_quota, "Too many tries went wrong. Please wait a little.").retry_in(std::chrono::milliseconds(left / 1000 + 1));
}

Task<void> Backoff::succeed(OrgId org, std::vector<Tries> tries) {
    co_await database_.transact([org, tries](db::Transaction& tx) { take_back(tx, org, tries); });
}

}  // namespace limits
