#include "notices/inbox/inbox_repository.hpp"
#include "notices/sent/sent_repository.hpp"
#include "notices/settings/settings_repository.hpp"
#include "notices/sql.gen.hpp"
#include "platform/json/json.hpp"

// What this room keeps of one person.
namespace notices {

namespace {
constexpr int all = 1'000'000;

struct NoticeRow {
    std::string kind, title, text, path, made_at;
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (), (kind, title, text, path, made_at))

struct WishRow {
    std::string kind, channel;
    bool wanted = false;
};
BOOST_DESCRIBE_STRUCT(WishRow, (), (kind, channel, wanted))

struct SentRow {
    std::string kind, channel, state, made_at;
};
BOOST_DESCRIBE_STRUCT(SentRow, (), (kind, channel, state, made_at))

struct PersonRows {
    std::string zone;
    std::optional<std::string> quiet_from, quiet_until;
    bool digest = false;
    std::vector<WishRow> preferences;
    std::vector<NoticeRow> notices;
    std::vector<SentRow> notifications;
};
BOOST_DESCRIBE_STRUCT(PersonRows, (), (zone, quiet_from, quiet_until, digest, preferences, notices, notifications))

std::optional<std::string> text_of(std::optional<int> minute) { return minute ? std::optional(to_text(*minute)) : std::nullopt; }
}  // namespace

Task<std::string> export_person(db::Database& database, OrgId org, UserId user) {
    const auto settings = co_await load_settings(database, org, user);
    PersonRows rows{.zone = settings.times.zone, .quiet_from = text_of(settings.times.quiet_from), .quiet_until = text_of(settings.times.quiet_until),
                    .digest = settings.times.digest, .preferences = {}, .notices = {}, .notifications = {}};
    for (const auto& [what, wanted] : settings.wishes) rows.preferences.push_back({what.first, what.second, wanted});
    for (const auto& one : co_await load_notices(database, org, user, "", all)) rows.notices.push_back({one.kind, one.title, one.text, one.path, timing::to_rfc3339(one.made_at)});
    for (const auto& row : co_await database.read(sql::notifications_of_user, org, user))
        rows.notifications.push_back({row.text(0), row.text(1), row.text(2), timing::to_rfc3339(row.integer(3))});
    co_return json::write(rows);
}

void erase_person(db::Transaction& tx, const OrgId& org, const UserId& user) {
    for (const auto& query : {sql::erase_notices, sql::erase_held, sql::erase_settings, sql::erase_preferences, sql::erase_notifications}) tx.run(query, org, user);
}

}  // namespace notices
