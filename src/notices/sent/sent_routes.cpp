#include "notices/routes.hpp"
#include "notices/sent/sent_repository.hpp"
#include "notices/state.hpp"

namespace notices {

namespace {
using http::Caller;
using http::Request;
using http::Role;

constexpr int page = 100;
constexpr std::string_view trial = "notices.trial";

struct NotificationReply {
    std::string id, user, kind, channel, state;
    std::optional<std::string> reason;
    std::string made_at;
    std::optional<std::string> ended_at;
};
BOOST_DESCRIBE_STRUCT(NotificationReply, (), (id, user, kind, channel, state, reason, made_at, ended_at))

struct NotificationsReply {
    bool mail = false;  // whether it is configured
    std::vector<NotificationReply> notifications;
    std::optional<std::string> before;
};
BOOST_DESCRIBE_STRUCT(NotificationsReply, (), (mail, notifications, before))

struct TrialRequest {
    std::optional<std::string> user;
};
BOOST_DESCRIBE_STRUCT(TrialRequest, (), (user))

struct TrialReply {
    std::string state;
};
BOOST_DESCRIBE_STRUCT(TrialReply, (), (state))

NotificationReply reply_of(const Notification& one) {
    NotificationReply reply{one.id, one.user.str(), one.kind, one.channel, one.state, one.reason, timing::to_rfc3339(one.made_at), {}};
    if (one.ended_at) reply.ended_at = timing::to_rfc3339(*one.ended_at);
    return reply;
}

Task<NotificationsReply> list(Notices& notices, const Caller& caller, const Request& request) {
    const auto found = co_await load_notifications(notices.state().database, caller.org, std::string(request.parameter("before").value_or("")), page + 1);
    NotificationsReply reply{.mail = notices.mails(), .notifications = {}, .before = {}};
    for (const auto& one : found) {
        if (reply.notifications.size() == page) reply.before = reply.notifications.back().id;
        else reply.notifications.push_back(reply_of(one));
    }
    co_return reply;
}

Task<std::optional<Letter>> write_trial(OrgId, identity::Addressee, std::string) {
    co_return Letter{.subject = "A test mail from OmniTutor", .paragraphs = {"Mail from this server reaches you."}, .action = "", .link = "",
                     .why = "An administrator asked for this mail."};
}

Task<http::Answer<TrialReply>> send_trial(Notices& notices, const Caller& caller, TrialRequest body) {
    if (!notices.mails()) throw Error(ErrorCode::unavailable, "Mail is not configured: set SMTP_URL, SMTP_FROM and OT_PUBLIC_URL.");
    const NewMail mail{.org = caller.org, .user = body.user ? UserId(*body.user) : caller.user, .kind = std::string(trial), .trace = caller.trace};
    co_await notices.state().database.transact([&notices, mail](db::Transaction& tx) { notices.mail(tx, mail); });
    co_return http::Answer<TrialReply>{.body = {"waiting"}, .status = 202};
}
}  // namespace

void mount_sent(http::Router& router, Notices& notices) {
    notices.add(MailKind{.name = std::string(trial), .to = Addresses::any, .write = write_trial});
    router.get("/v1/admin/notifications", {.role = Role::admin, .summary = "What was sent to whom, newest first", .query = {"before"}},
               [&](const Caller& caller, const Request& request) { return list(notices, caller, request); });
    router.post("/v1/admin/notifications/test", {.role = Role::admin, .summary = "Send a test mail to a person, or to oneself"},
                [&](const Caller& caller, TrialRequest body) { return send_trial(notices, caller, std::move(body)); });
}

}  // namespace notices
