#include <gtest/gtest.h>

#include <ctime>
#include <thread>

#include "platform/client/client.hpp"
#include "platform/client/retry_after.hpp"

namespace {

using client::CircuitBreaker;
using client::Response;
using client::RetryPolicy;
using namespace std::chrono_literals;

Response answer(int status, std::vector<http::Header> headers = {}) { return {.status = status, .headers = std::move(headers)}; }

std::optional<std::chrono::milliseconds> wait(const Response& response) { return RetryPolicy{}.wait(0, &response); }

TEST(RetryPolicy, DoublesWithJitterUpToEightSeconds) {
    const RetryPolicy policy{.retries = 10};
    for (int attempt = 0; attempt < 10; ++attempt) {
        const double base = std::min(500.0 * (1 << attempt), 8000.0);
        const auto span = policy.wait(attempt, nullptr);
        ASSERT_TRUE(span);
        EXPECT_GE(span->count(), base * 0.75 - 1);
        EXPECT_LE(span->count(), base);
    }
    EXPECT_FALSE(policy.wait(10, nullptr));
}

TEST(RetryPolicy, RetriesWhatMayPass) {
    for (const int status : {408, 409, 429, 500, 502, 503, 504, 529}) EXPECT_TRUE(wait(answer(status))) << status;
    for (const int status : {200, 400, 401, 402, 403, 404, 413, 422}) EXPECT_FALSE(wait(answer(status))) << status;
}

TEST(RetryPolicy, HonoursWhatTheServerAsksUpToAMinute) {
    EXPECT_EQ(wait(answer(429, {{"Retry-After", "2"}})), 2000ms);
    EXPECT_EQ(wait(answer(429, {{"retry-after", "0.25"}})), 250ms);
    EXPECT_EQ(wait(answer(429, {{"retry-after-ms", "40"}, {"retry-after", "9"}})), 40ms);
    EXPECT_LE(wait(answer(429, {{"retry-after", "3600"}})), 500ms);
    EXPECT_LE(wait(answer(429, {{"retry-after", "soon"}})), 500ms);
    const std::time_t later = std::time(nullptr) + 20;
    char date[64];
    std::strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&later));
    const auto span = wait(answer(503, {{"retry-after", date}}));
    EXPECT_GT(span, 17s);
    EXPECT_LE(span, 21s);
}

TEST(RetryPolicy, ObeysShouldRetry) {
    EXPECT_TRUE(wait(answer(400, {{"x-should-retry", "true"}})));
    EXPECT_FALSE(wait(answer(500, {{"x-should-retry", "false"}})));
}

TEST(RetryAfter, IsHonouredAsLongAsTheCallerHasTime) {
    const auto busy = answer(429, {{"Retry-After", "1800"}});
    EXPECT_EQ(client::retry_after(busy), std::nullopt);
    EXPECT_EQ(client::retry_after(busy, 24h), 30min);
    EXPECT_EQ(client::retry_after(answer(429, {{"Retry-After", "86401"}}), 24h), std::nullopt);
}

TEST(CircuitBreaker, OpensAfterFailuresInARow) {
    CircuitBreaker breaker(3, 1h);
    for (int i = 0; i < 2; ++i) breaker.failed();
    breaker.succeeded();
    for (int i = 0; i < 2; ++i) breaker.failed();
    EXPECT_TRUE(breaker.allow());
    breaker.failed();
    EXPECT_FALSE(breaker.allow());
    EXPECT_TRUE(breaker.open());
}

TEST(CircuitBreaker, LetsOneTrialThroughAfterItsRest) {
    CircuitBreaker breaker(1, 20ms);
    breaker.failed();
    EXPECT_FALSE(breaker.allow());
    std::this_thread::sleep_for(25ms);
    EXPECT_FALSE(breaker.open());
    EXPECT_TRUE(breaker.allow());
    EXPECT_FALSE(breaker.allow()) << "one trial at a time";
    breaker.succeeded();
    EXPECT_TRUE(breaker.allow());
    EXPECT_FALSE(breaker.open());
}

}  // namespace
