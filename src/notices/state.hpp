#pragma once
#include <map>
#include <optional>

#include "notices/notices.hpp"
#include "platform/client/smtp.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/pool/pool.hpp"

namespace notices {

struct Notices::State {
    State(db::Database& database, jobs::Jobs& jobs, Config config);
    // The run of a mail's job.
    Task<void> deliver(jobs::Job job);
    Task<void> forget_old();

    db::Database& database;
    jobs::Jobs& jobs;
    Config config;
    std::optional<client::Smtp> smtp;
    client::Mailbox from;
    std::map<std::string, MailKind, std::less<>> kinds;
    pool::Pool senders;

private:
    struct Verdict;
    Task<std::optional<Letter>> write(const jobs::Job& job, const identity::Person& person);
    Task<Verdict> send(const jobs::Job& job);
};

}  // namespace notices
