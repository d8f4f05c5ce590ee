#pragma once
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/error.hpp"

namespace db {

// Jobs on their way to the database threads, each with a Done. Bounded: a database that cannot keep up says so instead of
// eating memory.
template <class Job>
class WorkQueue {
public:
    // A job that cannot be taken is over at once: its Done gets the reason. Never throws, because it is called where a
    // coroutine is half-way suspended.
    void push(Job job) {
        const char* refusal = add(job);
        if (!refusal) return ready_.notify_one();
        job.done(std::make_exception_ptr(Error(ErrorCode::unavailable, refusal)));
    }

    // Waits for work and takes up to `most` jobs in order; empty when the queue is closed and drained.
    std::vector<Job> take(std::size_t most) { return *take(most, timing::Deadline::max()); }
    // The same, but nothing when there was no work until then.
    std::optional<std::vector<Job>> take(std::size_t most, timing::Deadline until) {
        std::unique_lock lock(mutex_);
        if (!ready_.wait_until(lock, until, [this] { return closed_ || !jobs_.empty(); })) return std::nullopt;
        const auto end = jobs_.begin() + static_cast<std::ptrdiff_t>(std::min(most, jobs_.size()));
        std::vector<Job> taken(std::make_move_iterator(jobs_.begin()), std::make_move_iterator(end));
        jobs_.erase(jobs_.begin(), end);
        return taken;
    }

    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        ready_.notify_all();
    }

    std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return jobs_.size();
    }

private:
    const char* add(Job& job) {
        const std::lock_guard lock(mutex_);
        if (closed_) return "The server is stopping.";
        if (jobs_.size() >= limit) return "The database cannot keep up.";
        jobs_.push_back(std::move(job));
        return nullptr;
    }

    static constexpr std::size_t limit = 50'000;
    mutable std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Job> jobs_;
    bool closed_ = false;
};

}  // namespace db
