#pragma once
#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "platform/clock/clock.hpp"
#include "platform/pool/pool.hpp"
#include "platform/redis/redis.hpp"
#include "platform/task.hpp"

namespace limits {

struct Bucket {
    std::string key;
    double capacity = 0;
    double tokens_per_micro = 0;
};

// Token buckets in Redis, counted by its clock, so that several processes count as one. Any thread.
class SharedBuckets {
public:
    explicit SharedBuckets(std::string redis_url);

    // 0 when a token was taken, else the time until there is one; nullopt while Redis is away, which is asked again a second later, or cannot keep up.
    Task<std::optional<timing::Micros>> take(Bucket bucket);
    bool away() const;
    void close() { thread_.close(); }

private:
    std::optional<timing::Micros> take_now(const Bucket& bucket);
    timing::Micros ask(const Bucket& bucket);

    const redis::Config config_;
    std::unique_ptr<redis::Connection> connection_;  // used on thread_
    std::atomic<std::int64_t> away_until_ = 0;       // of the steady clock
    std::atomic<int> waiting_ = 0;
    pool::Pool thread_{1};
};

}  // namespace limits
