#include "platform/jobs/alerts.hpp"

#include <fmt/format.h>

#include "platform/client/retry_after.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/sql.gen.hpp"

namespace jobs {

using namespace std::chrono_literals;

namespace {
constexpr timing::Micros minute = 60'000'000, gathering = 1'000'000;
constexpr auto patience = 15s;
constexpr int urgent = -1000;

struct Alert {
    std::string kind;
    timing::Micros since = 0;
};
BOOST_DESCRIBE_STRUCT(Alert, (), (kind, since))

struct SlackMessage {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(SlackMessage, (), (text))

client::Request message(const std::string& webhook, std::string text, const tracing::Context& trace) {
    client::Request request;
    request.method = "POST";
    request.url = webhook;
    request.trace = trace;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = json::write(SlackMessage{std::move(text)});
    request.deadline = timing::in(patience);
    request.response_limit = 64 << 10;
    return request;
}

// 429 and 5xx will be better later; any other refusal stays one.
void check(const std::expected<client::Response, client::TransferError>& answer) {
    if (!answer) throw Error(ErrorCode::upstream, "The webhook could not be reached.");
    const int status = answer->status;
    if (status >= 200 && status < 300) return;
    const auto said = fmt::format("The webhook answered {}.", status);
    const auto wait = client::retry_after(*answer);
    if (status == 429 || (status >= 500 && wait)) throw RetryAfter(wait.value_or(30s), said);
    if (status >= 500) throw Error(ErrorCode::upstream, said);
    throw GiveUp(said);
}

std::string say(std::int64_t dead, const std::string& kind) {
    return fmt::format("OmniTutor: {} of kind `{}` failed for good and {} under /ui/admin/jobs.", dead == 1 ? "a job" : fmt::format("{} jobs", dead), kind,
                       dead == 1 ? "waits" : "wait");
}

Task<void> send(db::Database& database, client::Client& outward, std::string webhook, Job job) {
    const auto alert = job.read<Alert>();
    const auto rows = co_await database.read(platform::sql::dead_since, alert.kind, alert.since);
    const auto dead = rows[0].integer(0);
    if (dead > 0) check(co_await outward.fetch(message(webhook, say(dead, alert.kind), job.trace)));
}
}  // namespace

void enqueue_alert(db::Transaction& tx, const OrgId& home, const DeadLetter& letter) {
    if (letter.kind == alert_kind) return;
    const auto now = timing::now(), since = now - now % minute;
    enqueue(tx, {.org = home,
                 .kind = std::string(alert_kind),
                 .payload = json::write(Alert{letter.kind, since}),
                 .key = letter.kind + '/' + timing::to_rfc3339(since),
                 .priority = urgent,
                 .run_at = now + gathering});
}

Kind slack_alerts(db::Database& database, client::Client& outward, std::string webhook) {
    return {.name = std::string(alert_kind), .run = [&database, &outward, webhook = std::move(webhook)](Job job) {
                return send(database, outward, webhook, std::move(job));
            }};
}

}  // namespace jobs
