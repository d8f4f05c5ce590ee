#pragma once
#include <map>
#include <optional>

#include "notices/notices.hpp"
#include "notices/push/push.hpp"
#include "platform/client/smtp.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/pool/pool.hpp"

namespace notices {

struct Ending;

struct Notices::State {
    State(db::Database& database, jobs::Jobs& jobs, identity::Vault& vault, Config config);
    // The run of a mail's job.
    Task<void> deliver(jobs::Job job);
    Task<void> forget_old();
    // Whether what a notice of this kind said at `told_at` is so now.
    Task<bool> is_still_so(OrgId org, UserId user, std::string kind, timing::Micros told_at) const;

    db::Database& database;
    jobs::Jobs& jobs;
    Config config;
    std::optional<client::Smtp> smtp;
    client::Mailbox from;
    std::optional<Push> push;
    std::map<std::string, MailKind, std::less<>> kinds;
    std::vector<NoticeKind> notice_kinds;
    LessonDue lesson_due;  // empty: nobody is reminded
    pool::Pool senders;

private:
    Task<Ending> send(const jobs::Job& job);
};
inline constexpr std::string_view reminder_kind = "lesson.reminder";
void add_reminders(jobs::Jobs& jobs, Notices& notices);

}  // namespace notices
