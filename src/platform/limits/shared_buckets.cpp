#include "platform/limits/shared_buckets.hpp"

#include <fmt/format.h>
#include <hiredis/hiredis.h>

#include "platform/error.hpp"
#include "platform/log/log.hpp"

namespace limits {

using namespace std::chrono_literals;

namespace {
constexpr auto rest = 1s;  // after a failure
constexpr int most_waiting = 256;

// KEYS[1] the bucket; ARGV[1] its capacity, ARGV[2] tokens per microsecond. The time until a token is there in microseconds; 0: one was taken. A
// bucket that would be full again is forgotten.
constexpr std::string_view take_token = R"(
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local capacity, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(bucket[1]) or capacity, tonumber(bucket[2]) or now
tokens = math.min(capacity, tokens + math.max(0, now - at) * rate)
if tokens < 1 then return math.max(1, math.ceil((1 - tokens) / rate)) end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.17g', tokens - 1), 'at', string.format('%.0f', math.max(at, now)))
redis.call('PEXPIRE', KEYS[1], math.ceil((capacity - tokens + 1) / rate / 1000) + 1000)
return 0
)";

std::int64_t steady_now() { return std::chrono::steady_clock::now().time_since_epoch().count(); }
}  // namespace

SharedBuckets::SharedBuckets(std::string redis_url) : config_{.url = std::move(redis_url), .connect_deadline = 500ms, .call_deadline = 250ms} {}

bool SharedBuckets::away() const { return away_until_.load() != 0; }

Task<std::optional<timing::Micros>> SharedBuckets::take(Bucket bucket) {
    if (away_until_.load() > steady_now() || waiting_ >= most_waiting) co_return std::nullopt;
    struct Place {
        std::atomic<int>& waiting;
        explicit Place(std::atomic<int>& all) : waiting(all) { ++waiting; }
        ~Place() { --waiting; }
    } const place(waiting_);
    co_return co_await thread_.run([this, &bucket] { return take_now(bucket); });
}

// A connection that was open before may have been cut long ago: it gets a second chance.
std::optional<timing::Micros> SharedBuckets::take_now(const Bucket& bucket) {
    if (away_until_.load() > steady_now()) return std::nullopt;  // others failed while this one waited
    for (bool stale = connection_ != nullptr;; stale = false) try {
            const auto wait = ask(bucket);
            if (away_until_.exchange(0) != 0) logging::info("limits.redis_is_back", {});
            return wait;
        } catch (const Error&) {
            connection_.reset();
            if (stale) continue;
            away_until_ = (std::chrono::steady_clock::now() + rest).time_since_epoch().count();
            return std::nullopt;
        }
}

timing::Micros SharedBuckets::ask(const Bucket& bucket) {
    if (!connection_) connection_ = std::make_unique<redis::Connection>(config_);
    const auto capacity = fmt::format("{}", bucket.capacity), rate = fmt::format("{}", bucket.tokens_per_micro);
    return connection_->ask({"EVAL", take_token, "1", bucket.key, capacity, rate})->integer;
}

}  // namespace limits
