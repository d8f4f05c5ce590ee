#pragma once
#include <optional>
#include <string>
#include <vector>

#include "notices/notices.hpp"

// Who has not finished today's lesson hears of it, once a day (JOB-3).
namespace notices {

// What a person would be told now, and what would become of it by mail.
struct Reminder {
    identity::Addressee person;
    std::string date;  // of the person's day
    DueLesson lesson;
    std::string mail;  // "now", "later" (quiet hours or digest), "off", "told today" or "no address" (none that is verified)
};

// Of a page of people; those to whom nothing is due are left out. `last` is whom to go on after; empty at the end.
struct ReminderPage {
    std::vector<Reminder> reminders;
    UserId last;
};
Task<ReminderPage> reminders_after(Notices& notices, OrgId org, UserId after);
NewNotice notice_of(const OrgId& org, const Reminder& reminder);
// Tells everybody to whom something is due.
Task<void> remind_all(Notices& notices, OrgId org, tracing::Context trace = {});

}  // namespace notices
