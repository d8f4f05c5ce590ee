#pragma once
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "platform/jobs/queue.hpp"
#include "platform/metrics/metrics.hpp"

namespace jobs {

// A kind and what this process measures of it.
struct KnownKind {
    explicit KnownKind(Kind described);
    Kind kind;
    metrics::Histogram& seconds;
    metrics::Counter &done, &failed, &dead;
    int running = 0;  // guarded by the mutex of Hands
};

// A run under way, without what it is about.
struct Run {
    RunKey key;
    int failures = 0;
    KnownKind* kind = nullptr;
    tracing::Context cause, trace;
};

// What a process has in hand: which jobs it has claimed, and which of them run. Never waits; any thread.
class Hands {
public:
    Hands(int slots, std::size_t batch) : slots_(static_cast<std::size_t>(slots)), batch_(batch) {}
    void add(Kind kind);  // before anything runs

    // How many more to claim: what is free, and as many as have ended since the last time. So quick jobs do not wait for a claim, and slow ones are
    // left to other processes.
    std::size_t room();
    std::vector<std::string> kinds_with_room();
    void take(std::vector<Job> jobs);

    struct Start {
        Job job;
        Run run;
    };
    // The next one to run; it counts as running, and its time as begun.
    std::optional<Start> next();
    // False when the run was given up before.
    bool end(const RunKey& run);
    // Those whose deadline has passed: told to stop, and no longer counted.
    std::vector<Run> give_up_late();

    bool busy();
    // Forgets what has not begun and asks the rest to stop.
    void let_go();

private:
    struct Running {
        Run run;
        timing::Deadline deadline;
        std::stop_source stop;
    };
    using Key = std::pair<std::string, int>;
    static Key key_of(const RunKey& run) { return {run.id.str(), run.run}; }
    bool may_start(const Job& job) const;
    Start start(Job job);

    const std::size_t slots_, batch_;
    std::mutex mutex_;
    std::map<std::string, KnownKind, std::less<>> kinds_;
    std::deque<Job> waiting_;
    std::map<Key, Running> running_;
    std::size_t ended_ = 0;  // since the last claim
};

}  // namespace jobs
