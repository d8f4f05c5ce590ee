#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "notices/letter.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

namespace identity {
class Accounts;
class Identity;
class Vault;
struct PrivacyPart;
}
namespace jobs {
class Jobs;
}

// What the program tells people while they are elsewhere (JOB-4).
namespace notices {

struct Config {
    std::string smtp_url;      // SMTP_URL; empty: no mail is sent
    std::string from;          // SMTP_FROM: `OmniTutor <tutor@school.example>`
    std::string certificates;  // SMTP_CA: a file of those to believe, instead of the system's
    bool plain = false;        // SMTP_PLAIN: without TLS, only to this machine
    std::chrono::milliseconds patience{30'000};  // for one mail
    std::string push_contact;  // OT_PUSH_CONTACT: whom push services write to, a mailto: or https: URI; empty: SMTP_FROM; neither: no web push is sent
    bool push_private_targets = false;  // OT_PUSH_PRIVATE_TARGETS: push services may be at addresses that are not public, and without TLS
    std::string public_url;    // OT_PUBLIC_URL, without a slash at its end: where links lead
    int keep_days = 90;        // after which notifications that are over are forgotten
    std::string remind_at = "0 17 * * *";  // OT_REMINDERS_AT, in UTC
};

// What somebody could learn today.
struct DueLesson {
    std::string title;
    std::string path;  // of the page where it goes on
};
// What is due for a person who learns here but has finished nothing since then; nullopt when nothing is.
using LessonDue = std::function<Task<std::optional<DueLesson>>(OrgId org, UserId user, timing::Micros since)>;

// One object serves all requests; `database`, `jobs` and `vault` outlive it. Every mail is a durable job: it is sent at least once, tried again for
// about a day, with pauses of 10 s to 4 h, when the mail server says 4xx or nothing, and dropped with its reason when it says 5xx. So is every message
// to a browser, on the ladder of jobs: its push service may say when to come again (429), that it takes no such message (400, 403, 413), or that the
// browser is subscribed no more (404, 410).
class Notices {
public:
    // Throws Error(invalid) for settings that do not fit together. `vault` keeps the key of web push.
    Notices(db::Database& database, jobs::Jobs& jobs, identity::Vault& vault, Config config);
    ~Notices();
    // Waits for a mail under way and ends messages to browsers; after the jobs have stopped, while their event loops exist.
    void close();

    // Whether mail is configured.
    bool mails() const;
    // Whether web push is.
    bool pushes() const;
    // The URL of a path of this server, for links.
    std::string url(std::string_view path) const;
    // Before the jobs start.
    void add(MailKind kind);
    void add(NoticeKind kind);
    // Who knows what is due, a room above: from then on people are reminded (JOB-3).
    void remind_of(LessonDue due);
    // Orders a mail in the caller's transaction. False when mail is not configured, or when there is one for `once`.
    bool mail(db::Transaction& tx, const NewMail& wanted);

    // Tells a person something, in the caller's transaction: on their page, in their browsers, by mail, all or nothing of it, as they like it; by mail
    // only who has shown that the address is theirs. What comes in their quiet hours is held and leaves as one message and one mail when they are over, so
    // far as it is still so; mail also for who has chosen one mail a day.
    void tell(db::Transaction& tx, const NewNotice& notice);

    struct State;
    State& state() const { return *state_; }

private:
    std::unique_ptr<State> state_;
};

// Writes and sends the mail that accounts order, when mail is configured, and lets go of browsers with their sessions; before both serve.
void attend(Notices& notices, identity::Identity& identity, identity::Accounts& accounts);
// Has mails sent and old notifications forgotten; before the jobs start.
void tend(jobs::Jobs& jobs, Notices& notices);

// What this room keeps of people, for identity::Privacy.
identity::PrivacyPart privacy_part(db::Database& database);

// /v1/notices, /v1/notices/push, /v1/admin/notifications, /v1/admin/notices, /v1/debug/reminder-preview
void mount(http::Router& router, Notices& notices);

}  // namespace notices
