#include "platform/jobs/scheduler.hpp"

#include <algorithm>

#include "platform/jobs/jobs.hpp"
#include "platform/pool/pool.hpp"
#include "platform/sql.gen.hpp"

namespace jobs {

using namespace std::chrono_literals;
using timing::Micros;
namespace sql = platform::sql;

namespace {
constexpr std::size_t most_missed = 1000;
constexpr auto longest_sleep = 10s;  // how soon a jump of the clock is noticed

Micros micros(std::chrono::microseconds span) { return span.count(); }

// When it was new, its job is there as well.
void take_slot(db::Transaction& tx, const OrgId& org, const std::string& schedule, Micros slot, std::string_view cause) {
    const auto shown = timing::to_rfc3339(slot);
    const NewJob job{.id = JobId::fresh(), .org = org, .kind = schedule, .payload = "{\"slot\":\"" + shown + "\"}", .key = shown};
    if (tx.run(sql::take_slot, org, schedule, slot, cause, job.id, timing::now()).affected() > 0) enqueue(tx, job);
}

void take_slots(db::Transaction& tx, const OrgId& org, const KnownSchedule& known, Micros late) {
    const auto now = timing::now();
    const auto& name = known.schedule.name;
    const auto rows = tx.run(sql::find_schedule, org, name);
    if (rows.empty()) return;
    const auto last = rows[0].integer(0);
    if (last > now) {  // written before the clock went back: what comes again is known by the rows of its slots
        tx.run(sql::move_schedule, org, name, now);
        return;
    }
    const auto slots = due_slots(known, last, now);
    for (const Micros slot : slots) take_slot(tx, org, name, slot, slot < now - late ? "missed" : "slot");
    if (!slots.empty()) tx.run(sql::move_schedule, org, name, slots.back());
}
}  // namespace

std::vector<Micros> due_slots(const KnownSchedule& known, Micros last, Micros now) {
    std::vector<Micros> due;
    for (Micros slot = known.cron.next(last, known.zone); slot <= now; slot = known.cron.next(slot, known.zone)) due.push_back(slot);
    const auto most = known.schedule.missed == Missed::each ? most_missed : 1;
    if (due.size() > most) due.erase(due.begin(), due.end() - static_cast<std::ptrdiff_t>(most));
    return due;
}

Scheduler::Scheduler(db::Database& database, boost::asio::any_io_executor executor, OrgId home, std::chrono::milliseconds lease)
    : database_(database), executor_(std::move(executor)), home_(std::move(home)), lease_(lease) {}

void Scheduler::add(Schedule schedule) {
    auto cron = Cron::parse(schedule.cron);
    auto zone = timing::Zone::named(schedule.zone);
    all_.push_back({std::move(schedule), cron, zone});
}

void Scheduler::start() {
    {
        const std::lock_guard lock(mutex_);
        running_ = true;
    }
    pool::spawn(executor_, "jobs.schedule", loop());
}

void Scheduler::stop() {
    if (stopping_.exchange(true)) return;
    wake_.notify("turn");
    {
        std::unique_lock lock(mutex_);
        over_.wait_for(lock, 10s, [this] { return !running_; });
    }
    wake_.close();
}

Task<void> Scheduler::loop() {
    bool kept = false;
    while (!stopping_) {
        const auto ticket = wake_.ticket("turn");
        Micros next = timing::now() + micros(1s);
        try {
            if (!kept) co_await keep_all();
            kept = true;
            next = co_await turn();
        } catch (const Error&) {
            // Logged by the database; tried again in a second.
        }
        const auto span = std::clamp<std::chrono::microseconds>(std::chrono::microseconds(next - timing::now()), 1ms, longest_sleep);
        if (!stopping_) co_await wake_.wait("turn", ticket, std::chrono::steady_clock::now() + span);
    }
    co_await leave();
}

Task<void> Scheduler::leave() {
    try {
        co_await database_.write(sql::leave_schedules, id_);
    } catch (const Error&) {
        // The lease ends by itself.
    }
    const std::lock_guard lock(mutex_);
    running_ = false;
    over_.notify_all();
}

Task<void> Scheduler::keep_all() {
    for (const auto& [schedule, cron, zone, next] : all_)
        co_await database_.write(sql::keep_schedule, home_, schedule.name, schedule.cron, schedule.zone, timing::now());
}

// Gives back when the next one is due. Who does not lead looks again when the leader may have died.
Task<Micros> Scheduler::turn() {
    const Micros now = timing::now();
    if (now < std::exchange(last_turn_, now))  // the clock went back
        for (auto& known : all_) known.next = 0;
    const auto due = [now](const KnownSchedule& known) { return known.next <= now; };
    if (std::ranges::any_of(all_, due)) {
        if (!co_await lead()) co_return now + micros(lease_) / 2;
        for (auto& known : all_)
            if (due(known)) co_await take_due(known);
    }
    const auto first = std::ranges::min_element(all_, {}, &KnownSchedule::next);
    co_return first == all_.end() ? now + micros(1h) : first->next;
}

Task<bool> Scheduler::lead() {
    const Micros now = timing::now(), span = micros(lease_);
    co_return !(co_await database_.write(sql::lead_schedules, id_, now, now + span, now + 10 * span)).empty();
}

Task<void> Scheduler::take_due(KnownSchedule& known) {
    const auto late = micros(lease_) + micros(1min);
    co_await database_.transact([known, org = home_, late](db::Transaction& tx) { take_slots(tx, org, known, late); });
    known.next = known.cron.next(timing::now(), known.zone);
}

namespace {
// Pressing twice does not make it run twice: what waits already is what was asked for.
void run_or_hurry(db::Transaction& tx, const OrgId& org, const std::string& name) {
    const auto now = timing::now();
    if (tx.run(sql::hurry_jobs, org, name, now).affected() > 0) return tx.announce(news);
    if (tx.run(sql::job_waits, org, name).empty()) take_slot(tx, org, name, now, "hand");
}
}  // namespace

Task<bool> Scheduler::run_now(OrgId org, std::string name, std::function<void(db::Transaction&)> beside) {
    const bool known = std::ranges::any_of(all_, [&](const KnownSchedule& one) { return one.schedule.name == name; });
    if (!known || org != home_) co_return false;
    co_await database_.transact([org, name, beside](db::Transaction& tx) {
        run_or_hurry(tx, org, name);
        beside(tx);
    });
    co_return true;
}

}  // namespace jobs
