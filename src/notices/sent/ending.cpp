#include "notices/sent/ending.hpp"

namespace notices {

Task<void> end_delivery(db::Database& database, jobs::Job job, Ending ending) {
    co_await database.transact([job, ending](db::Transaction& tx) {
        jobs::finish(tx, job);
        if (ending.then) ending.then(tx);
        end_notification(tx, job.org, job.id.str(), ending.outcome, ending.reason);
    });
}

void fail_with_dead_letters(jobs::Jobs& jobs, std::string_view kind) {
    jobs.on_dead([kind = std::string(kind)](db::Transaction& tx, const jobs::DeadLetter& letter) {
        if (letter.kind == kind) end_notification(tx, letter.org, letter.id.str(), Outcome::failed, letter.reason);
    });
}

}  // namespace notices
