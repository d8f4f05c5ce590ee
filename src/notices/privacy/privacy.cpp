#include "identity/privacy.hpp"

#include "notices/notices.hpp"
#include "notices/sql.gen.hpp"

namespace notices {

namespace {
Task<void> take_out(db::Database& database, identity::Takeout& takeout, identity::Person person) {
    using enum identity::As;
    co_await identity::take_out_rows(database, takeout, std::move(person),
                                     {"notifications.json", sql::take_out_notifications,
                                      {{"id"}, {"kind"}, {"channel"}, {"state"}, {"made_at", time}, {"ended_at", time}}});
}
}  // namespace

identity::PrivacyPart privacy_part(db::Database& database) {
    return {.name = "notices",
            .take_out = [&database](identity::Takeout& takeout, identity::Person person) { return take_out(database, takeout, std::move(person)); },
            .stop = {},
            .erase = [](db::Transaction& tx, const identity::Person& person) { tx.run(sql::erase_notifications, person.org, person.user); },
            .settle = {}};
}

}  // namespace notices
