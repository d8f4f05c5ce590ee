#include "identity/audit/entry.hpp"
#include "identity/sessions/session_repository.hpp"
#include "identity/sql.gen.hpp"
#include "platform/jobs/jobs.hpp"

namespace identity {

namespace {
constexpr std::int64_t months_ahead = 2;

Task<void> make_months(db::Database& database) { co_await database.write(sql::make_audit_months, timing::now(), months_ahead); }
}  // namespace

Act act_of(const http::Caller& caller, std::string action, std::string kind, std::string subject) {
    return {caller.org, caller.user, caller.role, caller.session.str(), caller.ip, std::move(action), std::move(kind), std::move(subject)};
}

void record(db::Transaction& tx, const Act& act) {
    if (act.action.empty()) return;
    AuditEntry entry{.at = timing::now(), .actor = act.actor.str(), .role = std::string(to_string(act.role)), .credential = act.credential, .address = act.address};
    entry.action = act.action;
    entry.kind = act.kind;
    entry.subject = act.subject;
    const auto place = tx.run(sql::next_audit_place, act.org, entry.at);
    entry.number = place[0].integer(0);
    entry.hash = chained_hash(place[0].text(1), act.org, entry);
    tx.run(sql::add_audit_log, act.org, entry.number, entry.at, entry.actor, entry.role, entry.credential, entry.address, entry.action, entry.kind, entry.subject,
           entry.hash);
    tx.run(sql::set_audit_head, act.org, entry.hash);
}

Task<void> record(db::Database& database, Act act) {
    co_await database.transact([act = std::move(act)](db::Transaction& tx) { record(tx, act); });
}

void tend_audit(jobs::Jobs& jobs, db::Database& database) {
    jobs.add({.name = "identity.audit_months", .cron = "44 2 * * *"}, [&database](jobs::Job) { return make_months(database); });
}

}  // namespace identity
