#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "platform/client/client.hpp"
#include "platform/metrics/metrics.hpp"

namespace client {

// How an observer of this program is told.
struct FeedRules {
    std::string name;       // "sentry": lines of the log are `sentry.not_sent`
    std::string what;       // "events": the metric is `sentry_events_total`, by outcome (sent, dropped)
    std::string help;       // of the metric
    std::function<Request(std::span<const std::string>)> pack;  // items into a request, which gets its deadline and limits here
    std::size_t most_waiting = 100;  // items; of more the oldest are dropped
    std::size_t most_at_once = 1;    // items of a request
    std::chrono::milliseconds gather{0};  // how long the first item waits for others to go with it
    RetryPolicy again{};
    std::vector<int> again_on{};  // statuses after which it is tried again; empty: as the policy has it
    // How many items of a request that was taken were not; empty: all were.
    std::function<std::int64_t(const Response&)> refused{};
};

// What became of it.
struct FeedAccount {
    std::int64_t sent = 0, dropped = 0;  // items
    std::string last_error;              // of the last request, "" once one was taken; says nothing of what was sent
};

// Tells an observer of this program (an error tracker, a collector of traces) beside the work, on one thread of its own: who adds an item never waits. What
// the observer does not take is tried again by the rules, which may say to wait; what is given up is counted. Any thread.
class Feed {
public:
    // `client` outlives this, up to stop().
    Feed(Client& client, FeedRules rules);
    ~Feed();
    void start();
    void add(std::string item);
    // Sends what waits, for two seconds at most; the rest is dropped. Blocking.
    void stop();
    FeedAccount account() const;

private:
    void run();
    std::vector<std::string> take();
    void send(std::vector<std::string> items);
    // How long to wait before the next try; nullopt: it is over, and counted.
    std::optional<std::chrono::milliseconds> judge(const std::expected<Response, TransferError>& answer, int attempt, std::int64_t items);
    void taken(const Response& answer, std::int64_t items);
    void given_up(const std::string& why, int status, std::int64_t items);
    void pause(std::chrono::milliseconds span);

    Client& client_;
    const FeedRules rules_;
    metrics::Counter &sent_, &dropped_;
    std::atomic<std::int64_t> sent_here_ = 0, dropped_here_ = 0;
    std::stop_source gone_;  // nothing is sent any more
    std::thread thread_;

    mutable std::mutex mutex_;  // of what follows
    std::condition_variable_any wake_;
    std::condition_variable over_;
    std::deque<std::string> waiting_;
    std::string last_error_;
    bool stopping_ = false, running_ = false;
};

}  // namespace client
