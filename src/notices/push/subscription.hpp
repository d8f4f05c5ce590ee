#pragma once
#include <string>
#include <vector>

#include "identity/identity.hpp"
#include "platform/client/client.hpp"
#include "platform/crypto/message_encryption.hpp"
#include "platform/db/database.hpp"

// Browsers that people want to be told things in: the rows of `push_subscriptions`.
namespace notices {

// Where a browser can be reached, as its push service has it (W3C Push API, PushSubscription).
struct Browser {
    std::string endpoint;
    crypto::MessageKeys keys;
};
// From what a browser says of itself, both keys in base64url. Throws Error(invalid) with its pointer: an endpoint that is no https URL of at most 1,000
// bytes or, unless every address may be reached, names a private one; keys that are none.
Browser browser_of(const std::string& endpoint, const std::string& p256dh, const std::string& auth, client::Reach reach);

struct Subscription {
    std::string id;
    Browser browser;
    timing::Micros made_at = 0;
};
inline constexpr std::size_t most_subscriptions = 10;  // of one person

// A browser is subscribed for one person, the last who asked, as long as nobody ends the session in which they did; of more than `most_subscriptions` the
// oldest ones go.
Subscription subscribe(db::Transaction& tx, const OrgId& org, const UserId& user, const SessionId& session, const Browser& browser);
// Whoever was kept out is told nothing any more, in none of the browsers that they had; a browser that goes on in another session stays subscribed.
void end_subscriptions(db::Transaction& tx, const identity::SessionEnd& end);
// False when the person has none of this id.
bool unsubscribe(db::Transaction& tx, const OrgId& org, const UserId& user, const std::string& id);
// Newest first.
std::vector<Subscription> load_subscriptions(db::Transaction& tx, const OrgId& org, const UserId& user);
Task<std::vector<Subscription>> load_subscriptions(db::Database& database, OrgId org, UserId user);

}  // namespace notices
