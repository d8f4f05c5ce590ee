#include "notices/mail/rendering.hpp"
#include "notices/reminders/reminders.hpp"
#include "notices/routes.hpp"
#include "notices/state.hpp"

namespace notices {

namespace {
using http::Caller;
using http::Request;
using http::Role;

struct PreviewRow {
    std::string user, name, date, title, text, path, mail;
};
BOOST_DESCRIBE_STRUCT(PreviewRow, (), (user, name, date, title, text, path, mail))

struct PreviewReply {
    bool mail = false;  // whether it is configured
    std::string at;     // the cron expression of the schedule, in UTC
    std::vector<PreviewRow> reminders;
    std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(PreviewReply, (), (mail, at, reminders, after))

Task<PreviewReply> preview(Notices& notices, const Caller& caller, const Request& request) {
    const auto page = co_await reminders_after(notices, caller.org, UserId(std::string(request.parameter("after").value_or(""))));
    PreviewReply reply{.mail = notices.mails(), .at = notices.state().config.remind_at, .reminders = {}, .after = {}};
    for (const auto& one : page.reminders) {
        const auto notice = notice_of(caller.org, one);
        reply.reminders.push_back({one.person.user.str(), one.person.name, one.date, notice.title, notice.text, notice.path, one.mail});
    }
    if (!page.last.empty()) reply.after = page.last.str();
    co_return reply;
}
}  // namespace

void mount_reminders(http::Router& router, Notices& notices) {
    router.get("/v1/debug/reminder-preview", {.role = Role::admin, .summary = "Who would be reminded of today's lesson now; nothing is sent", .query = {"after"}},
               [&](const Caller& caller, const Request& request) { return preview(notices, caller, request); });
}

}  // namespace notices
