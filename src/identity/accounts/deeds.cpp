#include "identity/accounts/deeds.hpp"

#include <boost/describe/class.hpp>

#include <array>

#include "platform/bus/bus.hpp"
#include "platform/json/json.hpp"

namespace identity {

struct DeedJson {
    std::string act, actor, person, ip, detail;
};
BOOST_DESCRIBE_STRUCT(DeedJson, (), (act, actor, person, ip, detail))

std::string_view to_string(Act act) {
    static constexpr auto names = std::to_array<std::string_view>({"signed_up", "signed_in", "sign_in_refused", "signed_out", "signed_out_everywhere",
                                                                   "session_ended", "refresh_reused", "account_changed", "password_changed",
                                                                   "role_changed", "disabled", "enabled"});
    return names[static_cast<std::size_t>(act)];
}

void record(db::Transaction& tx, const Deed& deed) {
    const DeedJson told{std::string(to_string(deed.act)), deed.actor.str(), deed.person.str(), deed.ip, deed.detail};
    bus::publish(tx, deed.org, "identity.account", json::write(told));
}

Task<void> record(db::Database& database, Deed deed) {
    co_await database.transact([deed = std::move(deed)](db::Transaction& tx) { record(tx, deed); });
}

}  // namespace identity
