#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "lrs/reports/reports.hpp"
#include "lrs/sql.gen.hpp"
#include "platform/error.hpp"

// Reports with a row a learner. They walk the primary key, so that a page costs the same wherever it begins.
namespace lrs {

namespace {
constexpr std::array<Column, 8> completion_table{{{"learner"}, {"name"}, {"activity"}, {"activity_name"}, {"completed_at", Holds::time}, {"success"},
                                                  {"best_scaled", Holds::real}, {"time_ms", Holds::whole}}};
constexpr std::array<Column, 7> completion_summary{{{"activity"}, {"activity_name"}, {"begun", Holds::whole}, {"completed", Holds::whole},
                                                    {"passed", Holds::whole}, {"completion_rate", Holds::real}, {"average_scaled", Holds::real}}};
constexpr std::array<Column, 6> incomplete_table{{{"learner"}, {"name"}, {"begun", Holds::whole}, {"first_at", Holds::time}, {"last_at", Holds::time},
                                                  {"time_ms", Holds::whole}}};
constexpr std::array<Column, 6> learner_time_table{{{"learner"}, {"name"}, {"activity"}, {"activity_name"}, {"time_ms", Holds::whole}, {"statements", Holds::whole}}};

// The first two columns of a row are its key.
ReportPage page_of(const db::Rows& rows, std::int64_t limit, Columns columns) {
    ReportPage page;
    for (const auto& row : rows) page.rows.push_back(read_row(columns, row, 2));
    if (std::ssize(page.rows) == limit) {
        const auto last = rows[rows.size() - 1];
        page.after = write_after({last.integer(0), last.integer(1)});
    }
    return page;
}
}  // namespace

After read_after(const std::string& text) {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    After after{least, least};
    if (text.empty()) return after;
    const auto* const end = text.data() + text.size();
    const auto [dot, first] = std::from_chars(text.data(), end, after.first);
    const bool fits = first == std::errc() && dot != end && *dot == '.';
    const auto [rest, second] = std::from_chars(fits ? dot + 1 : end, end, after.second);
    if (!fits || second != std::errc() || rest != end) throw Error(ErrorCode::invalid, "the parameter after: expected what a page gave");
    return after;
}

std::string write_after(const After& after) { return fmt::format("{}.{}", after.first, after.second); }

Columns completions_columns() { return completion_table; }
Columns completions_by_activity_columns() { return completion_summary; }
Columns incomplete_columns() { return incomplete_table; }
Columns time_by_learner_columns() { return learner_time_table; }

namespace {
// Where a walk over activities and learners begins.
After begin_of_walk(const Ask& ask, const std::string& after) {
    auto from = read_after(after);
    if (ask.activity && after.empty()) from.first = *ask.activity;
    return from;
}
}  // namespace

// Activities are taken some at a time: who has begun them is read to count them.
Task<ReportPage> completions_by_activity(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    auto from = ask.activity ? *ask.activity - 1 : read_after(after).first;
    ReportPage page;
    while (std::ssize(page.rows) < limit) {
        const auto reach = co_await database.read(sql::report_activities_after, ask.org, from, limit - std::ssize(page.rows));
        if (reach[0].is_null(0)) co_return page;
        const auto until = std::min(reach[0].integer(0), ask.last_activity());
        for (const auto& row : co_await database.read(sql::report_completions_by_activity, ask.org, ask.cohort, ask.since, ask.until, from, until))
            page.rows.push_back(read_row(completion_summary, row, 2));
        if (ask.activity) co_return page;
        from = until;
    }
    page.after = write_after({from, 0});
    co_return page;
}

Task<ReportPage> completions(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    const auto from = begin_of_walk(ask, after);
    const auto rows = co_await database.read(sql::report_completions, ask.org, ask.last_activity(), ask.cohort, ask.since, ask.until, from.first,
                                             from.second, limit);
    co_return page_of(rows, limit, completion_table);
}

Task<ReportPage> incomplete(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    if (!ask.activity) throw Error(ErrorCode::invalid, "the parameter activity: expected the lesson's IRI");
    const auto from = read_after(after);
    if (ask.cohort) {
        const auto rows = co_await database.read(sql::report_incomplete_of_cohort, ask.org, *ask.activity, *ask.cohort, from.second, limit, ask.since, ask.until,
                                                 ask.all_time() ? 1 : 0);
        co_return page_of(rows, limit, incomplete_table);
    }
    const auto rows = co_await database.read(sql::report_incomplete, ask.org, *ask.activity, from.second, limit, ask.since, ask.until);
    co_return page_of(rows, limit, incomplete_table);
}

Task<ReportPage> time_by_learner(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    const auto from = begin_of_walk(ask, after);
    const auto rows = co_await database.read(sql::report_time_by_learner, ask.org, ask.last_activity(), ask.cohort, from.first, from.second, limit);
    co_return page_of(rows, limit, learner_time_table);
}

}  // namespace lrs
