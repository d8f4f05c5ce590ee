#include "platform/jobs/queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "platform/jobs/jobs.hpp"
#include "platform/sql.gen.hpp"

namespace jobs {

namespace sql = platform::sql;

namespace {
// As the queries take them.
struct NewRow {
    std::string org, id, kind, key, payload;
    int priority;
    timing::Micros run_at;
    std::string trace_id, parent_span;
};
BOOST_DESCRIBE_STRUCT(NewRow, (), (org, id, kind, key, payload, priority, run_at, trace_id, parent_span))

struct RunRow {
    std::string org, id;
    int run;
};
BOOST_DESCRIBE_STRUCT(RunRow, (), (org, id, run))

// A `traceparent` in two columns: the trace, then step and flags, "" when there is no step.
constexpr std::string_view version = "00-";
std::string parent_span_of(const tracing::Context& trace) { return trace.has_span() ? std::string(trace.traceparent().substr(version.size() + 32 + 1)) : ""; }
tracing::Context context_of(const std::string& trace_id, const std::string& parent_span) {
    return parent_span.empty() ? tracing::Context::of_trace(trace_id) : tracing::Context::of(std::string(version) + trace_id + '-' + parent_span);
}

// What is claimed lies between these (claim_jobs.postgres.sql): another would wait for ever.
constexpr int most_priority = 1'000'000;

void check_priority(const NewJob& job) {
    if (job.priority >= -most_priority && job.priority <= most_priority) return;
    const auto expected = fmt::format("priority: expected a number from {} to {}, not {}", -most_priority, most_priority, job.priority);
    throw Error(ErrorCode::invalid, expected).at("/priority");
}

JobId id_of(const NewJob& job) { return job.id.empty() ? JobId::fresh() : job.id; }

Job job_of(const db::Row& row, const std::string& worker) {
    Job job{.id = row.id<JobId>(1), .org = row.id<OrgId>(0), .kind = row.text(2), .key = row.text(3), .payload = row.text(4)};
    job.run = static_cast<int>(row.integer(6));
    job.failures = static_cast<int>(row.integer(7));
    job.worker = worker;
    job.cause = context_of(row.text(8), row.text(9));
    job.trace = job.cause.next();
    return job;
}

constexpr std::string_view lost_reason = "The process that ran it died, again and again.";
}  // namespace

void forget_about(db::Transaction& tx, const OrgId& org, const std::string& words) { tx.run(platform::sql::erase_jobs_about, org, words); }

bool enqueue(db::Transaction& tx, const NewJob& job) {
    check_priority(job);
    const auto now = timing::now();
    const bool added = !tx.run(sql::add_job, job.org, id_of(job), job.kind, job.key, job.payload, job.priority, job.run_at ? job.run_at : now, now,
                               std::string(job.trace.trace_id()), parent_span_of(job.trace)).empty();
    if (added) tx.announce(news);
    return added;
}

void finish(db::Transaction& tx, const Job& job) {
    if (tx.run(sql::finish_job, job.org, job.id, job.run, job.worker, timing::now()).affected() == 1) return;
    throw Error(ErrorCode::conflict, "The lease of this run was lost.");
}

Task<bool> Queue::add(NewJob job) {
    check_priority(job);
    const auto now = timing::now();
    const auto added = co_await database_.write(sql::add_job, job.org, id_of(job), job.kind, job.key, job.payload, job.priority,
                                                job.run_at ? job.run_at : now, now, std::string(job.trace.trace_id()), parent_span_of(job.trace));
    if (!added.empty()) database_.announce(news);
    co_return !added.empty();
}

Task<std::size_t> Queue::add(std::vector<NewJob> jobs) {
    const auto now = timing::now();
    std::ranges::for_each(jobs, check_priority);
    std::vector<NewRow> rows;
    for (auto& job : jobs)
        rows.push_back({job.org.str(), id_of(job).str(), std::move(job.kind), std::move(job.key), std::move(job.payload), job.priority,
                        job.run_at ? job.run_at : now, std::string(job.trace.trace_id()), parent_span_of(job.trace)});
    const auto added = (co_await database_.write(sql::add_jobs, json::write(rows), now)).affected();
    if (added > 0) database_.announce(news);
    co_return static_cast<std::size_t>(added);
}

Task<Look> Queue::look() {
    const auto rows = co_await database_.read(sql::look_for_jobs);
    co_return Look{rows[0].integer(0) != 0, rows[0].optional_integer(1)};
}

Task<void> Queue::wake_due() { co_await database_.write(sql::wake_jobs, timing::now()); }

Task<std::vector<Job>> Queue::claim(std::vector<std::string> kinds, std::size_t most) {
    const auto rows = co_await database_.write(sql::claim_jobs, worker_, json::write(kinds), timing::now(), static_cast<std::int64_t>(most));
    std::vector<std::pair<std::int64_t, Job>> claimed;  // with their priority
    for (const auto row : rows) claimed.emplace_back(row.integer(5), job_of(row, worker_));
    std::ranges::sort(claimed, {}, [](const auto& one) { return std::tie(one.first, one.second.id); });
    std::vector<Job> jobs;
    for (auto& one : claimed) jobs.push_back(std::move(one.second));
    co_return jobs;
}

Task<void> Queue::finish(std::vector<RunKey> runs) {
    std::vector<RunRow> rows;
    for (const auto& run : runs) rows.push_back({run.org.str(), run.id.str(), run.run});
    co_await database_.write(sql::finish_jobs, worker_, json::write(rows), timing::now());
}

namespace {
void fail_one(db::Transaction& tx, const std::string& worker, const Failure& failure, const Burial& bury) {
    const auto& [org, id, run] = failure.run;
    if (failure.again_at) {
        tx.run(sql::put_job_off, org, id, run, worker, failure.again_at, failure.reason);
        tx.announce(news);
    } else if (tx.run(sql::bury_job, org, id, run, worker, timing::now(), failure.reason).affected() == 1) {
        bury(tx, {org, id, failure.kind, failure.reason});
    }
}
}  // namespace

Task<void> Queue::fail(std::vector<Failure> failures, Burial bury) {
    co_await database_.transact([failures = std::move(failures), bury = std::move(bury), worker = worker_](db::Transaction& tx) {
        for (const auto& failure : failures) fail_one(tx, worker, failure, bury);
    });
}

Task<void> Queue::release_all() {
    if ((co_await database_.write(sql::release_jobs, worker_)).affected() > 0) database_.announce(news);
}

Task<void> Queue::beat() { co_await database_.write(sql::beat_worker, worker_, timing::now()); }

Task<std::vector<BusyWorker>> Queue::busy_workers() {
    std::vector<BusyWorker> workers;
    for (const auto row : co_await database_.read(sql::busy_workers)) workers.push_back({row.text(0), row.integer(1)});
    co_return workers;
}

Task<std::size_t> Queue::rescue_from(BusyWorker worker, Burial bury) {
    co_return co_await database_.transact([worker = std::move(worker), bury = std::move(bury)](db::Transaction& tx) {
        const auto rows = tx.run(sql::rescue_jobs, worker.id, worker.beats, most_losses, timing::now(), lost_reason);
        if (!rows.empty()) tx.announce(news);
        for (const auto row : rows)
            if (row.text(3) == "dead") bury(tx, {row.id<OrgId>(0), row.id<JobId>(1), row.text(2), std::string(lost_reason)});
        return rows.size();
    });
}

}  // namespace jobs
