#include "notices/held/held.hpp"
#include "notices/sent/sent_repository.hpp"
#include "notices/sql.gen.hpp"
#include "notices/state.hpp"

namespace notices {

namespace {
struct Gathered {
    timing::Micros due = 0;
};
BOOST_DESCRIBE_STRUCT(Gathered, (), (due))

HeldPlace mail_place(const OrgId& org, const UserId& user, timing::Micros due) { return {org, user, std::string(channels::email), due}; }

// The mail that brings what is held there. False when there was one already.
bool order_digest(db::Transaction& tx, Notices& notices, const HeldPlace& place, const std::string& once) {
    return notices.mail(tx, {.org = place.org, .user = place.user, .kind = std::string(digest_kind), .data = json::write(Gathered{place.due}), .once = once,
                             .run_at = place.due});
}

// What it has brought is held no more; what came after it was written leaves with another one.
void drop_brought(db::Transaction& tx, Notices& notices, const HeldPlace& place, const std::vector<HeldNotice>& brought) {
    for (const auto& one : brought) drop_held(tx, place, one.id);
    if (holds(tx, place)) order_digest(tx, notices, place, {});
}

Task<std::optional<Letter>> write_digest(Notices& notices, OrgId org, UserId user, std::string data) {
    const auto place = mail_place(org, user, json::read<Gathered>(data).due);
    co_await drop_what_is_over(notices, place);
    const auto held = co_await load_held(notices.state().database, place);
    if (held.empty()) co_return std::nullopt;
    Letter letter{.subject = held.size() == 1 ? held[0].title : "What is new for you", .paragraphs = {}, .action = "See all your notices",
                  .link = notices.url("/account"), .why = std::string(why_notices)};
    for (const auto& one : held) letter.paragraphs.push_back(one.title + ": " + one.text + (one.path.empty() ? "" : " " + notices.url(one.path)));
    letter.sent = [&notices, place, held](db::Transaction& tx) { drop_brought(tx, notices, place, held); };
    co_return letter;
}
}  // namespace

// What is held is recorded by the mail that brings it.
void hold_for_mail(db::Transaction& tx, Notices& notices, const NewNotice& notice, timing::Micros due) {
    if (!note_held(tx, notice, channels::email)) return;
    const auto place = mail_place(notice.org, notice.user, due);
    hold_notice(tx, place, notice);
    const auto once = "digest/" + notice.user.str() + '/' + std::to_string(due);
    // The one that was ordered may have left just now.
    if (!order_digest(tx, notices, place, once) && !waits(tx, notice.org, once)) order_digest(tx, notices, place, {});
}

Task<void> drop_what_is_over(Notices& notices, HeldPlace place) {
    auto& state = notices.state();
    for (const auto& one : co_await load_held(state.database, place)) {
        if (co_await state.is_still_so(place.org, place.user, one.kind, one.told_at)) continue;
        co_await state.database.write(sql::drop_held, place.org, place.user, place.due, one.id);
    }
}

void add_digest(Notices& notices) {
    notices.add(MailKind{.name = std::string(digest_kind), .write = [&notices](OrgId org, identity::Addressee person, std::string data) {
                             return write_digest(notices, std::move(org), person.user, std::move(data));
                         }});
}

}  // namespace notices
