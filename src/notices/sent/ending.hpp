#pragma once
#include <functional>
#include <optional>
#include <string>

#include "notices/sent/sent_repository.hpp"
#include "platform/jobs/jobs.hpp"

// How the job ends that delivers a notification, whose id it has.
namespace notices {

// What became of a run that will not be repeated.
struct Ending {
    Outcome outcome;
    std::optional<std::string> reason = {};
    std::function<void(db::Transaction&)> then = {};  // in the same transaction; may be empty
};
// Ends the job and its notification together.
Task<void> end_delivery(db::Database& database, jobs::Job job, Ending ending);
// The notification of a job of this kind that died has failed. Before the jobs start.
void fail_with_dead_letters(jobs::Jobs& jobs, std::string_view kind);

}  // namespace notices
