#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "platform/db/completion.hpp"
#include "platform/metrics/metrics.hpp"

namespace db {

// The time that callers wait for one kind of work, queueing and commit included.
inline metrics::Histogram& waiting_time(std::string_view work) {
    return metrics::histogram("db_seconds", "Time that callers wait for the database",
                              "work=\"" + std::string(work) + "\"");
}

template <class Start>
Task<void> until_done_measured(metrics::Histogram& histogram, Start start) {
    const auto begin = std::chrono::steady_clock::now();
    co_await until_done(std::move(start));
    metrics::observe(histogram, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
}

// How well commits are shared: jobs per commit is the quotient of the two.
inline void count_commit(std::size_t jobs) {
    static metrics::Counter& commits = metrics::counter("db_commits_total", "Groups of writes that were committed");
    static metrics::Counter& committed = metrics::counter("db_committed_jobs_total", "Writes that were committed in groups");
    commits.add();
    committed.add(static_cast<double>(jobs));
}

}  // namespace db
