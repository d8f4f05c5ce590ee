#pragma once
#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace lrs {

// Token buckets of this process, one for each key whose requests are limited. Any thread.
class RequestRates {
public:
    using Clock = std::chrono::steady_clock;

    // Takes one request of `per_minute`, which may come at once; Error(over_quota) with the time until the next. Another limit than before begins anew.
    void take(const std::string& key, std::int64_t per_minute, Clock::time_point now = Clock::now());

private:
    struct Bucket {
        std::int64_t per_minute = 0;
        double tokens = 0;
        Clock::time_point at;
    };
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace lrs
