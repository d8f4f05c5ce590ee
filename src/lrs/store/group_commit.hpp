#pragma once

#include <atomic>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/completion.hpp"
#include "platform/db/database.hpp"

namespace lrs {

// Commits jobs together: what queues up while one transaction runs goes into the next, so an fsync serves everybody who waits,
// and since no two transactions of one process overlap, they never collide and the clock of the store runs in commit order.
// A job holds its own outcome; `commit` may run more than once for it. Any thread; one object per kind of job.
template <class Job>
class GroupCommit {
public:
    using Commit = std::function<void(db::Transaction&, std::span<Job* const>)>;
    using Committed = std::function<void()>;
    // `committed` is called on a database thread after each transaction that succeeded and before the next begins; it must be short.
    GroupCommit(db::Database& database, Commit commit, Committed committed = [] {})
        : state_(std::make_shared<State>(database, std::move(commit), std::move(committed))) {}

    // Resumes after the commit that holds the job is on disk, or with the exception that undid it.
    Task<void> run(Job& job) {
        co_await db::until_done([this, &job](db::Done done) { enqueue({&job, std::move(done)}); });
    }

    // Resumes when each job is on disk or has failed: its failure, or null, in the order of the jobs.
    Task<std::vector<std::exception_ptr>> run_all(std::vector<Job>& jobs) {
        std::vector<std::exception_ptr> failures(jobs.size());
        if (jobs.empty()) co_return failures;
        co_await db::until_done([&](db::Done done) {
            const auto all = std::make_shared<Together>(jobs.size(), std::move(done));
            // Once the last is handed over the coroutine may have gone on, on another thread, and ended: nothing of its frame is touched after that.
            for (auto [job, failure, left] = std::tuple(jobs.data(), failures.data(), jobs.size()); left > 0; ++job, ++failure, --left)
                enqueue({job, [all, failure](std::exception_ptr thrown) {
                             *failure = thrown;
                             if (--all->left == 0) all->done(nullptr);
                         }});
        });
        co_return failures;
    }

    // When the transaction that now runs began; nullopt when none does.
    std::optional<timing::Micros> running_since() const {
        const std::lock_guard lock(state_->mutex);
        return state_->busy ? std::optional(state_->began) : std::nullopt;
    }

private:
    struct Waiting {
        Job* job;
        db::Done done;
    };
    struct Together {
        Together(std::size_t left, db::Done done) : left(left), done(std::move(done)) {}
        std::atomic<std::size_t> left;
        db::Done done;
    };
    struct State {
        db::Database& database;
        Commit commit;
        Committed committed;
        std::mutex mutex = {};
        std::vector<Waiting> queue = {};
        bool busy = false;
        timing::Micros began = 0;

        State(db::Database& database, Commit commit, Committed committed)
            : database(database), commit(std::move(commit)), committed(std::move(committed)) {}
    };
    using Group = std::vector<Waiting>;
    static constexpr std::size_t most_together = 256;

    void enqueue(Waiting waiting) {
        {
            const std::lock_guard lock(state_->mutex);
            state_->queue.push_back(std::move(waiting));
            if (std::exchange(state_->busy, true)) return;
            state_->began = timing::now();
        }
        start_next(state_);
    }

    static Group take(State& state) {
        const std::lock_guard lock(state.mutex);
        const auto end = state.queue.begin() + static_cast<std::ptrdiff_t>(std::min(most_together, state.queue.size()));
        Group group(std::make_move_iterator(state.queue.begin()), std::make_move_iterator(end));
        state.queue.erase(state.queue.begin(), end);
        state.busy = !group.empty();
        state.began = timing::now();
        return group;
    }

    // From commit to commit on the database's own threads: on an event loop the next group would wait behind requests.
    static void start_next(const std::shared_ptr<State>& state) {
        auto group = take(*state);
        if (group.empty()) return;
        auto jobs = jobs_of(group);
        state->database.submit([state, jobs = std::move(jobs)](db::Transaction& tx) { state->commit(tx, jobs); },
                               [state, group = std::move(group)](std::exception_ptr failure) mutable { finish(state, std::move(group), failure); });
    }

    static void finish(const std::shared_ptr<State>& state, Group group, std::exception_ptr failure) {
        if (failure && group.size() > 1) return retry(state, std::move(group));
        if (!failure) state->committed();
        start_next(state);
        for (auto& waiting : group) waiting.done(failure);
    }

    // What failed together may succeed alone; whoever is at fault then fails alone.
    static void retry(const std::shared_ptr<State>& state, Group group) {
        if (group.empty()) return start_next(state);
        auto* const job = group.front().job;
        state->database.submit([state, job](db::Transaction& tx) { state->commit(tx, std::span(&job, 1)); },
                               [state, group = std::move(group)](std::exception_ptr failure) mutable {
                                   if (!failure) state->committed();
                                   group.front().done(failure);
                                   group.erase(group.begin());
                                   retry(state, std::move(group));
                               });
    }

    static std::vector<Job*> jobs_of(const Group& group) {
        std::vector<Job*> jobs;
        for (const auto& waiting : group) jobs.push_back(waiting.job);
        return jobs;
    }

    std::shared_ptr<State> state_;
};

}  // namespace lrs
