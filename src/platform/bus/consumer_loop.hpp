#pragma once
#include <atomic>
#include <string>

#include "platform/bus/bus.hpp"

namespace bus {

// Where a reader of the outbox is: after this event.
struct Position {
    std::int64_t tx = 0;
    std::int64_t number = 0;
};
Position position_of(const db::Row& row);
Event event_of(const db::Row& row);

// What all loops of one bus share.
struct Shared {
    db::Database& database;
    const std::string process = new_uuid();  // whose lease it is
    Signal wake;                             // "published": look at the outbox; "seen": there is something for consumers
    std::atomic<bool> stopping = false;
};

// Hands the events of one topic prefix to one named consumer, in order. Of several processes one at a time does it: the one
// that holds the lease of the consumer's row. An idle consumer writes nothing.
class ConsumerLoop {
public:
    ConsumerLoop(Shared& shared, std::string name, std::string topic_prefix, Bus::Consumer consumer)
        : shared_(shared), name_(std::move(name)), topic_prefix_(std::move(topic_prefix)), consumer_(std::move(consumer)) {}
    const std::string& name() const { return name_; }
    // Until the bus stops.
    Task<void> run();

private:
    Task<bool> consume_batch();
    Task<bool> deliver_all(const db::Rows& events);
    Task<void> deliver(const Event& event);
    Task<std::string> attempt(const Event& event);
    Task<bool> move(Position position);

    Shared& shared_;
    const std::string name_, topic_prefix_;
    const Bus::Consumer consumer_;
    Position position_;
};

}  // namespace bus
