#include "notices/alerts/alerts.hpp"
#include "notices/held/held.hpp"
#include "notices/mail/rendering.hpp"
#include "notices/sent/ending.hpp"
#include "notices/state.hpp"

namespace notices {

using namespace std::chrono_literals;

namespace {
using Kind = client::MailRefusal::Kind;

constexpr std::string_view job_kind = "notices.mail";
constexpr std::chrono::seconds to_compose{30};
// Quick at first, for who sits there and waits; about a day in all, since a school's mail server may be away over night. RFC 5321, 4.5.4.1, wants half an hour
// and more between tries, of those who relay; the server that we hand mail to is ours.
const std::vector<std::chrono::milliseconds> pauses{10s, 1min, 5min, 15min, 30min, 1h, 2h, 4h, 4h, 4h, 4h, 4h};

struct Order {
    std::string user, kind, data;
};
BOOST_DESCRIBE_STRUCT(Order, (), (user, kind, data))

// Of the data of notices; other mail has none.
struct Told {
    std::optional<timing::Micros> told_at;
};
BOOST_DESCRIBE_STRUCT(Told, (), (told_at))

constexpr std::string_view nothing_left = "There was nothing left to say.";

client::Mail mail_of(const Letter& letter, const identity::Addressee& person, const client::Mailbox& from, const jobs::JobId& id) {
    return {.id = id.str(), .from = from, .to = {person.name, person.email}, .subject = letter.subject, .text = text_of(letter, person.name),
            .html = html_of(letter, person.name), .date = timing::now(), .headers = {{"Auto-Submitted", "auto-generated"}}};  // RFC 3834, 5
}

// Why nothing can be sent to this person; "" when it can.
std::string obstacle(const std::optional<identity::Addressee>& person, Addresses to) {
    if (!person || person->disabled) return "The account is gone or closed.";
    if (person->email.empty()) return "The account has no address.";
    if (!person->email_verified && to == Addresses::verified) return "The address is not verified.";
    return client::is_mail_address(person->email) ? "" : "The address cannot be written to.";
}
}  // namespace

Task<Ending> Notices::State::send(const jobs::Job& job) {
    const auto order = job.read<Order>();
    const auto kind = kinds.find(order.kind);
    if (kind == kinds.end()) co_return Ending{Outcome::dropped, "This program writes no mails of this kind."};
    const auto person = co_await identity::find_addressee(database, job.org, UserId(order.user));
    if (auto reason = obstacle(person, kind->second.to); !reason.empty()) co_return Ending{Outcome::dropped, std::move(reason)};
    const auto told_at = json::read<Told>(order.data).told_at;
    if (told_at && !co_await is_still_so(job.org, person->user, order.kind, *told_at)) co_return Ending{Outcome::dropped, std::string(nothing_left)};
    const auto letter = co_await kind->second.write(job.org, *person, order.data);
    if (!letter) co_return Ending{Outcome::dropped, std::string(nothing_left)};

    auto mail = mail_of(*letter, *person, from, job.id);
    const auto taken = co_await senders.run([this, mail = std::move(mail), stop = job.stop] { return smtp->send(mail, stop); });
    if (taken) co_return Ending{.outcome = Outcome::sent, .then = letter->sent};
    if (taken.error().kind == Kind::never) co_return Ending{Outcome::dropped, taken.error().reason};
    throw Error(ErrorCode::upstream, taken.error().reason);
}

Task<void> Notices::State::deliver(jobs::Job job) {
    auto ending = co_await send(job);
    co_await end_delivery(database, std::move(job), std::move(ending));
}

bool Notices::mail(db::Transaction& tx, const NewMail& wanted) {
    if (!mails()) return false;
    const auto id = jobs::JobId::fresh();
    const Notification record{.id = id.str(), .user = wanted.user, .kind = wanted.kind, .channel = std::string(channels::email)};
    if (!add_notification(tx, wanted.org, record, wanted.once)) return false;
    return jobs::enqueue(tx, {.id = id, .org = wanted.org, .kind = std::string(job_kind),
                              .payload = json::write(Order{wanted.user.str(), wanted.kind, wanted.data}), .run_at = wanted.run_at, .trace = wanted.trace});
}

void tend(jobs::Jobs& jobs, Notices& notices) {
    jobs.add({.name = "notices.forget_old", .cron = "27 3 * * *"}, [&notices](jobs::Job) { return notices.state().forget_old(); });
    if (notices.state().lesson_due) add_reminders(jobs, notices);
    add_alerts(jobs, notices);
    if (notices.pushes()) {
        add_pushes(jobs, notices);
        add_held_pushes(jobs, notices);
    }
    if (!notices.mails()) return;
    add_digest(notices);
    jobs.add({.name = std::string(job_kind), .run = [&notices](jobs::Job job) { return notices.state().deliver(std::move(job)); },
              .deadline = notices.state().config.patience + to_compose, .retries = pauses, .at_once = 4});
    fail_with_dead_letters(jobs, job_kind);
}

}  // namespace notices
