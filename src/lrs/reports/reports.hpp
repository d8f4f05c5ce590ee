#pragma once
#include "lrs/reports/ask.hpp"
#include "lrs/reports/table.hpp"
#include "platform/db/database.hpp"

namespace lrs {

using Columns = std::span<const Column>;

// What since and until are held against: a time that is kept for each learner, or days of UTC, which are not read in part.
enum class Range { none, times, days };

// A report in one of the forms that `by` names: what it may be asked, and what it answers.
struct ReportForm {
    std::string_view by;                        // "" when the report has but one
    std::span<const std::string_view> filters;  // the parameters that it honours, besides since and until
    Range range;
    Columns (*columns)();
    // `ask` outlives the task. Throws Error(invalid) when something is missing that the report needs.
    Task<ReportPage> (*page)(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);

    bool has(std::string_view parameter) const;
};

// One kind of report. Reads only the tables that the ETL keeps, never the statements.
struct Report {
    std::string_view name;
    std::span<const ReportForm> forms;  // the first is what is meant without `by`
    std::string_view summary;
};
std::span<const Report> reports();
// The form that a request asks for. Throws Error(invalid), naming the parameter, for one that this form does not honour and one that
// comes twice.
const ReportForm& form_asked(const Report& report, const http::Request& request);

// By file.
Columns completions_columns();
Columns completions_by_activity_columns();
Columns incomplete_columns();
Columns time_by_learner_columns();
Columns time_by_activity_columns();
Columns time_by_day_columns();
Columns verb_columns();
Columns activity_columns();
Columns funnel_columns();
Task<ReportPage> completions(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
// since and until are held against the time at which a learner began, as those of `incomplete` are: all numbers of a row are of the
// same learners, and begun less completed are those whom `incomplete` names.
Task<ReportPage> completions_by_activity(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
Task<ReportPage> incomplete(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
Task<ReportPage> time_by_learner(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
Task<ReportPage> verb_counts(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
Task<ReportPage> activity_counts(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
Task<ReportPage> time_by_activity(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
Task<ReportPage> time_by_day(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
Task<ReportPage> funnel(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);

// The key of the last row of a page, as two numbers.
struct After {
    std::int64_t first, second;
};
After read_after(const std::string& text);  // before everything for ""; Error(invalid)
std::string write_after(const After& after);

}  // namespace lrs
