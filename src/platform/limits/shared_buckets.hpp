#pragma once
#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "platform/limits/purses.hpp"
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

    // `count` tokens or none; nullopt while Redis is away, which is asked again a second later, or cannot keep up.
    Task<std::optional<Taken>> take(Bucket bucket, int count);
    bool away() const;
    void close() { thread_.close(); }

private:
    std::optional<Taken> take_now(const Bucket& bucket, int count);
    Taken ask(const Bucket& bucket, int count);

    const redis::Config config_;
    std::unique_ptr<redis::Connection> connection_;  // used on thread_
    std::atomic<std::int64_t> away_until_ = 0;       // of the steady clock
    std::atomic<int> waiting_ = 0;
    pool::Pool thread_{1};
};

}  // namespace limits
