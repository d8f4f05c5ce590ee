#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/task.hpp"

// Durable entries on their way from those who append to one group of readers. Three backends: a log in the application's own
// database, Redis Streams, NATS JetStream.
namespace stream {

struct Entry {
    std::string id;
    std::string payload;
};

// Entries come at least once and in no promised order. One object serves all threads that append; one coroutine reads and
// acknowledges.
class Stream {
public:
    virtual ~Stream() = default;

    // Resumes when the entries are as durable as the backend makes them. Throws Error(unavailable); they may be there even so.
    virtual Task<void> append(std::vector<std::string> payloads) = 0;
    // Up to `most` entries that no other reader of the group holds; none after `wait`. What is not acknowledged within the lease
    // comes again, here or elsewhere. Throws Error(unavailable).
    virtual Task<std::vector<Entry>> read(std::size_t most, std::chrono::milliseconds wait) = 0;
    // They do not come again. Throws Error(unavailable); then some may.
    virtual Task<void> acknowledge(std::vector<std::string> ids) = 0;
    // The reader reads no more: another one may go on at once. What it was given and did not acknowledge comes again.
    virtual Task<void> leave() = 0;
    // How many entries are not acknowledged. Throws Error(unavailable).
    virtual Task<std::int64_t> depth() = 0;
    // The place of the newest entry so far; "" when there never was one. Throws Error(unavailable).
    virtual Task<std::string> newest() = 0;
    // Whether an entry up to that place is not acknowledged yet. Throws Error(unavailable).
    virtual Task<bool> waits_up_to(std::string place) = 0;
    // The largest payload in bytes.
    virtual std::size_t largest() const = 0;
    // Nothing waits any longer and nothing new is taken; what was taken is told its end. Blocking, while the event loops run.
    virtual void close() = 0;
};

struct Config {
    std::string redis_url;  // redis://[user:password@]host[:port][/number]
    std::string nats_url;   // nats://[user:password@]host[:port]; its server runs with JetStream
    std::chrono::milliseconds lease{10'000};
};

// In the tables of `database`, which outlives it: durable and group-committed as everything there.
std::unique_ptr<Stream> open_embedded(db::Database& database, std::string name, std::chrono::milliseconds lease);
// The broker that is configured, or null when none is. Connects when it is first used and again after each failure. Throws
// Error(invalid) for a URL that is none.
std::unique_ptr<Stream> open_broker(const Config& config, std::string name);

}  // namespace stream
