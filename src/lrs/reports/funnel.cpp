#include <array>
#include <limits>
#include <map>

#include "lrs/reports/reports.hpp"
#include "lrs/sql.gen.hpp"
#include "platform/error.hpp"

// How far learners get on a way of steps. A learner has gone a step when the last time it was done is not before the time at which
// the step before was reached; a step is reached when it was first done, or when the step before was reached, whichever is later.
namespace lrs {

namespace {
constexpr std::array<Column, 6> funnel_table{{{"step", Holds::whole}, {"verb"}, {"activity"}, {"learners", Holds::whole}, {"of_first", Holds::real},
                                       {"of_previous", Holds::real}}};
constexpr std::int64_t learners_at_once = 20'000;
using Reached = std::map<std::int64_t, timing::Micros>;  // learner → when the step was reached

Task<db::Rows> learners_of(db::Database& database, const Ask& ask, const Step& step, std::int64_t above, std::int64_t through, std::int64_t limit) {
    if (step.activity_key)
        co_return co_await database.read(sql::report_step_by_activity, ask.org, *step.activity_key, step.verb_key, above, through, ask.cohort, limit);
    co_return co_await database.read(sql::report_step_by_verb, ask.org, *step.verb_key, above, through, ask.cohort, limit);
}

Reached go_on(const Reached& before, const db::Rows& done) {
    Reached reached;
    for (const auto& row : done) {
        const auto found = before.find(row.integer(0));
        if (found != before.end() && row.integer(2) >= found->second) reached.emplace(found->first, std::max(row.integer(1), found->second));
    }
    return reached;
}

// Counts the learners of each step, a range of learners at a time.
Task<std::vector<std::int64_t>> count(db::Database& database, const Ask& ask) {
    constexpr auto last = std::numeric_limits<std::int64_t>::max();
    std::vector<std::int64_t> counts(ask.steps.size());
    auto above = std::numeric_limits<std::int64_t>::min();
    while (true) {
        const auto begun = co_await learners_of(database, ask, ask.steps[0], above, last, learners_at_once);
        if (begun.empty()) co_return counts;
        const auto through = begun[begun.size() - 1].integer(0);
        Reached reached;
        for (const auto& row : begun) reached.emplace(row.integer(0), row.integer(1));
        counts[0] += std::ssize(reached);
        for (std::size_t i = 1; i < ask.steps.size() && !reached.empty(); ++i) {
            reached = go_on(reached, co_await learners_of(database, ask, ask.steps[i], above, through, last));
            counts[i] += std::ssize(reached);
        }
        above = through;
    }
}

db::Value share(std::int64_t part, std::int64_t whole) { return whole == 0 ? db::Value() : static_cast<double>(part) / static_cast<double>(whole); }
db::Value text_or_null(const std::string& text) { return text.empty() ? db::Value() : db::Value(text); }
}  // namespace

Columns funnel_columns() { return funnel_table; }

Task<ReportPage> funnel(db::Database& database, const Ask& ask, std::string, std::int64_t) {
    if (ask.steps.size() < 2) throw Error(ErrorCode::invalid, "the parameter step: expected at least two of them, in order");
    const auto counts = co_await count(database, ask);
    ReportPage page;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto& step = ask.steps[i];
        page.rows.push_back({static_cast<std::int64_t>(i + 1), text_or_null(step.verb), text_or_null(step.activity), counts[i], share(counts[i], counts[0]),
                             share(counts[i], counts[i == 0 ? 0 : i - 1])});
    }
    co_return page;
}

}  // namespace lrs
