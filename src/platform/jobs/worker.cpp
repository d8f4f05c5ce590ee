#include "platform/jobs/worker.hpp"

#include <algorithm>

#include "platform/json/json.hpp"
#include "platform/log/log.hpp"
#include "platform/outcome.hpp"
#include "platform/pool/pool.hpp"
#include "platform/sql.gen.hpp"
#include "platform/trace/span.hpp"

namespace jobs {

using namespace std::chrono_literals;

namespace {
constexpr std::size_t batch = 256;  // jobs of one claim
constexpr auto drain = 5s;          // how long runs may take to end when the process does
constexpr auto between_measures = 5s;
constexpr std::size_t most_reason = 1000;

std::chrono::steady_clock::time_point now() { return std::chrono::steady_clock::now(); }
}  // namespace

Worker::Worker(db::Database& database, boost::asio::any_io_executor executor, const Config& config, Burial bury)
    : hands(config.slots, batch),
      queue(database, id_),
      executor_(std::move(executor)),
      database_(database),
      config_(config),
      bury_(std::move(bury)) {}

void Worker::start() {
    listening_ = database_.listen(news, [this] { wake(); });
    spawn("jobs.claim", claim_loop());
    spawn("jobs.record", record_loop());
    spawn("jobs.watch", watch_loop());
}

void Worker::stop() {
    if (stopping_.exchange(true)) return;
    hands.let_go();
    for (const char* key : {"work", "outcome", "tick"}) wake_.notify(key);
    {
        std::unique_lock lock(mutex_);
        if (!all_over_.wait_for(lock, 2 * drain, [this] { return loops_ == 0; })) logging::warn("jobs.stopped_while_busy");
    }
    listening_ = {};
    wake_.close();
}

void Worker::spawn(std::string_view name, Task<void> loop) {
    {
        const std::lock_guard lock(mutex_);
        ++loops_;
    }
    pool::spawn(executor_, name, counted(std::move(loop)));
}

Task<void> Worker::counted(Task<void> loop) {
    // Counts down also when an exception ends the loop.
    struct Leave {
        Worker& worker;
        ~Leave() {
            const std::lock_guard lock(worker.mutex_);
            --worker.loops_;
            worker.all_over_.notify_all();
        }
    } leave{*this};
    co_await std::move(loop);
}

Task<void> Worker::claim_loop() {
    while (!stopping_) {
        const auto ticket = wake_.ticket("work");
        std::size_t claimed = 0;
        try {
            if (claim_lost_) co_await let_go_of_lost();
            claimed = co_await claim();
        } catch (const Error&) {
            claim_lost_ = true;  // logged by the database; tried again at the next poll
        } catch (const std::exception& failure) {
            claim_lost_ = true;
            logging::error("jobs.claim_failed", {{"reason", std::string(failure.what())}});
        }
        claiming_ = false;
        if (claimed == 0 && !stopping_) co_await wake_.wait("work", ticket, next_claim());
    }
    claims_ended_ = true;
    wake_.notify("outcome");
}

timing::Deadline Worker::next_claim() const {
    const bool soon = claim_lost_ || !database_.hears();
    std::chrono::microseconds sleep = soon ? std::min(config_.poll, config_.poll_deaf) : config_.poll;
    if (next_due_) sleep = std::clamp<std::chrono::microseconds>(std::chrono::microseconds(next_due_ - timing::now()), 0us, sleep);
    return now() + sleep;
}

// Only while nothing of ours runs or is being recorded: then whatever bears our name is lost. Nothing is claimed meanwhile.
Task<void> Worker::let_go_of_lost() {
    if (runs_ > 0 || hands.busy() || unrecorded() || recording_) co_return;
    co_await queue.release_all();
    claim_lost_ = false;
}

Task<std::size_t> Worker::claim() {
    const auto room = hands.room();
    if (room == 0) {
        next_due_ = 0;  // the end of a run wakes us
        co_return 0;
    }
    const auto look = co_await queue.look();
    const bool due = look.next && *look.next <= timing::now();
    next_due_ = due ? 0 : look.next.value_or(0);
    if (due) co_await queue.wake_due();
    if (!look.ready && !due) co_return 0;
    claiming_ = true;  // what is claimed may be visible to others before it is here
    auto jobs = co_await queue.claim(hands.kinds_with_room(), room);
    const auto claimed = jobs.size();
    if (stopping_) co_return 0;  // what was claimed is released at the end
    hands.take(std::move(jobs));
    start_what_waits();
    co_return claimed;
}

void Worker::start_what_waits() {
    while (auto start = stopping_ ? std::nullopt : hands.next()) {
        ++runs_;
        pool::spawn(executor_, "jobs.run", run_one(std::move(*start)));
    }
}

namespace {
// What the function throws before it gives back a task is a failure like any other.
Task<void> call(const Kind& kind, Job job) { co_await kind.run(std::move(job)); }

// By the semantic conventions of messaging; `code` says why it failed, "" that it did not.
void tell_of(const Run& run, tracing::Interval when, std::string_view code) {
    const auto& kind = run.kind->kind.name;
    const auto name = "process " + kind;
    tracing::record({.context = run.trace, .parent = run.cause, .kind = tracing::SpanKind::consumer, .name = name, .when = when, .failed = !code.empty()},
                    {{"messaging.system", "omnitutor"}, {"messaging.operation.type", "process"}, {"messaging.operation.name", "process"},
                     {"messaging.destination.name", kind}, {"messaging.message.id", run.key.id.str()}, {"omnitutor.job.run", std::int64_t{run.key.run}},
                     {"error.type", code}});
}
}  // namespace

Task<void> Worker::run_one(Hands::Start start) {
    const auto run = start.run;
    const auto began = now();
    const auto outcome = co_await outcome_of(call(run.kind->kind, std::move(start.job)));
    metrics::observe(run.kind->seconds, std::chrono::duration<double>(now() - began).count());
    if (tracing::wanted(run.trace)) tell_of(run, tracing::since(began), outcome ? "" : verdict_of(outcome.error()).code);
    if (hands.end(run.key)) conclude(run, outcome ? nullptr : outcome.error());
    --runs_;
    start_what_waits();
    wake();
}

namespace {
// What every database takes: not too long, UTF-8, without NUL.
std::string storable(std::string_view text) {
    auto size = std::min(text.size(), most_reason);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    std::string reason(text.substr(0, size));
    const bool readable = json::is_utf8(reason);
    std::ranges::replace_if(reason, [readable](char letter) { return letter == '\0' || (!readable && static_cast<unsigned char>(letter) >= 0x80); }, '?');
    return reason;
}
}  // namespace

Verdict verdict_of(std::exception_ptr failure) try {
    std::rethrow_exception(failure);
} catch (const GiveUp& end) {
    return {storable(end.detail), "given_up", true};
} catch (const Error& error) {
    return {storable(error.detail), to_string(error.code), false, error.retry_after};
} catch (const std::exception& error) {
    return {storable(error.what()), "exception"};
} catch (...) {
    return {"It failed without saying why.", "exception"};
}

void Worker::conclude(const Run& run, std::exception_ptr failure) {
    if (!failure) {
        run.kind->done.add();
        const std::lock_guard lock(mutex_);
        finished_.push_back(run.key);
    } else if (!stopping_) {
        fail(run, verdict_of(failure));
    }
    wake_.notify("outcome");
}

void Worker::fail(const Run& run, const Verdict& verdict) {
    const auto& kind = run.kind->kind;
    const auto tries = static_cast<std::size_t>(run.failures);
    const bool again = !verdict.for_good && tries < kind.retries.size();
    (again ? run.kind->failed : run.kind->dead).add();
    logging::write(logging::Level::warn, again ? "jobs.run_failed" : "jobs.dead", {.trace_id = run.trace.trace_id(), .request_id = run.trace.span_id(), .code = verdict.code},
                   {{"kind", kind.name}, {"job_id", run.key.id.str()}, {"run", std::int64_t{run.key.run}}});
    const auto wait = again ? std::chrono::microseconds(verdict.wait.value_or(kind.retries[tries])).count() : 0;
    const std::lock_guard lock(mutex_);
    failed_.push_back({run.key, kind.name, verdict.reason, again ? timing::now() + wait : 0});
}

bool Worker::unrecorded() {
    const std::lock_guard lock(mutex_);
    return !finished_.empty() || !failed_.empty();
}

// One write at a time: what ends meanwhile goes into the next.
Task<void> Worker::record_loop() {
    std::optional<timing::Deadline> end;
    while (true) {
        const auto ticket = wake_.ticket("outcome");
        bool recorded = unrecorded();
        const auto outcome = co_await outcome_of(record());
        recorded &= outcome.has_value();  // logged by the database; tried again after the wait
        if (stopping_ && !end) end = now() + drain;
        const bool all_over = claims_ended_ && !hands.busy() && !unrecorded();
        if (end && (all_over || now() > *end)) break;
        if (!recorded) co_await wake_.wait("outcome", ticket, now() + (end || unrecorded() ? 100ms : 5000ms));
    }
    drained_ = true;
    wake_.notify("tick");
    co_await queue.release_all();
}

namespace {
// Takes everything out of a list that others add to.
template <class T>
std::vector<T> taken(std::mutex& mutex, std::vector<T>& from) {
    const std::lock_guard lock(mutex);
    return std::exchange(from, {});
}
template <class T>
void put_back(std::mutex& mutex, std::vector<T>& to, std::vector<T> taken) {
    const std::lock_guard lock(mutex);
    to.insert(to.end(), std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
}
}  // namespace

Task<void> Worker::record() {
    recording_ = true;
    const auto finished = co_await outcome_of(record_finished()), failed = co_await outcome_of(record_failed());
    recording_ = false;
    or_throw(finished);
    or_throw(failed);
}

Task<void> Worker::record_finished() {
    auto runs = taken(mutex_, finished_);
    if (runs.empty()) co_return;
    const auto recorded = co_await outcome_of(queue.finish(runs));
    if (!recorded) put_back(mutex_, finished_, std::move(runs));
    or_throw(recorded);
}

Task<void> Worker::record_failed() {
    auto failures = taken(mutex_, failed_);
    if (failures.empty()) co_return;
    if (co_await outcome_of(queue.fail(failures, bury_))) co_return;
    // One that cannot be recorded holds up no other.
    std::exception_ptr reason;
    for (auto& failure : failures) {
        const auto recorded = co_await outcome_of(queue.fail({failure}, bury_));
        if (recorded) continue;
        reason = recorded.error();
        put_back(mutex_, failed_, {std::move(failure)});
    }
    if (reason) std::rethrow_exception(reason);
}

Task<void> Worker::watch_loop() {
    const auto tick = std::min<std::chrono::milliseconds>(config_.lease / 8, 250ms);
    while (!drained_) {
        const auto ticket = wake_.ticket("tick");
        try {
            co_await watch();
        } catch (const Error&) {
            // Logged by the database; tried again at the next tick.
        } catch (const std::exception& failure) {
            logging::error("jobs.watch_failed", {{"reason", std::string(failure.what())}});
        }
        if (!drained_) co_await wake_.wait("tick", ticket, now() + tick);
    }
}

// A worker with empty hands writes nothing; one that claims begins to beat before it holds something.
Task<void> Worker::watch() {
    for (const auto& late : hands.give_up_late()) {
        fail(late, {"It took longer than its deadline.", "timeout"});
        wake_.notify("outcome");
    }
    start_what_waits();
    if ((claiming_ || hands.busy()) && now() >= next_beat_) {
        next_beat_ = now() + config_.lease / 5;
        co_await queue.beat();
    }
    if (now() >= next_look_) {
        next_look_ = now() + config_.lease / 5;
        co_await look_after_others();
    }
    if (now() >= next_measure_) {
        next_measure_ = now() + between_measures;
        co_await measure();
    }
}

// Who has stood still for a lease, while this process looked all the time, has died.
Task<void> Worker::look_after_others() {
    const auto workers = co_await queue.busy_workers();
    const auto looked = std::exchange(looked_at_, now());
    if (now() - looked > config_.lease / 2) others_.clear();  // the database, or this process, was away
    std::map<std::string, Seen> seen;
    for (const auto& worker : workers) {
        if (worker.id == id_) continue;
        const auto known = others_.find(worker.id);
        const bool still = known != others_.end() && known->second.beats == worker.beats;
        const auto since = still ? known->second.since : now();
        if (now() - since < config_.lease) {
            seen.emplace(worker.id, Seen{worker.beats, since});
            continue;
        }
        const auto rescued = co_await queue.rescue_from(worker, bury_);
        logging::warn("jobs.worker_died", {{"jobs", static_cast<std::int64_t>(rescued)}});
    }
    others_ = std::move(seen);
}

Task<void> Worker::measure() {
    for (const auto row : co_await database_.read(platform::sql::count_open_jobs))
        metrics::gauge("jobs_open", "Jobs that are not over, by state; dead ones wait for a person", "state=\"" + row.text(0) + '"')
            .set(static_cast<double>(row.integer(1)));
}

}  // namespace jobs
