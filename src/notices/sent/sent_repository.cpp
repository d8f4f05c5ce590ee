#include "notices/sent/sent_repository.hpp"

#include "notices/sql.gen.hpp"
#include "platform/clock/clock.hpp"

namespace notices {

std::string_view to_string(Outcome outcome) {
    switch (outcome) {
        case Outcome::waiting: return "waiting";
        case Outcome::held: return "held";
        case Outcome::sent: return "sent";
        case Outcome::dropped: return "dropped";
        case Outcome::failed: break;
    }
    return "failed";
}

std::string once_on(std::string_view channel, const std::string& once) { return once.empty() ? "" : once + '/' + std::string(channel); }

bool add_notification(db::Transaction& tx, const OrgId& org, const Notification& wanted, const std::string& once) {
    const auto key = once.empty() ? std::nullopt : std::optional(once);
    return tx.run(sql::add_notification, org, wanted.id, wanted.user, wanted.kind, wanted.channel, key, to_string(Outcome::waiting), timing::now()).affected() == 1;
}

bool waits(db::Transaction& tx, const OrgId& org, const std::string& once) {
    const auto rows = tx.run(sql::notification_once, org, once);
    return !rows.empty() && rows[0].text(1) == to_string(Outcome::waiting);
}

void end_notification(db::Transaction& tx, const OrgId& org, const std::string& id, Outcome outcome, const std::optional<std::string>& reason) {
    tx.run(sql::end_notification, org, id, to_string(outcome), reason, timing::now());
}

bool note_held(db::Transaction& tx, const NewNotice& notice, std::string_view channel) {
    if (notice.once.empty()) return true;
    const auto id = new_uuid();
    const Notification record{.id = id, .user = notice.user, .kind = notice.kind, .channel = std::string(channel)};
    if (!add_notification(tx, notice.org, record, once_on(channel, notice.once))) return false;
    end_notification(tx, notice.org, id, Outcome::held, {});
    return true;
}

Task<std::vector<Notification>> load_notifications(db::Database& database, OrgId org, std::string before, int limit) {
    const auto rows = co_await database.read(sql::notifications_page, org, before, limit);
    std::vector<Notification> found;
    for (const auto& row : rows)
        found.push_back({.id = row.text(0), .user = row.id<UserId>(1), .kind = row.text(2), .channel = row.text(3), .state = row.text(4),
                         .reason = row.optional_text(5), .made_at = row.integer(6), .ended_at = row.optional_integer(7)});
    co_return found;
}

}  // namespace notices
