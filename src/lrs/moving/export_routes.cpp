#include "lrs/moving/export_routes.hpp"

#include <array>

#include "lrs/http/acts.hpp"
#include "lrs/http/filters.hpp"
#include "lrs/jobs/movers_state.hpp"
#include "lrs/moving/export.hpp"
#include "lrs/privacy/training.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr auto export_parameters = std::to_array<std::string_view>({"format", "columns", "attachments", "purpose", "agent", "verb", "activity", "registration",
                                                                    "related_agents", "related_activities", "since", "until"});

class ExportStream final : public http::Stream {
public:
    explicit ExportStream(Export source) : source_(std::move(source)) {}
    Task<std::optional<std::string>> next(timing::Deadline) override { return source_.next(); }

private:
    Export source_;
};

// For training: everybody is called by a pseudonym of this export, but for those who consented to be known.
bool for_training(const Exchange& exchange) {
    const auto purpose = exchange.text("purpose").value_or("");
    if (!purpose.empty() && purpose != "training") throw Error(ErrorCode::invalid, "the parameter purpose: expected training");
    return purpose == "training";
}

ExportForm form_of(const Exchange& exchange) {
    const auto format = exchange.text("format").value_or("ndjson");
    if (for_training(exchange) && exchange.flag("attachments"))
        throw Error(ErrorCode::invalid, "the parameter attachments: an export for training has none, since nobody knows what they say");
    if (format == "ndjson") return {.attachments = exchange.flag("attachments")};
    if (format != "csv") throw Error(ErrorCode::invalid, "the parameter format: expected ndjson or csv");
    return {.kind = ExportForm::Kind::csv, .columns = read_columns(exchange.text("columns").value_or(""))};
}

Task<http::Response> export_statements(Movers::State& movers, const http::Caller& caller, const http::Request& request) {
    refuse_unknown_parameters(export_parameters, request);
    const Exchange exchange{movers.lrs, request, Version::v2_0_0, {.org = caller.org, .id = {}}};
    auto form = form_of(exchange);
    if (for_training(exchange)) form.rewrite = for_training(movers, caller.org);
    const auto filters = filters_of(exchange);
    co_await identity::record(movers.lrs.database, act_on_statements(exchange, caller, form.rewrite ? "statements.export_for_training" : "statements.export"));
    const bool csv = form.kind == ExportForm::Kind::csv;
    http::Response response;
    response.with("Content-Type", csv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson");
    response.with("Content-Disposition", csv ? "attachment; filename=\"statements.csv\"" : "attachment; filename=\"statements.ndjson\"");
    response.with("Cache-Control", "no-store");
    response.stream = std::make_unique<ExportStream>(Export(movers.lrs.database, filters, std::move(form)));
    co_return response;
}
}  // namespace

void mount_export(http::Router& router, Movers& movers) {
    http::Needs needs{.role = http::Role::admin, .summary = "All statements that fit, as one stream of NDJSON or CSV"};
    needs.answers = "application/x-ndjson";
    needs.query.assign(export_parameters.begin(), export_parameters.end());
    router.get("/v1/xapi/export", std::move(needs), [&state = movers.state()](const http::Caller& caller, const http::Request& request) {
        return export_statements(state, caller, request);
    });
}

}  // namespace lrs
