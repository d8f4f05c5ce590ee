#pragma once
#include <boost/asio/this_coro.hpp>

#include <atomic>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/completion.hpp"
#include "platform/db/database.hpp"
#include "platform/pool/pool.hpp"

namespace lrs {

// Commits jobs together: what queues up while one transaction runs goes into the next, so an fsync serves everybody who waits,
// and since no two transactions of one process overlap, they never collide and the clock of the store runs in commit order.
// A job holds its own outcome; `commit` may run more than once for it. Any thread; one object per kind of job.
template <class Job>
class GroupCommit {
public:
    using Commit = std::function<void(db::Transaction&, std::span<Job* const>)>;
    GroupCommit(db::Database& database, std::string_view name, Commit commit)
        : state_(std::make_shared<State>(database, std::string(name), std::move(commit))) {}

    // Resumes after the commit that holds the job is on disk, or with the exception that undid it.
    Task<void> run(Job& job) {
        auto executor = co_await boost::asio::this_coro::executor;
        co_await db::until_done([this, &job, executor](db::Done done) { enqueue({&job, std::move(done)}, executor); });
    }

    // Resumes when each job is on disk or has failed: its failure, or null, in the order of the jobs.
    Task<std::vector<std::exception_ptr>> run_all(std::vector<Job>& jobs) {
        std::vector<std::exception_ptr> failures(jobs.size());
        if (jobs.empty()) co_return failures;
        auto executor = co_await boost::asio::this_coro::executor;
        co_await db::until_done([&](db::Done done) {
            auto all = std::make_shared<Together>(jobs.size(), std::move(done));
            for (std::size_t i = 0; i < jobs.size(); ++i)
                enqueue({&jobs[i], [all, &failure = failures[i]](std::exception_ptr thrown) {
                             failure = thrown;
                             if (--all->left == 0) all->done(nullptr);
                         }}, executor);
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
        std::string name;
        Commit commit;
        std::mutex mutex = {};
        std::vector<Waiting> queue = {};
        bool busy = false;
        timing::Micros began = 0;

        State(db::Database& database, std::string name, Commit commit)
            : database(database), name(std::move(name)), commit(std::move(commit)) {}
    };
    static constexpr std::size_t most_together = 256;

    void enqueue(Waiting waiting, const boost::asio::any_io_executor& executor) {
        {
            const std::lock_guard lock(state_->mutex);
            state_->queue.push_back(std::move(waiting));
            if (std::exchange(state_->busy, true)) return;
            state_->began = timing::now();
        }
        pool::spawn(executor, state_->name, drain(state_));
    }

    static std::vector<Waiting> take(State& state) {
        const std::lock_guard lock(state.mutex);
        const auto end = state.queue.begin() + static_cast<std::ptrdiff_t>(std::min(most_together, state.queue.size()));
        std::vector<Waiting> group(std::make_move_iterator(state.queue.begin()), std::make_move_iterator(end));
        state.queue.erase(state.queue.begin(), end);
        state.busy = !group.empty();
        state.began = timing::now();
        return group;
    }

    static Task<void> drain(std::shared_ptr<State> state) {
        for (auto group = take(*state); !group.empty(); group = take(*state)) {
            std::vector<Job*> jobs;
            for (const auto& waiting : group) jobs.push_back(waiting.job);
            const auto failure = co_await attempt(*state, jobs);
            // What failed together may succeed alone; whoever is at fault then fails alone.
            for (auto& waiting : group) {
                auto own = failure;
                if (failure && group.size() > 1) own = co_await attempt(*state, {waiting.job});
                waiting.done(own);
            }
        }
    }

    static Task<std::exception_ptr> attempt(State& state, std::vector<Job*> jobs) {
        try {
            co_await state.database.run_transaction([&state, &jobs](db::Transaction& tx) { state.commit(tx, jobs); });
        } catch (...) {
            co_return std::current_exception();
        }
        co_return nullptr;
    }

    std::shared_ptr<State> state_;
};

}  // namespace lrs
