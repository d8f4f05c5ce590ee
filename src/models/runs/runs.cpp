#include "models/runs/runs.hpp"

#include <exception>
#include <vector>

#include "models/sql.gen.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

namespace models {

namespace {

std::optional<std::int64_t> first_token_of(const Run& run) {
    if (!run.first_token) return std::nullopt;
    return run.first_token->count();
}

std::string_view status_of(const Run& run) { return run.failure ? to_string(*run.failure) : "ok"; }

std::vector<db::Value> columns(const Run& run) {
    const auto& usage = run.usage;
    return {db::to_value(run.org), db::to_value(run.id), db::to_value(run.at), db::to_value(to_string(run.alias)),
            db::to_value(run.provider), db::to_value(run.model), db::to_value(run.user), db::to_value(run.trace_id),
            db::to_value(status_of(run)), run.failure ? db::to_value(run.error) : db::Value{}, db::to_value(run.attempts),
            db::to_value(usage.uncached_in), db::to_value(usage.cache_write_5m), db::to_value(usage.cache_write_1h),
            db::to_value(usage.cache_read), db::to_value(usage.out), db::to_value(usage.estimated), db::to_value(run.cost_usd),
            db::to_value(run.latency.count()), db::to_value(first_token_of(run))};
}

void count_metrics(const Run& run) {
    const std::string alias = "alias=\"" + std::string(to_string(run.alias)) + '"';
    const std::string provider = ",provider=\"" + run.provider + '"';
    const std::string status = ",status=\"" + std::string(status_of(run)) + '"';
    metrics::counter("omnitutor_model_calls_total", "Calls of models by outcome.", alias + provider + status).add();
    metrics::counter("omnitutor_model_cost_usd_total", "What calls of models cost, in US dollars.", alias + provider).add(run.cost_usd);
    if (!run.first_token) return;
    auto& first = metrics::histogram("omnitutor_model_first_token_seconds", "Time from the call to its first visible text.", alias);
    metrics::observe(first, double(run.first_token->count()) / 1000);
}

void note_failure(const Run& run) {
    if (!run.failure) return;
    logging::write(logging::Level::warn, "model_call_failed", {.trace_id = run.trace_id, .code = std::string(to_string(*run.failure))},
                   {{"provider", run.provider}, {"model", run.model}, {"detail", run.error}});
}

void save_blocking(db::Database& database, const Run& run) {
    try {
        database.run_blocking([&run](db::Transaction& tx) { tx.execute(sql::insert_run, columns(run)); });
    } catch (const std::exception& failure) {
        logging::error("model_run_lost", {{"run", run.id}, {"why", std::string(failure.what())}});
    }
}

}  // namespace

std::string_view to_string(Alias alias) {
    switch (alias) {
        case Alias::tutor: return "tutor";
        case Alias::moderator: return "moderator";
        case Alias::tip_generator: return "tip-generator";
        case Alias::embedder: return "embedder";
        case Alias::judge: return "judge";
        case Alias::speech: return "speech";
    }
    return "";
}

std::string_view to_string(Reason reason) {
    switch (reason) {
        case Reason::not_configured: return "not_configured";
        case Reason::over_quota: return "over_quota";
        case Reason::refused: return "refused";
        case Reason::rate_limited: return "rate_limited";
        case Reason::unavailable: return "unavailable";
        case Reason::timeout: return "timeout";
        case Reason::cut: return "cut";
        case Reason::garbage: return "garbage";
        case Reason::rejected: return "rejected";
        case Reason::cancelled: return "cancelled";
        case Reason::withheld: return "withheld";
    }
    return "";
}

Runs::Runs(db::Database& database) : database_(database), writer_(1) {}

Task<void> Runs::save(Run run) {
    count_metrics(run);
    note_failure(run);
    co_await database_.write_rows(sql::insert_run, columns(run));
}

void Runs::save_later(Run run) {
    count_metrics(run);
    note_failure(run);
    writer_.post([&database = database_, run = std::move(run)] { save_blocking(database, run); });
}

}  // namespace models
