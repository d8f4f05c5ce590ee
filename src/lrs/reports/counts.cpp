#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "lrs/reports/reports.hpp"
#include "lrs/sql.gen.hpp"
#include "platform/error.hpp"

// Counts of all time and over time.
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

// The busiest first; those behind a page begin at `after`.
Task<db::Rows> top_activities(db::Database& database, const Ask& ask, const std::string& after, std::int64_t limit) {
    constexpr auto all = std::numeric_limits<std::int64_t>::max();
    const auto from = after.empty() ? After{all, 0} : read_after(after);
    const auto verb = ask.verb.value_or(0), first = ask.first_activity(), last = ask.last_activity();
    if (ask.all_time()) co_return co_await database.read(sql::report_top_activities, ask.org, verb, first, last, from.first, from.second, limit);
    if (!ask.activity) co_return co_await database.read(sql::report_top_activities_of_days, ask.org, verb, from.first, from.second, limit, ask.first_day(), ask.last_day());
    if (!after.empty()) co_return db::Rows();
    co_return co_await database.read(sql::report_activity_of_days, ask.org, verb, *ask.activity, ask.first_day(), ask.last_day());
}

std::string behind(const db::Row& activity) { return write_after({activity.integer(1), activity.integer(0)}); }

Task<Buckets> buckets_of(db::Database& database, const Ask& ask, std::int64_t activity) {
    Buckets buckets;
    for (const auto& row : co_await database.read(sql::report_days_of, ask.org, activity, ask.verb.value_or(0), ask.first_day(), ask.last_day())) {
        auto& sums = buckets[begin_of(ask.bucket, row.integer(0))];
        sums.statements += row.integer(1);
        sums.completions += row.integer(2);
        sums.duration_ms += row.integer(3);
        sums.session_ms += row.integer(4);
    }
    co_return buckets;
}

struct Verb {
    std::string id, name;
};
using Verbs = std::map<std::int64_t, Verb>;

Task<Verbs> verbs_of(db::Database& database, const OrgId& org) {
    Verbs verbs;
    for (const auto& row : co_await database.read(sql::report_verb_names, org)) verbs.emplace(row.integer(0), Verb{row.text(1), row.text(2)});
    co_return verbs;
}

// Counts of the verbs of one bucket, while its days are read.
struct VerbBucket {
    std::int64_t begin = 0;
    std::map<std::int64_t, std::int64_t> statements;

    void end(const Verbs& verbs, std::vector<Row>& rows) {
        const auto first = std::ssize(rows);
        for (const auto& [key, count] : statements)
            if (const auto verb = verbs.find(key); verb != verbs.end()) rows.push_back({begin, verb->second.id, verb->second.name, count});
        std::ranges::sort(rows.begin() + first, rows.end(), {}, [](const Row& row) { return std::get<std::string>(row[1]); });
        statements.clear();
    }
};

// A page ends with the bucket that fills it.
Task<ReportPage> verbs_over_time(db::Database& database, const Ask& ask, const std::string& after, std::int64_t limit) {
    constexpr std::int64_t rows_at_once = 4096;
    const auto verbs = co_await verbs_of(database, ask.org);
    auto at = after.empty() ? After{ask.first_day() - 1, std::numeric_limits<std::int64_t>::max()} : read_after(after);
    ReportPage page;
    VerbBucket bucket;
    while (true) {
        const auto rows = co_await database.read(sql::report_verb_days, ask.org, ask.activity.value_or(0), ask.verb, at.first, at.second, ask.last_day(),
                                                 rows_at_once);
        for (const auto& row : rows) {
            if (const auto begin = begin_of(ask.bucket, row.integer(0)); begin != bucket.begin) {
                bucket.end(verbs, page.rows);
                if (std::ssize(page.rows) >= limit) page.after = write_after(at);
                if (!page.after.empty()) co_return page;
                bucket.begin = begin;
            }
            at = {row.integer(0), row.integer(1)};
            bucket.statements[at.second] += row.integer(2);
        }
        if (std::ssize(rows) < rows_at_once) break;
    }
    bucket.end(verbs, page.rows);
    co_return page;
}
}  // namespace

Columns verb_columns() { return verb_table; }
Columns activity_columns() { return activity_table; }
Columns time_by_activity_columns() { return time_table; }
Columns time_by_day_columns() { return time_by_day_table; }

Task<ReportPage> verb_counts(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    if (ask.bucket != Bucket::all) co_return co_await verbs_over_time(database, ask, after, limit);
    const auto activity = ask.activity.value_or(0);
    const auto counted = ask.all_time() ? co_await database.read(sql::report_verbs, ask.org, activity, ask.verb)
                                        : co_await database.read(sql::report_verbs_of_days, ask.org, activity, ask.verb, ask.first_day(), ask.last_day());
    ReportPage page;
    for (const auto& row : counted) page.rows.push_back({db::Value(), row.text(0), row.text(1), row.integer(2)});
    co_return page;
}

// A page ends with the activity that fills it.
Task<ReportPage> activity_counts(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    const auto found = co_await top_activities(database, ask, after, limit);
    ReportPage page;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto activity = found[i];
        if (ask.bucket == Bucket::all) page.rows.push_back(activity_row(ask, 0, totals_of(activity), activity));
        else
            for (const auto& [begin, sums] : co_await buckets_of(database, ask, activity.integer(0))) page.rows.push_back(activity_row(ask, begin, sums, activity));
        const bool may_follow = i + 1 < found.size() || std::ssize(found) == limit;
        if (std::ssize(page.rows) < limit && i + 1 < found.size()) continue;
        if (may_follow) page.after = behind(activity);
        break;
    }
    co_return page;
}

Task<ReportPage> time_by_activity(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    ReportPage page;
    const auto found = co_await top_activities(database, ask, after, limit);
    for (const auto& activity : found) {
        const auto sums = totals_of(activity);
        page.rows.push_back({activity.text(5), activity.text(6), sums.time(), sums.statements});
    }
    if (std::ssize(page.rows) == limit) page.after = behind(found[found.size() - 1]);
    co_return page;
}

Task<ReportPage> time_by_day(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    // Verbs of all activities are summed with what is about no activity at all.
    if (ask.verb && !ask.activity) throw Error(ErrorCode::invalid, "the parameter verb: time by day has it together with activity only");
    const auto first = after.empty() ? ask.first_day() : read_after(after).first + 1;
    ReportPage page;
    for (const auto& row : co_await database.read(sql::report_time_by_day, ask.org, ask.activity.value_or(0), first, ask.last_day(), limit, ask.verb.value_or(0)))
        page.rows.push_back({row.integer(0), std::max(row.integer(1), row.integer(2)), row.integer(3)});
    if (std::ssize(page.rows) == limit) page.after = write_after({std::get<std::int64_t>(page.rows.back()[0]), 0});
    co_return page;
}

}  // namespace lrs
