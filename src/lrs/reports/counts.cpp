#include <algorithm>
#include <array>
#include <map>

#include "lrs/reports/reports.hpp"
#include "lrs/sql.gen.hpp"

// Counts over time, from the table of days.
namespace lrs {

namespace {
constexpr std::array<Column, 4> verb_table{{{"from", Holds::day}, {"verb"}, {"verb_name"}, {"statements", Holds::whole}}};
constexpr std::array<Column, 6> activity_table{{{"from", Holds::day}, {"activity"}, {"activity_name"}, {"statements", Holds::whole},
                                                {"completions", Holds::whole}, {"time_ms", Holds::whole}}};
constexpr std::array<Column, 4> time_table{{{"activity"}, {"activity_name"}, {"time_ms", Holds::whole}, {"statements", Holds::whole}}};
constexpr std::array<Column, 3> time_by_day_table{{{"from", Holds::day}, {"time_ms", Holds::whole}, {"statements", Holds::whole}}};

// Sums of the days of one bucket.
struct DaySums {
    std::int64_t statements = 0, completions = 0, duration_ms = 0, session_ms = 0;
    std::int64_t time() const { return std::max(duration_ms, session_ms); }
};
using Buckets = std::map<std::int64_t, DaySums>;

db::Value begin_value(const Ask& ask, std::int64_t begin) { return ask.bucket == Bucket::all ? db::Value() : db::Value(begin); }

Row activity_row(const Ask& ask, std::int64_t begin, const DaySums& sums, const db::Row& activity) {
    return {begin_value(ask, begin), activity.text(5), activity.text(6), sums.statements, sums.completions, sums.time()};
}

DaySums totals_of(const db::Row& activity) { return {activity.integer(1), activity.integer(2), activity.integer(3), activity.integer(4)}; }

Task<db::Rows> top_activities(db::Database& database, const Ask& ask, std::int64_t limit) {
    return database.read(sql::report_top_activities, ask.org, ask.verb.value_or(0), ask.first_day(), ask.last_day(), ask.activity, limit);
}

Task<Buckets> buckets_of(db::Database& database, const Ask& ask, std::int64_t activity) {
    Buckets buckets;
    for (const auto& row : co_await database.read(sql::report_days_of, ask.org, ask.verb.value_or(0), activity, ask.first_day(), ask.last_day())) {
        auto& sums = buckets[begin_of(ask.bucket, row.integer(0))];
        sums.statements += row.integer(1);
        sums.completions += row.integer(2);
        sums.duration_ms += row.integer(3);
        sums.session_ms += row.integer(4);
    }
    co_return buckets;
}
}  // namespace

Columns verb_columns(const Ask&) { return verb_table; }
Columns activity_columns(const Ask&) { return activity_table; }
Columns time_by_activity_columns() { return time_table; }
Columns time_by_day_columns() { return time_by_day_table; }

Task<ReportPage> verb_counts(db::Database& database, const Ask& ask, std::string, std::int64_t) {
    struct Verb {
        std::string id, name;
        std::int64_t statements = 0;
    };
    std::map<std::pair<std::int64_t, std::string>, Verb> counted;  // by bucket and verb
    for (const auto& row : co_await database.read(sql::report_verbs, ask.org, ask.activity.value_or(0), ask.first_day(), ask.last_day())) {
        if (ask.verb && row.integer(0) != *ask.verb) continue;
        auto& verb = counted[{begin_of(ask.bucket, row.integer(1)), row.text(3)}];
        verb = {row.text(3), row.text(4), verb.statements + row.integer(2)};
    }
    ReportPage page;
    for (const auto& [key, verb] : counted) page.rows.push_back({begin_value(ask, key.first), verb.id, verb.name, verb.statements});
    co_return page;
}

Task<ReportPage> activity_counts(db::Database& database, const Ask& ask, std::string, std::int64_t limit) {
    ReportPage page;
    for (const auto& activity : co_await top_activities(database, ask, limit)) {
        if (ask.bucket == Bucket::all) page.rows.push_back(activity_row(ask, 0, totals_of(activity), activity));
        else
            for (const auto& [begin, sums] : co_await buckets_of(database, ask, activity.integer(0))) page.rows.push_back(activity_row(ask, begin, sums, activity));
    }
    co_return page;
}

Task<ReportPage> time_by_activity(db::Database& database, const Ask& ask, std::int64_t limit) {
    ReportPage page;
    for (const auto& activity : co_await top_activities(database, ask, limit)) {
        const auto sums = totals_of(activity);
        page.rows.push_back({activity.text(5), activity.text(6), sums.time(), sums.statements});
    }
    co_return page;
}

Task<ReportPage> time_by_day(db::Database& database, const Ask& ask) {
    ReportPage page;
    for (const auto& row : co_await database.read(sql::report_time_by_day, ask.org, ask.activity, ask.first_day(), ask.last_day()))
        page.rows.push_back({row.integer(0), std::max(row.integer(1), row.integer(2)), row.integer(3)});
    co_return page;
}

}  // namespace lrs
