#include <algorithm>
#include <array>

#include "lrs/pipeline/state.hpp"
#include "lrs/reports/reports.hpp"
#include "platform/error.hpp"
#include "platform/http/whole_parameter.hpp"

namespace lrs {

namespace {
using Names = std::span<const std::string_view>;
constexpr std::array<std::string_view, 2> by_learner_or_activity{"learner", "activity"};
constexpr std::array<std::string_view, 3> by_activity_learner_or_day{"activity", "learner", "day"};

constexpr std::array<Report, 6> report_table{{
    {"completions", by_learner_or_activity, completions_columns, completions, "Who has completed what, or of each activity how many"},
    {"incomplete", {}, incomplete_columns, incomplete, "Who has not completed an activity, of a cohort or of those who have begun"},
    {"time-on-task", by_activity_learner_or_day, time_columns, time_on_task, "Time spent by activity, by learner or by day"},
    {"verbs", {}, verb_columns, verb_counts, "Statements by verb over time"},
    {"activities", {}, activity_columns, activity_counts, "The busiest activities over time"},
    {"funnel", {}, funnel_columns, funnel, "How many learners get how far on a way of steps"},
}};

constexpr http::Whole json_rows{.usual = 1000, .least = 1, .most = 10'000};
constexpr std::int64_t csv_rows = 5000;

// All pages of a report, one by one.
class CsvStream final : public http::Stream {
public:
    CsvStream(db::Database& database, const Report& report, Ask ask) : database_(database), report_(report), ask_(std::move(ask)) {}

    Task<std::optional<std::string>> next(timing::Deadline) override {
        if (over_) co_return std::nullopt;
        const auto columns = report_.columns(ask_);
        auto out = begun_ ? std::string() : csv_head(columns);
        begun_ = true;
        const auto page = co_await report_.page(database_, ask_, after_, csv_rows);
        over_ = page.after.empty();
        after_ = page.after;
        if (out.empty() && page.rows.empty()) co_return std::nullopt;  // the page before was the last and just full
        co_return out + csv_lines(columns, page.rows);
    }

private:
    db::Database& database_;
    const Report& report_;
    const Ask ask_;
    std::string after_;
    bool begun_ = false, over_ = false;
};

bool wants_csv(const http::Request& request) {
    if (const auto format = request.parameter("format")) {
        if (*format != "csv" && *format != "json") throw Error(ErrorCode::invalid, "the parameter format: expected csv or json");
        return *format == "csv";
    }
    return request.header("accept").value_or("").contains("text/csv");
}

void settle_by(Ask& ask, const Report& report) {
    if (ask.by.empty() && !report.by.empty()) ask.by = report.by.front();
    if (!ask.by.empty() && std::ranges::find(report.by, ask.by) == report.by.end())
        throw Error(ErrorCode::invalid, report.by.empty() ? "the parameter by: this report has none" : "the parameter by: activity, learner or day, where a report has it");
}

http::Response csv_response(std::string_view name) {
    http::Response response;
    response.with("Content-Type", "text/csv; charset=utf-8").with("Content-Disposition", "attachment; filename=\"" + std::string(name) + ".csv\"");
    return response;
}

Task<void> note(db::Database& database, const Report& report, const http::Caller& caller, const ReportPage& shown) {
    if (!shown.rows.empty()) co_await identity::record(database, identity::act_of(caller, "report.read", "report", std::string(report.name)));
}

// A replica that is away, or has not come to where we know the schema to be, is passed over.
Task<db::Database*> readable(Pipeline::State& pipeline) {
    const bool fit = pipeline.replica && co_await pipeline.replica->healthy();
    co_return fit ? pipeline.replica : &pipeline.database;
}

Task<http::Response> answer(Pipeline::State& pipeline, const Report& report, const http::Caller& caller, const http::Request& request) {
    auto& database = *co_await readable(pipeline);
    auto ask = read_ask(caller.org, request);
    settle_by(ask, report);
    const std::string after(request.parameter("after").value_or(""));
    // The first page also tells whether the request fits, before a stream has begun.
    const bool csv = wants_csv(request);
    const auto first = co_await report.page(database, ask, csv ? "" : after, csv ? 1 : whole_parameter(request, "limit", json_rows));
    co_await note(pipeline.database, report, caller, first);
    if (!csv) co_return http::json_text(200, to_json(report.columns(ask), first));
    auto response = csv_response(report.name);
    response.stream = std::make_unique<CsvStream>(database, report, std::move(ask));
    co_return response;
}
}  // namespace

std::span<const Report> reports() { return report_table; }

void mount_reports(http::Router& router, Pipeline& pipeline) {
    for (const auto& report : report_table) {
        http::Needs needs{.role = http::Role::admin, .summary = report.summary};
        needs.query = {"activity", "verb", "cohort", "since", "until", "by", "bucket", "step", "format", "limit", "after"};
        router.get("/v1/xapi/reports/" + std::string(report.name), std::move(needs),
                   [&state = pipeline.state(), &report](const http::Caller& caller, const http::Request& request) { return answer(state, report, caller, request); });
    }
}

}  // namespace lrs
