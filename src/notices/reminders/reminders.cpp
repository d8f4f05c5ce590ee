#include "notices/reminders/reminders.hpp"

#include <fmt/format.h>

#include "notices/settings/settings_repository.hpp"
#include "notices/sql.gen.hpp"
#include "notices/state.hpp"

namespace notices {

namespace {
constexpr int page = 200;

std::string once_of(const Reminder& reminder) { return fmt::format("reminder/{}/{}", reminder.date, reminder.person.user.str()); }

Task<std::string> mail_for(Notices& notices, OrgId org, const Reminder& reminder, const PersonSettings& settings) {
    if (!reminder.person.email_verified) co_return "no address";
    const auto wish = settings.wishes.find({std::string(reminder_kind), "email"});
    if (wish != settings.wishes.end() && !wish->second) co_return "off";
    const auto told = co_await notices.state().database.read(sql::notification_once, org, once_of(reminder) + "/email");
    if (!told.empty()) co_return "told today";
    const auto now = timing::now();
    co_return next_mail(settings.times, now) > now ? "later" : "now";
}

Task<std::optional<Reminder>> reminder_for(Notices& notices, OrgId org, identity::Addressee person) {
    const auto settings = co_await load_settings(notices.state().database, org, person.user);
    const auto now = timing::now();
    auto lesson = co_await notices.state().lesson_due(org, person.user, day_began(settings.times, now));
    if (!lesson) co_return std::nullopt;
    Reminder reminder{.person = std::move(person), .date = date_of(settings.times, now), .lesson = std::move(*lesson), .mail = {}};
    reminder.mail = co_await mail_for(notices, org, reminder, settings);
    co_return reminder;
}

// By then it may be another day, so the lessons count that were finished since the one on which they were told.
Task<bool> still_due(Notices& notices, OrgId org, UserId user, timing::Micros told_at) {
    const auto settings = co_await load_settings(notices.state().database, org, user);
    const auto lesson = co_await notices.state().lesson_due(org, user, day_began(settings.times, told_at));
    co_return lesson.has_value();
}

Task<std::optional<Letter>> write(Notices& notices, OrgId org, identity::Addressee person) {
    const auto reminder = co_await reminder_for(notices, org, std::move(person));
    if (!reminder) co_return std::nullopt;
    const auto notice = notice_of(org, *reminder);
    co_return Letter{.subject = notice.title, .paragraphs = {notice.text}, .action = "Go on learning", .link = notices.url(notice.path),
                     .why = "You get this mail at most once a day. Turn it off under “Notices” of your account: " + notices.url("/account")};
}
}  // namespace

NewNotice notice_of(const OrgId& org, const Reminder& reminder) {
    return {.org = org, .user = reminder.person.user, .kind = std::string(reminder_kind), .title = "Today's lesson waits for you",
            .text = fmt::format("“{}” is not finished yet. A few minutes are enough.", reminder.lesson.title), .path = reminder.lesson.path, .once = once_of(reminder)};
}

Task<ReminderPage> reminders_after(Notices& notices, OrgId org, UserId after) {
    ReminderPage result;
    if (!notices.state().lesson_due) co_return result;
    const auto people = co_await identity::enabled_people(notices.state().database, org, after, page);
    for (const auto& person : people)
        if (auto reminder = co_await reminder_for(notices, org, person)) result.reminders.push_back(std::move(*reminder));
    if (people.size() == page) result.last = people.back().user;
    co_return result;
}

Task<void> remind_all(Notices& notices, OrgId org, tracing::Context trace) {
    UserId after;
    do {
        auto page = co_await reminders_after(notices, org, after);
        co_await notices.state().database.transact([&notices, org, trace, page](db::Transaction& tx) {
            for (const auto& reminder : page.reminders) {
                auto notice = notice_of(org, reminder);
                notice.trace = trace;
                notices.tell(tx, notice);
            }
        });
        after = page.last;
    } while (!after.empty());
}

void add_reminders(jobs::Jobs& jobs, Notices& notices) {
    notices.add(MailKind{.name = std::string(reminder_kind), .write = [&notices](OrgId org, identity::Addressee person, std::string) { return write(notices, std::move(org), std::move(person)); }});
    notices.add(NoticeKind{.name = std::string(reminder_kind), .label = "A reminder when today's lesson is not finished", .email = true,
                           .still = [&notices](OrgId org, UserId user, timing::Micros told_at) {
                               return still_due(notices, std::move(org), std::move(user), told_at);
                           }});
    jobs.add({.name = "notices.remind", .cron = notices.state().config.remind_at}, [&notices](jobs::Job job) { return remind_all(notices, job.org, job.trace); });
}

}  // namespace notices
