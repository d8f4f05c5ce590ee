#include "notices/alerts/alerts.hpp"

#include <fmt/format.h>

#include "notices/sql.gen.hpp"
#include "notices/state.hpp"

namespace notices {

namespace {
constexpr std::string_view alert_job = "notices.alert", alert_kind = "jobs.dead";
constexpr timing::Micros hour = 3'600'000'000;
constexpr int page = 100, urgent = -1000;

struct Alert {
    std::string kind;   // of the jobs that died
    timing::Micros at = 0;  // the hour
};
BOOST_DESCRIBE_STRUCT(Alert, (), (kind, at))

// An alert, by whichever way: were its own failure told, it would never end.
bool is_alert(db::Transaction& tx, const jobs::DeadLetter& letter) {
    if (letter.kind == alert_job || letter.kind == "jobs.alert") return true;
    const auto rows = tx.run(sql::kind_of_notification, letter.org, letter.id);
    return !rows.empty() && rows[0].text(0) == alert_kind;
}

void order_alert(db::Transaction& tx, const jobs::DeadLetter& letter) {
    if (is_alert(tx, letter)) return;
    const auto now = timing::now(), at = now - now % hour;
    jobs::enqueue(tx, {.org = letter.org, .kind = std::string(alert_job), .payload = json::write(Alert{letter.kind, at}),
                       .key = fmt::format("{}/{}", letter.kind, at), .priority = urgent});
}

NewNotice notice_of(const jobs::Job& job, const UserId& admin, const Alert& alert) {
    return {.org = job.org, .user = admin, .kind = std::string(alert_kind), .title = "Jobs failed for good",
            .text = fmt::format("Jobs of the kind {} failed for good and wait for somebody who presses Retry.", alert.kind), .path = "/ui/admin/jobs",
            .once = fmt::format("dead/{}/{}/{}", alert.kind, alert.at, admin.str()), .trace = job.trace};
}

Task<void> tell_administrators(Notices& notices, jobs::Job job) {
    const auto alert = job.read<Alert>();
    auto& database = notices.state().database;
    const auto admins = co_await identity::enabled_people(database, job.org, {}, page, "admin");
    co_await database.transact([&notices, job, alert, admins](db::Transaction& tx) {
        jobs::finish(tx, job);
        for (const auto& admin : admins) notices.tell(tx, notice_of(job, admin.user, alert));
    });
}
}  // namespace

void add_alerts(jobs::Jobs& jobs, Notices& notices) {
    notices.add(NoticeKind{.name = std::string(alert_kind), .label = "Background jobs that failed for good", .email = true, .role = http::Role::admin});
    jobs.add({.name = std::string(alert_job), .run = [&notices](jobs::Job job) { return tell_administrators(notices, std::move(job)); }});
    jobs.on_dead(order_alert);
}

}  // namespace notices
