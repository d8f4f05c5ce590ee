#pragma once
#include "lrs/reports/ask.hpp"
#include "lrs/reports/table.hpp"
#include "platform/db/database.hpp"

namespace lrs {

using Columns = std::span<const Column>;

// One kind of report. Reads only the tables that the ETL keeps, never the statements.
struct Report {
    std::string_view name;
    std::span<const std::string_view> by;  // allowed values of `by`; the first is the default
    Columns (*columns)(const Ask& ask);
    // `ask` outlives the task. Throws Error(invalid) when something is missing that the report needs.
    Task<ReportPage> (*page)(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
    std::string_view summary;
};
std::span<const Report> reports();

// By file.
Columns completions_columns(const Ask& ask);
Columns incomplete_columns(const Ask& ask);
Columns time_columns(const Ask& ask);
Columns time_by_activity_columns();
Columns time_by_day_columns();
Columns verb_columns(const Ask& ask);
Columns activity_columns(const Ask& ask);
Columns funnel_columns(const Ask& ask);
Task<ReportPage> completions(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
Task<ReportPage> incomplete(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
Task<ReportPage> time_on_task(db::Database& database, const Ask& ask, std::string after, std::int64_t limit);
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
