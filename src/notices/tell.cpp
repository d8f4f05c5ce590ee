#include <algorithm>

#include "notices/inbox/inbox_repository.hpp"
#include "notices/sent/sent_repository.hpp"
#include "notices/settings/settings_repository.hpp"
#include "notices/state.hpp"

// Who hears of what, where and when.
namespace notices {

namespace {
constexpr std::string_view in_app = "in_app", email = "email", push = "push", digest = "notices.digest";

struct Words {
    std::string title, text, path;
};
BOOST_DESCRIBE_STRUCT(Words, (), (title, text, path))

struct Gathered {
    timing::Micros due = 0;
};
BOOST_DESCRIBE_STRUCT(Gathered, (), (due))

constexpr std::string_view why = "You choose under “Notices” of your account which mails you get, and when.";

Letter letter_of(const Notices& notices, const Words& words) {
    return {.subject = words.title, .paragraphs = {words.text}, .action = words.path.empty() ? "" : "Open it", .link = words.path.empty() ? "" : notices.url(words.path),
            .why = std::string(why)};
}

Task<std::optional<Letter>> write_notice(const Notices& notices, std::string data) { co_return letter_of(notices, json::read<Words>(data)); }

// The mail that brings what is held until `due`. False when there was one already.
bool order_digest(db::Transaction& tx, Notices& notices, const OrgId& org, const UserId& user, timing::Micros due, const std::string& once) {
    return notices.mail(tx, {.org = org, .user = user, .kind = std::string(digest), .data = json::write(Gathered{due}), .once = once, .run_at = due});
}

// What it has brought is held no more; what came after it was written leaves with another one.
void drop_brought(db::Transaction& tx, Notices& notices, const OrgId& org, const UserId& user, timing::Micros due, const std::vector<StoredNotice>& brought) {
    for (const auto& one : brought) drop_held(tx, org, user, due, one.id);
    if (holds(tx, org, user, due)) order_digest(tx, notices, org, user, due, {});
}

Task<std::optional<Letter>> write_digest(Notices& notices, OrgId org, UserId user, std::string data) {
    const auto due = json::read<Gathered>(data).due;
    const auto held = co_await load_held(notices.state().database, org, user, due);
    if (held.empty()) co_return std::nullopt;
    Letter letter{.subject = held.size() == 1 ? held[0].title : "What is new for you", .paragraphs = {}, .action = "See all your notices", .link = notices.url("/account"),
                  .why = std::string(why)};
    for (const auto& one : held) letter.paragraphs.push_back(one.title + ": " + one.text + (one.path.empty() ? "" : " " + notices.url(one.path)));
    letter.sent = [&notices, org, user, due, held](db::Transaction& tx) { drop_brought(tx, notices, org, user, due, held); };
    co_return letter;
}

// Once for each one of a channel; "" stays as often as it comes.
std::string once_on(std::string_view channel, const std::string& once) { return once.empty() ? "" : once + '/' + std::string(channel); }

bool wants(const PersonSettings& settings, const NoticeKind& kind, std::string_view channel) {
    const auto wish = settings.wishes.find({kind.name, std::string(channel)});
    if (wish != settings.wishes.end()) return wish->second;
    return channel == in_app ? kind.in_app : channel == email ? kind.email : kind.push;
}

bool has_address(db::Transaction& tx, const NewNotice& notice) {
    const auto person = identity::find_addressee(tx, notice.org, notice.user);
    return person && person->email_verified;
}

void put_in_app(db::Transaction& tx, const NewNotice& notice) {
    const auto id = new_uuid();
    if (!add_notification(tx, notice.org, {.id = id, .user = notice.user, .kind = notice.kind, .channel = std::string(in_app)}, once_on(in_app, notice.once))) return;
    end_notification(tx, notice.org, id, Outcome::sent, {});
    insert_notice(tx, notice, id);
}

// What is held is recorded by the mail that brings it.
void gather(db::Transaction& tx, Notices& notices, const NewNotice& notice, timing::Micros due) {
    const auto user = notice.user.str();
    if (!notice.once.empty()) {
        const auto id = new_uuid();
        if (!add_notification(tx, notice.org, {.id = id, .user = notice.user, .kind = notice.kind, .channel = std::string(email)}, once_on(email, notice.once))) return;
        end_notification(tx, notice.org, id, Outcome::held, {});
    }
    hold_notice(tx, notice, due);
    const auto once = "digest/" + user + '/' + std::to_string(due);
    // The one that was ordered may have left just now.
    if (!order_digest(tx, notices, notice.org, notice.user, due, once) && !waits(tx, notice.org, once)) order_digest(tx, notices, notice.org, notice.user, due, {});
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
    if (wants(settings, *kind, in_app)) put_in_app(tx, notice);
    const auto now = timing::now();
    if (pushes() && wants(settings, *kind, push)) push_to_browsers(tx, notice, next_push(settings.times, now));
    if (!mails() || !wants(settings, *kind, email) || !has_address(tx, notice)) return;
    const auto due = next_mail(settings.times, now);
    if (due > now) return gather(tx, *this, notice, due);
    mail(tx, {.org = notice.org, .user = notice.user, .kind = notice.kind, .data = json::write(Words{notice.title, notice.text, notice.path}),
              .once = once_on(email, notice.once), .trace = notice.trace});
}

void add_digest(Notices& notices) {
    notices.add(MailKind{.name = std::string(digest),
                 .write = [&notices](OrgId org, identity::Addressee person, std::string data) { return write_digest(notices, std::move(org), person.user, std::move(data)); }});
}

}  // namespace notices
