#include "platform/db/postgres/job_queue.hpp"

#include "platform/error.hpp"

namespace db::postgres {

namespace {
constexpr std::size_t most_waiting = 50'000;

void refuse(Job& job, const char* reason) { job.done(std::make_exception_ptr(Error(ErrorCode::unavailable, reason))); }
}  // namespace

const char* JobQueue::add(Jobs& to, Job& job) {
    const std::lock_guard lock(mutex_);
    if (closed_) return "The server is stopping.";
    if (to.size() >= most_waiting) return "The database cannot keep up.";
    to.push_back(std::move(job));
    return nullptr;
}

void JobQueue::push_transaction(Job job) {
    if (const char* refusal = add(transactions_, job)) return refuse(job, refusal);
    ready_for_all_.notify_one();
}

// Whoever is free first takes it; the other one looks and sleeps on.
void JobQueue::push_read(Job job) {
    if (const char* refusal = add(reads_, job)) return refuse(job, refusal);
    ready_for_reads_.notify_one();
    ready_for_all_.notify_one();
}

JobQueue::Jobs* JobQueue::next(Takes takes) {
    if (takes == Takes::all && !transactions_.empty()) return &transactions_;
    return reads_.empty() ? nullptr : &reads_;
}

std::optional<Job> JobQueue::take(Takes takes) {
    std::unique_lock lock(mutex_);
    auto& ready = takes == Takes::all ? ready_for_all_ : ready_for_reads_;
    ready.wait(lock, [&] { return closed_ || next(takes); });
    Jobs* const from = next(takes);
    if (!from) return std::nullopt;
    std::optional<Job> job(std::move(from->front()));
    from->pop_front();
    return job;
}

void JobQueue::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    ready_for_all_.notify_all();
    ready_for_reads_.notify_all();
}

}  // namespace db::postgres
