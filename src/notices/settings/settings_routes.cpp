#include <algorithm>

#include "identity/audit.hpp"
#include "notices/routes.hpp"
#include "notices/settings/settings_repository.hpp"
#include "notices/state.hpp"

namespace notices {

namespace {
using http::Caller;
using http::Request;

struct KindChoice {
    std::string kind;
    std::string label;
    bool in_app = false, email = false, push = false;
};
BOOST_DESCRIBE_STRUCT(KindChoice, (), (kind, label, in_app, email, push))

struct SettingsReply {
    bool mail = false, push = false;  // whether this server sends any
    std::string zone;
    std::optional<std::string> quiet_from, quiet_until;
    bool digest = false;
    std::string digest_at;
    std::vector<KindChoice> kinds;
};
BOOST_DESCRIBE_STRUCT(SettingsReply, (), (mail, push, zone, quiet_from, quiet_until, digest, digest_at, kinds))

struct Choice {
    std::string kind;
    bool in_app = false, email = false;
    std::optional<bool> push;  // absent: as it was
};
BOOST_DESCRIBE_STRUCT(Choice, (), (kind, in_app, email, push))

struct SettingsRequest {
    std::string zone;
    std::optional<std::string> quiet_from, quiet_until;
    bool digest = false;
    std::string digest_at;
    std::vector<Choice> kinds;
};
BOOST_DESCRIBE_STRUCT(SettingsRequest, (), (zone, quiet_from, quiet_until, digest, digest_at, kinds))

int minute_at(const std::string& text, std::string_view pointer) {
    const auto minute = minute_named(text);
    if (!minute) throw Error(ErrorCode::invalid, "expected a time of the day, such as 22:00").at(std::string(pointer));
    return *minute;
}

Times times_of(const SettingsRequest& body) {
    Times times{.zone = body.zone, .quiet_from = {}, .quiet_until = {}, .digest = body.digest, .digest_at = minute_at(body.digest_at, "/digest_at")};
    if (body.quiet_from.has_value() != body.quiet_until.has_value()) throw Error(ErrorCode::invalid, "expected both ends of the quiet hours, or none").at("/quiet_until");
    if (body.quiet_from) times.quiet_from = minute_at(*body.quiet_from, "/quiet_from");
    if (body.quiet_until) times.quiet_until = minute_at(*body.quiet_until, "/quiet_until");
    if (times.quiet_from && times.quiet_from == times.quiet_until) throw Error(ErrorCode::invalid, "expected another time than the beginning").at("/quiet_until");
    try {
        (void)timing::Zone::named(body.zone);
    } catch (const Error& unknown) {
        throw Error(ErrorCode::invalid, unknown.detail).at("/zone");
    }
    return times;
}

Wishes wishes_of(const Notices& notices, const std::vector<Choice>& choices) {
    const auto& known = notices.state().notice_kinds;
    Wishes wishes;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (std::ranges::find(known, choices[i].kind, &NoticeKind::name) == known.end()) throw Error(ErrorCode::invalid, "expected a kind of notice").at("/kinds/" + std::to_string(i) + "/kind");
        wishes[{choices[i].kind, "in_app"}] = choices[i].in_app;
        wishes[{choices[i].kind, "email"}] = choices[i].email;
        if (choices[i].push) wishes[{choices[i].kind, "push"}] = *choices[i].push;
    }
    return wishes;
}

std::vector<KindChoice> choices_of(const Notices& notices, const Caller& caller, const Wishes& wishes) {
    std::vector<KindChoice> choices;
    for (const auto& kind : notices.state().notice_kinds) {
        if (kind.role > caller.role) continue;
        const auto wish = [&](const char* channel, bool otherwise) {
            const auto found = wishes.find({kind.name, channel});
            return found == wishes.end() ? otherwise : found->second;
        };
        choices.push_back({kind.name, kind.label, wish("in_app", kind.in_app), wish("email", kind.email), wish("push", kind.push)});
    }
    return choices;
}

std::optional<std::string> text_of(std::optional<int> minute) { return minute ? std::optional(to_text(*minute)) : std::nullopt; }

Task<SettingsReply> show(Notices& notices, const Caller& caller) {
    const auto settings = co_await load_settings(notices.state().database, caller.org, caller.user);
    const auto& times = settings.times;
    co_return SettingsReply{.mail = notices.mails(), .push = notices.pushes(), .zone = times.zone, .quiet_from = text_of(times.quiet_from), .quiet_until = text_of(times.quiet_until),
                            .digest = times.digest, .digest_at = to_text(times.digest_at), .kinds = choices_of(notices, caller, settings.wishes)};
}

Task<SettingsReply> change(Notices& notices, const Caller& caller, SettingsRequest body) {
    const PersonSettings settings{times_of(body), wishes_of(notices, body.kinds)};
    co_await notices.state().database.transact([caller, settings](db::Transaction& tx) {
        store_settings(tx, caller.org, caller.user, settings);
        identity::record(tx, identity::act_of(caller, "notice.settings", "user", caller.user.str()));
    });
    co_return co_await show(notices, caller);
}
}  // namespace

void mount_settings(http::Router& router, Notices& notices) {
    router.get("/v1/notices/settings", {.summary = "Which notices this person gets, where and when"},
               [&](const Caller& caller, const Request&) { return show(notices, caller); });
    router.put("/v1/notices/settings", {.summary = "Change that"},
               [&](const Caller& caller, SettingsRequest body) { return change(notices, caller, std::move(body)); });
}

}  // namespace notices
