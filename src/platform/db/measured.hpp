#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "platform/db/completion.hpp"
#include "platform/metrics/metrics.hpp"

namespace db {

// Of one kind of work, queueing and commit included: how long callers wait, and how many do at the moment.
struct Waiting {
    metrics::Histogram& time;
    metrics::Gauge& now;
};
inline Waiting waiting_for(std::string_view work) {
    const auto label = "work=\"" + std::string(work) + "\"";
    return {metrics::histogram("db_seconds", "Time that callers wait for the database", label),
            metrics::gauge("db_waiting", "Callers that wait for the database", label)};
}

// Counted as long as it lives, so also when the wait is cut short.
class Counted {
public:
    explicit Counted(metrics::Gauge& gauge) : gauge_(gauge) { gauge_.add(1); }
    ~Counted() { gauge_.add(-1); }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

private:
    metrics::Gauge& gauge_;
};

template <class Start>
Task<void> until_done_measured(const Waiting& waiting, Start start) {
    const Counted counted(waiting.now);
    const auto begin = std::chrono::steady_clock::now();
    co_await until_done(std::move(start));
    metrics::observe(waiting.time, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
}

// How well commits are shared: jobs per commit is the quotient of the two.
inline void count_commit(std::size_t jobs) {
    static metrics::Counter& commits = metrics::counter("db_commits_total", "Groups of writes that were committed");
    static metrics::Counter& committed = metrics::counter("db_committed_jobs_total", "Writes that were committed in groups");
    commits.add();
    committed.add(static_cast<double>(jobs));
}

}  // namespace db
