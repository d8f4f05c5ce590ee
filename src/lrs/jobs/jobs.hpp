#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "platform/bus/bus.hpp"
#include "platform/task.hpp"

namespace lrs {

// How long a process that died keeps its work from others; one that lives lengthens its leases while it works.
inline constexpr timing::Micros job_lease = 6'000'000;

// Looks for work of one kind and runs each piece once in this process; a lease in its row keeps other processes away. It looks when it is woken, when a piece
// has ended and when one is due; without that every five seconds, for what another process has left or ordered; and never more than four times a second.
// Any thread; what it is made of outlives it.
class Jobs {
public:
    struct Piece {
        OrgId org;
        std::string id;
        timing::Micros due_at = 0;
    };
    // What is due until then, and may be begun by this process.
    using Find = std::function<Task<std::vector<Piece>>(timing::Micros until)>;
    using Run = std::function<Task<void>(Piece)>;

    using Keep = std::function<Task<void>()>;  // lengthens the leases of this process

    Jobs(std::string name, boost::asio::any_io_executor executor, Find find, Run run, Keep keep);
    void start();
    void wake();  // there may be work
    void stop();  // asks what runs to stop and waits for it; blocking
    Task<void> rest(std::chrono::milliseconds span);  // of a piece that waits for something; ends early when asked to stop
    std::stop_token stop_token() const { return stop_.get_token(); }

private:
    Task<void> watch();
    Task<void> look();
    void begin(std::vector<Piece> found);
    bool works();
    timing::Deadline next_look();
    Task<void> keep_leases();
    Task<void> run_one(Piece piece);
    bool enter(const std::string& id);
    void leave(const std::string& id);

    std::string name_;
    boost::asio::any_io_executor executor_;
    Find find_;
    Run run_;
    Keep keep_;
    timing::Micros kept_at_ = 0, next_due_ = 0;
    std::stop_source stop_;
    bus::Signal wake_;
    std::mutex mutex_;
    std::condition_variable left_;
    std::set<std::string> running_;
};

}  // namespace lrs
