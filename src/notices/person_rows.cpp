#include "identity/privacy.hpp"
#include "notices/notices.hpp"
#include "notices/sql.gen.hpp"

// What this room keeps of one person.
namespace notices {

namespace {
using identity::Takeout;

Task<void> take_out(db::Database& database, Takeout& takeout, identity::Person person) {
    using enum identity::As;
    co_await take_out_rows(database, takeout, person,
                           {"notices.json", sql::take_out_notices, {{"id"}, {"kind"}, {"title"}, {"text"}, {"path"}, {"made_at", time}, {"read_at", time}}});
    co_await take_out_rows(database, takeout, person,
                           {"notifications.json", sql::take_out_notifications, {{"id"}, {"kind"}, {"channel"}, {"state"}, {"made_at", time}, {"ended_at", time}}});
    co_await take_out_rows(database, takeout, person, {"browsers.json", sql::take_out_push_subscriptions, {{"id"}, {"endpoint"}, {"made_at", time}}});
    co_await take_out_rows(database, takeout, person, {"preferences.json", sql::take_out_preferences, {{"of"}, {"wanted", truth}}});
    co_await take_out_rows(database, takeout, person,
                           {"settings.json", sql::take_out_settings,
                            {{"zone"}, {"quiet_from_minute", number}, {"quiet_until_minute", number}, {"digest", truth}, {"digest_at_minute", number}}});
}

void erase(db::Transaction& tx, const identity::Person& person) {
    for (const auto* query : {&sql::erase_notices, &sql::erase_held, &sql::erase_settings, &sql::erase_preferences, &sql::erase_push_subscriptions, &sql::erase_notifications})
        tx.run(*query, person.org, person.user);
}
}  // namespace

identity::PrivacyPart privacy_part(db::Database& database) {
    return {.name = "notices",
            .take_out = [&database](Takeout& takeout, identity::Person person) { return take_out(database, takeout, std::move(person)); },
            .stop = {}, .erase = erase, .settle = {}};
}

}  // namespace notices
