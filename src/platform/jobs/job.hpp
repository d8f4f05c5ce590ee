#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/json/json.hpp"
#include "platform/task.hpp"
#include "platform/trace/trace.hpp"

// What is promised for later, and what it becomes. See jobs.hpp for the class that runs it.
namespace jobs {

using JobId = Id<struct JobTag>;

struct NewJob {
    JobId id = {};  // empty: a fresh one
    OrgId org;
    std::string kind;
    std::string payload = "{}";  // JSON; never logged and never shown
    std::string key = {};        // of the jobs of one organisation and kind with this key only the first is taken, as long as it is known; "": no key
    int priority = 0;            // from -1,000,000 to 1,000,000; smaller ones run first
    timing::Micros run_at = 0;   // not before; 0: now
    tracing::Context trace = {};  // of the request or the run that it follows from
};

// One run of a job, given to the function of its kind.
struct Job {
    JobId id;
    OrgId org;
    std::string kind, key, payload;
    int run = 1;       // counts from 1, lost runs too
    int failures = 0;  // since it was made, or since a person pressed Retry
    timing::Deadline deadline;  // later the run counts as failed, whatever it still does
    std::stop_token stop;       // asked at the deadline, and when the process ends: a run that fails then is not a failure
    std::string worker;         // who runs it
    tracing::Context cause;     // what it was enqueued with
    tracing::Context trace;     // of this run's own step, so that what it causes stands below it

    template <class Payload>
    Payload read() const {
        return json::read<Payload>(payload);
    }
};

// Ends the run in the transaction of its effects: both are there or neither, however often the job is run. Throws Error(conflict) when the
// run's lease was lost, so that the effects of a late one are undone.
void finish(db::Transaction& tx, const Job& job);

// Thrown by a run that must not be tried again: the job goes to the dead letters at once.
class GiveUp : public Error {
public:
    explicit GiveUp(std::string reason) : Error(ErrorCode::refused, std::move(reason)) {}
};
// Thrown by a run that was told when to come back (SMTP 4xx, HTTP 429). It counts as one of the tries; an Error with `retry_after` does the same.
class RetryAfter : public Error {
public:
    RetryAfter(std::chrono::milliseconds wait, std::string reason) : Error(ErrorCode::unavailable, std::move(reason)) { retry_after = wait; }
};

// A sort of work and who does it.
struct Kind {
    std::string name;  // "room.what"
    // May be called again for the same job after a failure or a crash: effects go by the job's key, or into the transaction of `finish`. What it
    // throws is a failure; its text is shown to administrators.
    std::function<Task<void>(Job)> run;
    std::chrono::milliseconds deadline{300'000};
    std::vector<std::chrono::milliseconds> retries{std::chrono::seconds(10), std::chrono::seconds(60), std::chrono::seconds(300)};  // then it is dead
    int at_once = 0;  // in one process; 0: as many as there are slots
};

struct DeadLetter {
    OrgId org;
    JobId id;
    std::string kind;
    std::string reason;
};

}  // namespace jobs
