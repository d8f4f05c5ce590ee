#include "identity/accounts.hpp"
#include "identity/audit.hpp"
#include "notices/push/push.hpp"
#include "notices/push/subscription.hpp"
#include "notices/routes.hpp"
#include "notices/state.hpp"

namespace notices {

struct BrowserKeys {
    std::string p256dh, auth;
};
BOOST_DESCRIBE_STRUCT(BrowserKeys, (), (p256dh, auth))

struct SubscribeRequest {
    std::string endpoint;
    BrowserKeys keys;
};
BOOST_DESCRIBE_STRUCT(SubscribeRequest, (), (endpoint, keys))

namespace {
using http::Caller;
using http::Request;

struct SubscriptionReply {
    std::string id, endpoint, made_at;
};
BOOST_DESCRIBE_STRUCT(SubscriptionReply, (), (id, endpoint, made_at))

struct PushReply {
    bool push = false;              // whether this server sends any
    std::optional<std::string> key;  // to subscribe for
    std::vector<SubscriptionReply> subscriptions;
};
BOOST_DESCRIBE_STRUCT(PushReply, (), (push, key, subscriptions))

SubscriptionReply reply_of(const Subscription& one) { return {one.id, one.browser.endpoint, timing::to_rfc3339(one.made_at)}; }

Task<PushReply> show_push(Notices& notices, const Caller& caller) {
    identity::expect_account(caller);
    PushReply reply{.push = notices.pushes(), .key = {}, .subscriptions = {}};
    if (!reply.push) co_return reply;
    reply.key = (co_await notices.state().push->vapid(caller.org))->public_key();
    for (const auto& one : co_await load_subscriptions(notices.state().database, caller.org, caller.user)) reply.subscriptions.push_back(reply_of(one));
    co_return reply;
}

Task<http::Answer<SubscriptionReply>> add_browser(Notices& notices, const Caller& caller, SubscribeRequest body) {
    identity::expect_account(caller);
    if (!notices.pushes()) throw Error(ErrorCode::unavailable, "Web push is not configured: set OT_PUSH_CONTACT.");
    const auto browser = browser_of(body.endpoint, body.keys.p256dh, body.keys.auth, notices.state().push->reach);
    const auto made = co_await notices.state().database.transact([caller, browser](db::Transaction& tx) {
        identity::record(tx, identity::act_of(caller, "notice.subscribe", "user", caller.user.str()));
        return subscribe(tx, caller.org, caller.user, caller.session, browser);
    });
    co_return http::Answer<SubscriptionReply>{.body = reply_of(made), .status = 201};
}

Task<http::Response> remove_browser(Notices& notices, const Caller& caller, const Request& request) {
    identity::expect_account(caller);
    const auto gone = co_await notices.state().database.transact([caller, id = std::string(request.path_value("id"))](db::Transaction& tx) {
        if (!unsubscribe(tx, caller.org, caller.user, id)) return false;
        identity::record(tx, identity::act_of(caller, "notice.unsubscribe", "user", caller.user.str()));
        return true;
    });
    if (!gone) throw Error(ErrorCode::not_found, "There is no such subscription.");
    co_return http::no_content();
}
}  // namespace

void mount_push(http::Router& router, Notices& notices) {
    router.get("/v1/notices/push", {.summary = "The key to subscribe a browser for, and this person's browsers"},
               [&](const Caller& caller, const Request&) { return show_push(notices, caller); });
    router.post("/v1/notices/push", {.summary = "Tell this person things in a browser too"},
                [&](const Caller& caller, SubscribeRequest body) { return add_browser(notices, caller, std::move(body)); });
    router.del("/v1/notices/push/{id}", {.summary = "Not any more", .answers = ""},
               [&](const Caller& caller, const Request& request) { return remove_browser(notices, caller, request); });
}

}  // namespace notices

template <>
inline constexpr auto json::limits<notices::SubscribeRequest> = std::array{json::text("endpoint", 1, 1000)};
template <>
inline constexpr auto json::limits<notices::BrowserKeys> = std::array{json::text("p256dh", 1, 120), json::text("auth", 1, 60)};
