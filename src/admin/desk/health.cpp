#include "admin/desk/health.hpp"

#include <fmt/format.h>

namespace admin {

namespace {
constexpr timing::Micros a_second = 1'000'000, an_hour = 3'600 * a_second;
// Several schedules are due each hour; between their slots nothing is written.
constexpr auto flat_within = 60 * a_second, backup_within = 36 * an_hour, slot_within = 90 * 60 * a_second;

std::optional<std::int64_t> sign(const Signs& signs, std::string_view name) {
    const auto found = signs.find(name);
    return found == signs.end() ? std::nullopt : found->second;
}

// Well while nothing is counted.
Part counted(std::string name, std::int64_t count, std::string_view well, std::string_view one, std::string_view many) {
    if (count == 0) return {std::move(name), Condition::ok, std::string(well)};
    return {std::move(name), Condition::worse, fmt::format("{} {}", count, count == 1 ? one : many)};
}

Part etl_part(const Signs& signs, timing::Micros now) {
    const auto oldest = sign(signs, "oldest_not_flat");
    const auto age = oldest ? now - *oldest : 0;
    if (age <= flat_within) return {"reports", Condition::ok, "every statement is in statements_flat, or will be in a moment"};
    return {"reports", Condition::worse, fmt::format("a statement has waited {} s to be brought into statements_flat", age / a_second)};
}

Part backup_part(const Signs& signs, timing::Micros now, bool makes_backups) {
    if (!makes_backups) return {"backups", Condition::off, "OT_BACKUP_TO is not set, so none is made by itself"};
    const auto at = sign(signs, "backup_at");
    if (!at) return {"backups", Condition::worse, "none has been made yet"};
    if (now - *at > backup_within) return {"backups", Condition::worse, "the last one was made at " + timing::to_rfc3339(*at)};
    return {"backups", Condition::ok, "made at " + timing::to_rfc3339(*at)};
}

Part schedule_part(const Signs& signs, timing::Micros now) {
    const auto at = sign(signs, "slot_at");
    if (!at) return {"schedules", Condition::down, "no process has started anything yet"};
    if (now - *at > slot_within) return {"schedules", Condition::down, "nothing that was due has been started since " + timing::to_rfc3339(*at)};
    return {"schedules", Condition::ok, "what is due is started"};
}
}  // namespace

std::vector<Part> parts_of(const Signs& signs, timing::Micros now) {
    const auto count = [&signs](std::string_view name) { return sign(signs, name).value_or(0); };
    return {counted("jobs", count("dead_jobs"), "no dead letters", "dead letter waits for a decision", "dead letters wait for a decision"),
            counted("statement queue", count("dead_statements"), "no dead letters", "queued statement was refused", "queued statements were refused"),
            etl_part(signs, now),
            counted("forwarding", count("failing_forwards"), "every target answers", "target does not answer well", "targets do not answer well"),
            counted("course imports", count("failed_imports"), "none failed within the hour", "failed within the hour", "failed within the hour")};
}

std::vector<Part> shared_parts(const Signs& signs, timing::Micros now, bool makes_backups) {
    return {schedule_part(signs, now), backup_part(signs, now, makes_backups),
            counted("events between rooms", sign(signs, "given_up_events").value_or(0), "none was given up", "was given up", "were given up")};
}

Part mail_part(const Signs& signs, bool mails) {
    if (!mails) return {"mail", Condition::off, "SMTP_URL is not set, so none is sent"};
    const auto dead = sign(signs, "dead_mails").value_or(0);
    if (dead > 0) return counted("mail", dead, "", "mail was given up and waits for a decision", "mails were given up and wait for a decision");
    return counted("mail", sign(signs, "mails_tried_again").value_or(0), "no mail waits for another try", "mail was not taken and waits for its next try", "mails were not taken and wait for their next try");
}

Part replica_part(const std::optional<ReplicaSigns>& signs) {
    const std::string name = "read replica";
    if (!signs) return {name, Condition::off, "DATABASE_READ_URL is not set, so reports read the database itself"};
    if (!signs->answers) return {name, Condition::down, "does not answer, or is not migrated: reports read the database itself"};
    if (signs->keeps_up) return {name, Condition::ok, "answers, and keeps up"};
    return {name, Condition::worse, "falls behind" + (signs->written_until ? ": it has what was written until " + timing::to_rfc3339(*signs->written_until) : std::string())};
}

Part traces_part(const std::optional<client::FeedAccount>& account) {
    const std::string name = "traces";
    if (!account) return {name, Condition::off, "OTEL_EXPORTER_OTLP_ENDPOINT is not set, so none are collected"};
    const auto counts = fmt::format("this process sent {} spans and dropped {}", account->sent, account->dropped);
    if (account->last_error.empty()) return {name, Condition::ok, counts};
    return {name, Condition::worse, fmt::format("the collector did not take the last ones ({}): {}", account->last_error, counts)};
}

Part disk_part(const std::filesystem::path& directory) {
    std::error_code failure;
    const auto space = std::filesystem::space(directory, failure);
    if (failure || space.capacity == 0) return {"disk", Condition::worse, "the data directory's disk cannot be looked at: " + failure.message()};
    const auto share = 100 * space.available / space.capacity;
    const auto reason = fmt::format("{} GB free, {} %", space.available / 1'000'000'000, share);
    return {"disk", share < 5 ? Condition::worse : Condition::ok, reason};
}

Part model_part(const models::Models& models, models::Alias alias, std::string name) {
    if (!models.configured(alias)) return {std::move(name), Condition::off, "not configured"};
    if (models.healthy(alias)) return {std::move(name), Condition::ok, "answers"};
    return {std::move(name), Condition::down, "rests after failures, or the budget of today is used up"};
}

}  // namespace admin
