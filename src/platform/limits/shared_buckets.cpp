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

// KEYS[1] the bucket; ARGV[1] its capacity, ARGV[2] tokens per microsecond, ARGV[3] how many are wanted. They were taken: 0 or, below it, how many
// whole ones are left; else the time until one is there in microseconds. A bucket that would be full again is forgotten.
constexpr std::string_view take_tokens = R"(
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local capacity, rate, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(bucket[1]) or capacity, tonumber(bucket[2]) or now
tokens = math.min(capacity, tokens + math.max(0, now - at) * rate)
if tokens < wanted then return math.max(1, math.ceil((1 - tokens) / rate)) end
tokens = tokens - wanted
redis.call('HSET', KEYS[1], 'tokens', string.format('%.17g', tokens), 'at', string.format('%.0f', math.max(at, now)))
redis.call('PEXPIRE', KEYS[1], math.ceil((capacity - tokens) / rate / 1000) + 1000)
return -math.floor(tokens)
)";

std::int64_t steady_now() { return std::chrono::steady_clock::now().time_since_epoch().count(); }
}  // namespace

SharedBuckets::SharedBuckets(std::string redis_url) : config_{.url = std::move(redis_url), .connect_deadline = 500ms, .call_deadline = 250ms} {}

bool SharedBuckets::away() const { return away_until_.load() != 0; }

Task<std::optional<Taken>> SharedBuckets::take(Bucket bucket, int count) {
    if (away_until_.load() > steady_now() || waiting_ >= most_waiting) co_return std::nullopt;
    struct Place {
        std::atomic<int>& waiting;
        explicit Place(std::atomic<int>& all) : waiting(all) { ++waiting; }
        ~Place() { --waiting; }
    } const place(waiting_);
    co_return co_await thread_.run([this, &bucket, count] { return take_now(bucket, count); });
}

// A connection that was open before may have been cut long ago: it gets a second chance.
std::optional<Taken> SharedBuckets::take_now(const Bucket& bucket, int count) {
    if (away_until_.load() > steady_now()) return std::nullopt;  // others failed while this one waited
    for (bool stale = connection_ != nullptr;; stale = false) try {
            const auto taken = ask(bucket, count);
            if (away_until_.exchange(0) != 0) logging::info("limits.redis_is_back", {});
            return taken;
        } catch (const Error&) {
            connection_.reset();
            if (stale) continue;
            away_until_ = (std::chrono::steady_clock::now() + rest).time_since_epoch().count();
            return std::nullopt;
        }
}

Taken SharedBuckets::ask(const Bucket& bucket, int count) {
    if (!connection_) connection_ = std::make_unique<redis::Connection>(config_);
    const auto capacity = fmt::format("{}", bucket.capacity), rate = fmt::format("{}", bucket.tokens_per_micro), wanted = fmt::format("{}", count);
    const auto said = connection_->ask({"EVAL", take_tokens, "1", bucket.key, capacity, rate, wanted})->integer;
    if (said > 0) return {.wait = said};
    return {.tokens = count, .left = static_cast<double>(-said)};
}

}  // namespace limits
