#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "lrs/pipeline/state.hpp"
#include "lrs/reports/reports.hpp"
#include "platform/error.hpp"
#include "platform/http/whole_parameter.hpp"

namespace lrs {

namespace {
using namespace std::string_view_literals;
// Sums of days know no learners, and rows of learners no days; a walk over learners would read them all for a rare verb. What a form does
// not name here is refused.
constexpr std::array of_learners{"activity"sv, "cohort"sv};
constexpr std::array of_verbs{"activity"sv, "verb"sv};
constexpr std::array of_verbs_over_time{"activity"sv, "verb"sv, "bucket"sv};
constexpr std::array of_steps{"step"sv, "cohort"sv};

constexpr std::array<ReportForm, 2> completions_forms{{
    {"learner", of_learners, Range::times, completions_columns, completions},
    {"activity", of_learners, Range::times, completions_by_activity_columns, completions_by_activity},
}};
constexpr std::array<ReportForm, 1> incomplete_forms{{{"", of_learners, Range::times, incomplete_columns, incomplete}}};
constexpr std::array<ReportForm, 3> time_forms{{
    {"activity", of_verbs, Range::days, time_by_activity_columns, time_by_activity},
    {"learner", of_learners, Range::none, time_by_learner_columns, time_by_learner},
    {"day", of_verbs, Range::days, time_by_day_columns, time_by_day},
}};
constexpr std::array<ReportForm, 1> verbs_forms{{{"", of_verbs_over_time, Range::days, verb_columns, verb_counts}}};
constexpr std::array<ReportForm, 1> activities_forms{{{"", of_verbs_over_time, Range::days, activity_columns, activity_counts}}};
constexpr std::array<ReportForm, 1> funnel_forms{{{"", of_steps, Range::none, funnel_columns, funnel}}};

constexpr std::array<Report, 6> report_table{{
    {"completions", completions_forms, "Who has completed what, or of each activity how many"},
    {"incomplete", incomplete_forms, "Who has not completed an activity, of a cohort or of those who have begun"},
    {"time-on-task", time_forms, "Time spent by activity, by learner or by day"},
    {"verbs", verbs_forms, "Statements by verb over time"},
    {"activities", activities_forms, "The busiest activities over time"},
    {"funnel", funnel_forms, "How many learners get how far on a way of steps"},
}};
constexpr std::array of_every_report{"by"sv, "format"sv, "limit"sv, "after"sv};  // `by` where there is a choice

constexpr http::Whole json_rows{.usual = 1000, .least = 1, .most = 10'000};
constexpr std::int64_t csv_rows = 5000;

// All pages of a report, one by one.
class CsvStream final : public http::Stream {
public:
    CsvStream(db::Database& database, const ReportForm& form, Ask ask) : database_(database), form_(form), ask_(std::move(ask)) {}

    Task<std::optional<std::string>> next(timing::Deadline) override {
        if (over_) co_return std::nullopt;
        const auto columns = form_.columns();
        auto out = begun_ ? std::string() : csv_head(columns);
        begun_ = true;
        const auto page = co_await form_.page(database_, ask_, after_, csv_rows);
        over_ = page.after.empty();
        after_ = page.after;
        if (out.empty() && page.rows.empty()) co_return std::nullopt;  // the page before was the last and just full
        co_return out + csv_lines(columns, page.rows);
    }

private:
    db::Database& database_;
    const ReportForm& form_;
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

std::string name_of(const Report& report, const ReportForm& form) {
    return std::string(report.name) + (form.by.empty() ? "" : " by=" + std::string(form.by));
}

const ReportForm& form_by(const Report& report, std::optional<std::string_view> by) {
    if (!by) return report.forms.front();
    const auto found = std::ranges::find(report.forms, *by, &ReportForm::by);
    if (found != report.forms.end() && !by->empty()) return *found;
    std::string known;
    for (const auto& form : report.forms) known.append(known.empty() ? "" : ", ").append(form.by);
    throw Error(ErrorCode::invalid, "the parameter by: " + (known.empty() ? "this report has none" : "expected one of " + known));
}

// Tells which reports have it.
[[noreturn]] void refuse_filter(const Report& report, const ReportForm& form, const std::string& name) {
    std::string having;
    for (const auto& other : report_table)
        for (const auto& one : other.forms)
            if (one.has(name)) having.append(having.empty() ? "; those that have it: " : ", ").append(name_of(other, one));
    throw Error(ErrorCode::invalid, "the parameter " + name + ": " + name_of(report, form) + " has none" + (having.empty() ? ", nor has any report" : having));
}

void refuse_part_of_day(const Report& report, const ReportForm& form, const Ask& ask) {
    for (const auto& [name, at, unasked] : {std::tuple("since", ask.since, Ask::ever), std::tuple("until", ask.until, Ask::never)})
        if (at != unasked && at % timing::a_day != 0)
            throw Error(ErrorCode::invalid, "the parameter " + std::string(name) + ": " + name_of(report, form) + " counts whole days of UTC: expected a day");
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
    const auto& form = form_asked(report, request);
    auto ask = read_ask(caller.org, request);
    if (form.range == Range::days) refuse_part_of_day(report, form, ask);
    const std::string after(request.parameter("after").value_or(""));
    // The first page also tells whether the request fits, before a stream has begun.
    const bool csv = wants_csv(request);
    const auto first = co_await form.page(database, ask, csv ? "" : after, csv ? 1 : whole_parameter(request, "limit", json_rows));
    co_await note(pipeline.database, report, caller, first);
    if (!csv) co_return http::json_text(200, to_json(form.columns(), first));
    auto response = csv_response(report.name);
    response.stream = std::make_unique<CsvStream>(database, form, std::move(ask));
    co_return response;
}
}  // namespace

bool ReportForm::has(std::string_view parameter) const {
    if (parameter == "since" || parameter == "until") return range != Range::none;
    return std::ranges::find(filters, parameter) != filters.end();
}

std::span<const Report> reports() { return report_table; }

const ReportForm& form_asked(const Report& report, const http::Request& request) {
    const auto& form = form_by(report, request.parameter("by"));
    std::set<std::string_view> seen;
    for (const auto& [name, value] : request.query) {
        if (!form.has(name) && std::ranges::find(of_every_report, name) == of_every_report.end()) refuse_filter(report, form, name);
        if (!seen.insert(name).second && name != "step") throw Error(ErrorCode::invalid, "the parameter " + name + ": expected once");
    }
    return form;
}

void mount_reports(http::Router& router, Pipeline& pipeline) {
    for (const auto& report : report_table) {
        http::Needs needs{.role = http::Role::admin, .summary = report.summary};
        for (const auto name : {"activity", "verb", "cohort", "since", "until", "bucket", "step"})
            if (std::ranges::any_of(report.forms, [name](const ReportForm& form) { return form.has(name); })) needs.query.emplace_back(name);
        needs.query.insert(needs.query.end(), of_every_report.begin() + (report.forms.size() > 1 ? 0 : 1), of_every_report.end());
        router.get("/v1/xapi/reports/" + std::string(report.name), std::move(needs),
                   [&state = pipeline.state(), &report](const http::Caller& caller, const http::Request& request) { return answer(state, report, caller, request); });
    }
}

}  // namespace lrs
