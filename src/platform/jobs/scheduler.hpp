#pragma once
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "platform/bus/bus.hpp"
#include "platform/jobs/cron.hpp"
#include "platform/jobs/job.hpp"
#include "platform/jobs/schedule.hpp"

namespace jobs {

struct KnownSchedule {
    Schedule schedule;
    Cron cron;
    timing::Zone zone;
    timing::Micros next = 0;  // when to look at it; the scheduler's loop's own
};

// The slots of a schedule that are due at `now` when `last` was the newest one taken; of those that nobody was there for, the ones that
// the schedule wants.
std::vector<timing::Micros> due_slots(const KnownSchedule& known, timing::Micros last, timing::Micros now);

// Turns slots into jobs. Of several processes one leads, by a lease in a row; that a slot is run once is held by the row of the slot, so that
// two who both believe to lead do no harm. The kind of a job is the name of its schedule, its key the slot.
class Scheduler {
public:
    Scheduler(db::Database& database, boost::asio::any_io_executor executor, OrgId home, std::chrono::milliseconds lease);

    void add(Schedule schedule);  // before start()
    void start();
    void stop();
    // Runs a schedule now, beside its slots; one that waits for its next try is tried now. `beside` is called in the same transaction.
    // False when there is none of this name in the organisation.
    Task<bool> run_now(OrgId org, std::string name, std::function<void(db::Transaction&)> beside = [](db::Transaction&) {});
    const std::vector<KnownSchedule>& all() const { return all_; }
    const OrgId& home() const { return home_; }

private:
    Task<void> loop();
    Task<void> leave();
    Task<void> keep_all();
    Task<timing::Micros> turn();
    Task<bool> lead();
    Task<void> take_due(KnownSchedule& known);

    db::Database& database_;
    boost::asio::any_io_executor executor_;
    const OrgId home_;
    const std::chrono::milliseconds lease_;
    const std::string id_ = new_uuid();
    std::vector<KnownSchedule> all_;
    bus::Signal wake_;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::condition_variable over_;
    bool running_ = false;  // guarded by the mutex
    timing::Micros last_turn_ = 0;  // the loop's own
};

}  // namespace jobs
