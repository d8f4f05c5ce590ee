#include <algorithm>

#include "notices/held/held.hpp"
#include "notices/inbox/inbox_repository.hpp"
#include "notices/push/push.hpp"
#include "notices/sent/sent_repository.hpp"
#include "notices/settings/settings_repository.hpp"
#include "notices/state.hpp"

// Who hears of what, where and when.
namespace notices {

namespace {
struct Words {
    std::string title, text, path;
    std::optional<timing::Micros> told_at;  // mails.cpp asks then whether it is still so
};
BOOST_DESCRIBE_STRUCT(Words, (), (title, text, path, told_at))

Letter letter_of(const Notices& notices, const Words& words) {
    return {.subject = words.title, .paragraphs = {words.text}, .action = words.path.empty() ? "" : "Open it", .link = words.path.empty() ? "" : notices.url(words.path),
            .why = std::string(why_notices)};
}

Task<std::optional<Letter>> write_notice(const Notices& notices, std::string data) { co_return letter_of(notices, json::read<Words>(data)); }

bool wants(const PersonSettings& settings, const NoticeKind& kind, std::string_view channel) {
    const auto wish = settings.wishes.find({kind.name, std::string(channel)});
    if (wish != settings.wishes.end()) return wish->second;
    return channel == channels::in_app ? kind.in_app : channel == channels::email ? kind.email : kind.push;
}

bool has_address(db::Transaction& tx, const NewNotice& notice) {
    const auto person = identity::find_addressee(tx, notice.org, notice.user);
    return person && person->email_verified;
}

void put_in_app(db::Transaction& tx, const NewNotice& notice) {
    const auto id = new_uuid();
    const Notification record{.id = id, .user = notice.user, .kind = notice.kind, .channel = std::string(channels::in_app)};
    if (!add_notification(tx, notice.org, record, once_on(channels::in_app, notice.once))) return;
    end_notification(tx, notice.org, id, Outcome::sent, {});
    insert_notice(tx, notice, id);
}

void ring(db::Transaction& tx, const NewNotice& notice, const Times& times, timing::Micros now) {
    const auto due = next_push(times, now);
    if (due > now) hold_for_browsers(tx, notice, due);
    else push_to_browsers(tx, notice);
}

void write_to(db::Transaction& tx, Notices& notices, const NewNotice& notice, const Times& times, timing::Micros now) {
    const auto due = next_mail(times, now);
    if (due > now) return hold_for_mail(tx, notices, notice, due);
    notices.mail(tx, {.org = notice.org, .user = notice.user, .kind = notice.kind, .data = json::write(Words{notice.title, notice.text, notice.path, now}),
                      .once = once_on(channels::email, notice.once), .trace = notice.trace});
}
}  // namespace

void Notices::add(NoticeKind kind) {
    auto& state = *state_;
    if (!state.kinds.contains(kind.name))
        add(MailKind{.name = kind.name, .write = [this](OrgId, identity::Addressee, std::string data) { return write_notice(*this, std::move(data)); }});
    state.notice_kinds.push_back(std::move(kind));
}

void Notices::tell(db::Transaction& tx, const NewNotice& notice) {
    const auto kind = std::ranges::find(state_->notice_kinds, notice.kind, &NoticeKind::name);
    if (kind == state_->notice_kinds.end()) throw std::logic_error("a kind of notice is unknown");
    const auto settings = load_settings(tx, notice.org, notice.user);
    if (wants(settings, *kind, channels::in_app)) put_in_app(tx, notice);
    const auto now = timing::now();
    if (pushes() && wants(settings, *kind, channels::push)) ring(tx, notice, settings.times, now);
    if (mails() && wants(settings, *kind, channels::email) && has_address(tx, notice)) write_to(tx, *this, notice, settings.times, now);
}

Task<bool> Notices::State::is_still_so(OrgId org, UserId user, std::string kind, timing::Micros told_at) const {
    const auto known = std::ranges::find(notice_kinds, kind, &NoticeKind::name);
    if (known == notice_kinds.end() || !known->still) co_return true;
    co_return co_await known->still(std::move(org), std::move(user), told_at);
}

}  // namespace notices
