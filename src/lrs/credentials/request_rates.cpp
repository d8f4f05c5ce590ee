#include "lrs/credentials/request_rates.hpp"

#include <algorithm>

#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr std::size_t most_buckets = 10'000;
}

void RequestRates::take(const std::string& key, std::int64_t per_minute, Clock::time_point now) {
    const auto capacity = static_cast<double>(per_minute);
    const double per_second = capacity / 60;
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= most_buckets) std::erase_if(buckets_, [&](const auto& entry) { return now - entry.second.at > std::chrono::minutes(1); });
    Bucket& bucket = buckets_[key];
    if (bucket.per_minute != per_minute) bucket = {per_minute, capacity, now};
    bucket.tokens = std::min(capacity, bucket.tokens + std::chrono::duration<double>(now - bucket.at).count() * per_second);
    bucket.at = now;
    if (bucket.tokens < 1) {
        const auto wait = std::chrono::duration<double>((1 - bucket.tokens) / per_second);
        throw Error(ErrorCode::over_quota, "This key has made its requests of the minute.")
            .retry_in(std::chrono::duration_cast<std::chrono::milliseconds>(wait) + std::chrono::milliseconds(1));
    }
    bucket.tokens -= 1;
}

}  // namespace lrs
