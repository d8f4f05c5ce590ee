#include "notices/push/subscription.hpp"

#include <algorithm>

#include "notices/sql.gen.hpp"
#include "platform/client/addresses.hpp"
#include "platform/crypto/crypto.hpp"

namespace notices {

namespace {
constexpr std::size_t longest_endpoint = 1000;

// Some write the padding of base64, others do not.
std::string key_bytes(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    return crypto::from_base64url(text).value_or("");
}

// The server will write to an address that a stranger gave.
void check_endpoint(const std::string& endpoint, client::Reach reach) {
    const bool anywhere = reach == client::Reach::everywhere;
    if (endpoint.size() > longest_endpoint || !client::is_web_url(endpoint) || (!anywhere && !client::origin_of(endpoint).starts_with("https://")))
        throw Error(ErrorCode::invalid, "expected an https URL of at most 1,000 bytes without user and password").at("/endpoint");
    if (!anywhere && client::names_private_host(endpoint))
        throw Error(ErrorCode::invalid, "expected a public address (OT_PUSH_PRIVATE_TARGETS=1 allows others)").at("/endpoint");
}

std::vector<Subscription> subscriptions_of(const db::Rows& rows) {
    std::vector<Subscription> found;
    for (const auto& row : rows)
        found.push_back({.id = row.text(0), .browser = {row.text(1), {key_bytes(row.text(2)), key_bytes(row.text(3))}}, .made_at = row.integer(4)});
    return found;
}
}  // namespace

Browser browser_of(const std::string& endpoint, const std::string& p256dh, const std::string& auth, client::Reach reach) {
    check_endpoint(endpoint, reach);
    Browser browser{endpoint, {key_bytes(p256dh), key_bytes(auth)}};
    if (crypto::are_message_keys(browser.keys)) return browser;
    const bool secret_is_wrong = browser.keys.secret.size() != crypto::message_secret_bytes;
    throw Error(ErrorCode::invalid, secret_is_wrong ? "expected 16 bytes in base64url" : "expected a point on the curve P-256, uncompressed, in base64url")
        .at(secret_is_wrong ? "/keys/auth" : "/keys/p256dh");
}

Subscription subscribe(db::Transaction& tx, const OrgId& org, const UserId& user, const SessionId& session, const Browser& browser) {
    tx.run(sql::put_push_subscription, org, new_uuid(), user, browser.endpoint, crypto::to_base64url(browser.keys.point),
           crypto::to_base64url(browser.keys.secret), timing::now(), session);
    const auto all = load_subscriptions(tx, org, user);
    for (std::size_t i = most_subscriptions; i < all.size(); ++i) unsubscribe(tx, org, user, all[i].id);
    return *std::ranges::find(all, browser.endpoint, [](const Subscription& one) { return one.browser.endpoint; });
}

void end_subscriptions(db::Transaction& tx, const identity::SessionEnd& end) {
    if (end.session.empty()) tx.run(sql::drop_push_subscriptions_but, end.org, end.user, end.successor);
    else if (end.successor.empty()) tx.run(sql::drop_push_subscriptions_of_session, end.org, end.user, end.session);
    else tx.run(sql::move_push_subscriptions, end.org, end.user, end.session, end.successor);
}

bool unsubscribe(db::Transaction& tx, const OrgId& org, const UserId& user, const std::string& id) {
    return tx.run(sql::drop_push_subscription, org, user, id).affected() == 1;
}

std::vector<Subscription> load_subscriptions(db::Transaction& tx, const OrgId& org, const UserId& user) { return subscriptions_of(tx.run(sql::push_subscriptions, org, user)); }

Task<std::vector<Subscription>> load_subscriptions(db::Database& database, OrgId org, UserId user) {
    const auto rows = co_await database.read(sql::push_subscriptions, org, user);
    co_return subscriptions_of(rows);
}

}  // namespace notices
