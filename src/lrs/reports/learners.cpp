#include <fmt/format.h>

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
constexpr std::array<Column, 6> time_by_learner{{{"learner"}, {"name"}, {"activity"}, {"activity_name"}, {"time_ms", Holds::whole}, {"statements", Holds::whole}}};

// The first two columns of a row are its key.
ReportPage page_of(const db::Rows& rows, std::int64_t limit, Columns columns) {
    ReportPage page;
    for (const auto& row : rows) page.rows.push_back(read_row(columns, row, 2));
    if (std::ssize(page.rows) == limit) {
        const auto last = rows[rows.size() - 1];
        page.after = fmt::format("{}.{}", last.integer(0), last.integer(1));
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

Columns completions_columns(const Ask& ask) { return ask.by == "activity" ? Columns(completion_summary) : completion_table; }
Columns incomplete_columns(const Ask&) { return incomplete_table; }
Columns time_columns(const Ask& ask) {
    if (ask.by == "day") return time_by_day_columns();
    return ask.by == "activity" ? time_by_activity_columns() : Columns(time_by_learner);
}

Task<ReportPage> completions(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    const auto from = read_after(after);
    if (ask.by == "activity") {
        const auto rows = co_await database.read(sql::report_completions_by_activity, ask.org, ask.activity, ask.cohort, ask.since, ask.until, from.first, limit);
        co_return page_of(rows, limit, completion_summary);
    }
    const auto rows = co_await database.read(sql::report_completions, ask.org, ask.activity, ask.cohort, ask.since, ask.until, from.first, from.second, limit);
    co_return page_of(rows, limit, completion_table);
}

Task<ReportPage> incomplete(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    if (!ask.activity) throw Error(ErrorCode::invalid, "the parameter activity: expected the lesson's IRI");
    const auto from = read_after(after);
    if (ask.cohort) {
        const auto rows = co_await database.read(sql::report_incomplete_of_cohort, ask.org, *ask.activity, *ask.cohort, from.second, limit);
        co_return page_of(rows, limit, incomplete_table);
    }
    const auto rows = co_await database.read(sql::report_incomplete, ask.org, *ask.activity, from.second, limit);
    co_return page_of(rows, limit, incomplete_table);
}

Task<ReportPage> time_on_task(db::Database& database, const Ask& ask, std::string after, std::int64_t limit) {
    if (ask.by == "day") co_return co_await time_by_day(database, ask);
    if (ask.by == "activity") co_return co_await time_by_activity(database, ask, limit);
    const auto from = read_after(after);
    const auto rows = co_await database.read(sql::report_time_by_learner, ask.org, ask.activity, ask.cohort, from.first, from.second, limit);
    co_return page_of(rows, limit, time_by_learner);
}

}  // namespace lrs
