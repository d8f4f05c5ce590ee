#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/jobs/job.hpp"

// The rows of `jobs`.
namespace jobs {

constexpr int most_losses = 10;  // workers that a job may outlive
constexpr std::string_view news = "jobs";  // announced when a job may be run, or will be: a worker that sleeps knows only when the next one was due

// A run as it ended.
struct RunKey {
    OrgId org;
    JobId id;
    int run = 0;
};
struct Failure {
    RunKey run;
    std::string kind;
    std::string reason;
    timing::Micros again_at = 0;  // 0: never
};

struct Look {
    bool ready = false;
    std::optional<timing::Micros> next;  // of those that wait for their time
};
struct BusyWorker {
    std::string id;
    std::int64_t beats = 0;
};
using Burial = std::function<void(db::Transaction&, const DeadLetter&)>;

class Queue {
public:
    Queue(db::Database& database, std::string worker) : database_(database), worker_(std::move(worker)) {}

    // As Jobs::enqueue.
    Task<bool> add(NewJob job);
    Task<std::size_t> add(std::vector<NewJob> jobs);

    Task<Look> look();
    Task<void> wake_due();
    // Up to `most`, the most urgent first; deadline and stop token are the caller's to set.
    Task<std::vector<Job>> claim(std::vector<std::string> kinds, std::size_t most);
    Task<void> finish(std::vector<RunKey> runs);
    // `bury` hears of each that is dead now.
    Task<void> fail(std::vector<Failure> failures, Burial bury);
    Task<void> release_all();

    Task<void> beat();
    Task<std::vector<BusyWorker>> busy_workers();
    // Takes the jobs of one that has not beaten since. How many.
    Task<std::size_t> rescue_from(BusyWorker worker, Burial bury);

private:
    db::Database& database_;
    const std::string worker_;
};

}  // namespace jobs
