#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/task.hpp"

// Domain events: rows of `outbox` first, written in the transaction that caused them, then dispatched in process.
namespace bus {

struct Event {
    std::string id;     // UUIDv7; consumers are idempotent by it
    OrgId org;
    std::string topic;  // "tutor.lesson_started", "safety.refused", …
    std::string payload;  // JSON
    timing::Micros at = 0;
};

// Writes the event with the caller's transaction.
void publish(db::Transaction& tx, const OrgId& org, std::string_view topic, std::string_view payload);

// Dispatches outbox rows to named consumers, each with its own remembered position; wakes waiters by key.
class Bus {
public:
    Bus(db::Database& database, boost::asio::any_io_executor executor);
    ~Bus();

    using Consumer = std::function<Task<void>(Event)>;
    // At least once, in order; the position is stored under `name`.
    void subscribe(std::string name, std::string topic_prefix, Consumer consumer);
    void start();
    void stop();
    // A hint, also to other processes, that something was published; without it rows are found at the next poll (500 ms).
    void nudge();
    // Deletes what all consumers passed more than a week ago; for a schedule.
    Task<void> forget_old();
    // Deletes the events that speak of `words`, an id, once every consumer here has passed them; false: not yet, and nothing is deleted.
    Task<bool> forget_about(OrgId org, std::string words);
    // The last few thousand events, newest last, for the live viewer.
    std::vector<Event> recent() const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

// In-process wake-up of those who wait for rows under a key (a turn's id). No content: a woken waiter reads the rows.
class Signal {
public:
    Signal();
    ~Signal();
    void notify(const std::string& key);  // any thread
    // True when notified, false at the deadline. A notification between `ticket` and `wait` is not lost.
    std::uint64_t ticket(const std::string& key);
    Task<bool> wait(std::string key, std::uint64_t ticket, timing::Deadline until);
    // Wakes everybody with false, and everybody who comes later: before the event loops of the waiters go away. Blocking.
    void close();

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace bus
