#pragma once
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

#include "platform/bus/bus.hpp"
#include "platform/jobs/hands.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/jobs/queue.hpp"

namespace jobs {

// What a failure says.
struct Verdict {
    std::string reason;  // for administrators, in the table only: it may tell what the log must not
    std::string_view code;
    bool for_good = false;
    std::optional<std::chrono::milliseconds> wait = {};
};
Verdict verdict_of(std::exception_ptr failure);

// Claims jobs, runs them, records how they ended, and takes over from workers that died.
class Worker {
    const std::string id_ = new_uuid();  // first: the queue is told

public:
    Worker(db::Database& database, boost::asio::any_io_executor executor, const Config& config, Burial bury);

    Hands hands;
    Queue queue;
    void start();
    void stop();
    const std::string& id() const { return id_; }

private:
    void spawn(std::string_view name, Task<void> loop);
    Task<void> counted(Task<void> loop);

    void wake() { wake_.notify("work"); }
    timing::Deadline next_claim() const;
    Task<void> claim_loop();
    Task<std::size_t> claim();
    Task<void> let_go_of_lost();
    void start_what_waits();
    Task<void> run_one(Hands::Start start);

    void conclude(const Run& run, std::exception_ptr failure);
    void fail(const Run& run, const Verdict& verdict);
    Task<void> record_loop();
    Task<void> record();
    Task<void> record_finished();
    Task<void> record_failed();
    bool unrecorded();

    Task<void> watch_loop();
    Task<void> watch();
    Task<void> look_after_others();
    Task<void> measure();

    boost::asio::any_io_executor executor_;
    db::Database& database_;
    const Config config_;
    const Burial bury_;
    bus::Signal wake_;  // "work": claim; "outcome": record; "tick": watch
    std::atomic<bool> stopping_ = false, claiming_ = false, claims_ended_ = false, drained_ = false, recording_ = false;
    std::atomic<int> runs_ = 0;  // that have not told their end yet

    std::mutex mutex_;  // of what follows
    std::condition_variable all_over_;
    int loops_ = 0;
    std::vector<RunKey> finished_;
    std::vector<Failure> failed_;

    // The claim loop's own.
    bool claim_lost_ = false;  // a claim failed, perhaps after its commit: there may be jobs of ours that never came here
    timing::Micros next_due_ = 0;
    // The watch loop's own.
    struct Seen {
        std::int64_t beats;
        timing::Deadline since;
    };
    std::map<std::string, Seen> others_;
    timing::Deadline looked_at_{}, next_beat_{}, next_look_{}, next_measure_{};

    db::Listening listening_;
};

}  // namespace jobs
