#include "models/costs.hpp"

#include <algorithm>

#include "models/sql.gen.hpp"
#include "platform/jobs/jobs.hpp"

namespace models {

namespace {
constexpr std::int64_t again = 7;  // days that are summed once more

// The first day whose runs the table does not hold.
std::int64_t first_unsettled(const db::Rows& until) { return until.empty() ? 0 : until[0].integer(0) + 1; }

std::int64_t first_to_sum(db::Transaction& tx) {
    const auto until = tx.run(sql::find_costs_until);
    if (!until.empty()) return first_unsettled(until) - again;
    return tx.run(sql::first_run_at)[0].optional_integer(0).value_or(0) / timing::a_day;
}

void sum(db::Transaction& tx, std::int64_t last) {
    const auto first = std::min(first_to_sum(tx), last - again);
    tx.run(sql::forget_costs, first, last);
    tx.run(sql::sum_costs, first * timing::a_day, (last + 1) * timing::a_day);
    tx.run(sql::set_costs_until, last);
}
}  // namespace

Task<std::vector<DayCost>> costs_since(db::Database& database, OrgId org, std::int64_t first_day) {
    const auto unsettled = first_unsettled(co_await database.read(sql::find_costs_until));
    std::vector<DayCost> costs;
    for (const auto row : co_await database.read(sql::list_costs, org, first_day, unsettled * timing::a_day))
        costs.push_back({row.integer(0), row.text(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5), row.real(6)});
    co_return costs;
}

Task<void> sum_costs(db::Database& database, timing::Micros now) {
    const auto yesterday = now / timing::a_day - 1;
    co_await database.transact([yesterday](db::Transaction& tx) { sum(tx, yesterday); });
}

void tend(jobs::Jobs& jobs, db::Database& database) {
    jobs.add({.name = "models.sum_costs", .cron = "10 0 * * *"}, [&database](jobs::Job) { return sum_costs(database, timing::now()); });
}

}  // namespace models
