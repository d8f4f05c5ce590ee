#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include "platform/db/completion.hpp"

namespace db::postgres {

class Connection;

struct Job {
    std::function<void(Connection&)> work;
    Done done;
};

// What a connection is there for.
enum class Takes { all, reads };

// Transactions and reads on their way to the connections that share them. Bounded, each kind for itself: a database that
// cannot keep up says so instead of eating memory. Any thread.
class JobQueue {
public:
    // A job that cannot be taken is over at once: its Done gets the reason. Never throws, because it is called where a
    // coroutine is half-way suspended.
    void push_transaction(Job job);
    void push_read(Job job);

    // Waits for a job. Who takes all takes transactions first, because others take nothing but reads. Nothing when the queue is
    // closed and drained.
    std::optional<Job> take(Takes takes);
    void close();

private:
    using Jobs = std::deque<Job>;
    const char* add(Jobs& to, Job& job);
    Jobs* next(Takes takes);

    std::mutex mutex_;
    std::condition_variable ready_for_all_, ready_for_reads_;
    Jobs transactions_, reads_;
    bool closed_ = false;
};

}  // namespace db::postgres
