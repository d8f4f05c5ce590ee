#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/client/client.hpp"
#include "platform/db/database.hpp"
#include "platform/jobs/job.hpp"
#include "platform/jobs/schedule.hpp"

namespace http {
class Router;
struct Caller;
}

// Work that must happen later happens: durable jobs (JOB-1) and schedules (JOB-2), in the application's own database.
namespace jobs {

struct Config {
    int slots = 16;                         // jobs that run at once in this process
    std::chrono::milliseconds lease{10'000};  // how long a process that died keeps its jobs and its schedules from others
    std::chrono::milliseconds poll{1'000};    // how often a worker looks for jobs that it was told nothing of
    std::chrono::milliseconds poll_deaf{200};  // the same while it cannot be told of those of other processes
    std::chrono::hours keep_done{24};         // for how long finished jobs, and with them their keys, are known
    std::chrono::hours keep_dead{24 * 30};    // dead ones, and the history of schedules
    std::string slack_webhook;                // told about dead letters; empty: nobody is
};

// Puts a job into the caller's transaction: it is there exactly if the transaction is. False when its key is known. Throws Error(invalid) at /priority
// for one that is out of range, as Jobs::enqueue does.
bool enqueue(db::Transaction& tx, const NewJob& job);

// Deletes the jobs whose payload, key or reason speaks of `words`, an id; those that run are left to end.
void forget_about(db::Transaction& tx, const OrgId& org, const std::string& words);

// One object a process; any thread. At least once: a run may be repeated after a crash or a lost connection, never lost. Of several
// processes on one database each runs what it knows the kind of. Who died is noticed by its silence over the others' own steady clocks, so
// that jumps of the clock and clocks that differ take no job from anybody.
class Jobs {
public:
    // Schedules belong to the organisation `home`, whose administrators see them. `outward` reaches what operators enter. All outlive this.
    Jobs(db::Database& database, boost::asio::any_io_executor executor, client::Client& outward, OrgId home, Config config);
    ~Jobs();

    // All before start().
    void add(Kind kind);
    // Runs `run` when the schedule is due, as a job whose kind is the schedule's name. Throws Error(invalid) for an expression or a zone that is none.
    void add(Schedule schedule, std::function<Task<void>(Job)> run);
    // Called in the transaction that buries a job, perhaps more than once: for those who put a notice beside it.
    void on_dead(std::function<void(db::Transaction&, const DeadLetter&)> listener);

    // Durable when it returns. False when its key is known.
    Task<bool> enqueue(NewJob job);
    // Returns how many were new.
    Task<std::size_t> enqueue(std::vector<NewJob> jobs);

    // What this process does of it; it may always enqueue. Of several processes, each job and each slot of a schedule is run by one.
    struct Parts {
        bool worker = true;
        bool scheduler = true;
    };
    void start(Parts parts);
    void start() { start({true, true}); }
    // Takes no more, asks what runs to stop, waits for it some seconds, and leaves the rest to others. While the event loops run; blocking.
    void stop();

    struct State;
    State& state() { return *state_; }

private:
    std::unique_ptr<State> state_;
};

// Hears, in its transaction, of each act of a person: `job.retry` and `job.discard` on a "job" and its id, `schedule.run` on a "schedule" and its name.
using Witness = std::function<void(db::Transaction& tx, const http::Caller& caller, std::string_view act, std::string_view kind, const std::string& subject)>;
// /v1/admin/jobs and /v1/admin/schedules.
void mount(http::Router& router, Jobs& jobs, Witness witness);

}  // namespace jobs
