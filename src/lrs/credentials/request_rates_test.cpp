#include "lrs/credentials/request_rates.hpp"

#include <gtest/gtest.h>

#include "platform/error.hpp"

namespace lrs {
namespace {
using namespace std::chrono_literals;

TEST(RequestRates, GiveAMinutesRequestsAtOnceAndThenOneByOne) {
    RequestRates rates;
    const RequestRates::Clock::time_point start{};
    for (int i = 0; i < 6; ++i) EXPECT_NO_THROW(rates.take("key", 6, start));
    try {
        rates.take("key", 6, start + 1s);
        FAIL() << "a seventh request in the first second";
    } catch (const Error& refusal) {
        EXPECT_EQ(refusal.code, ErrorCode::over_quota);
        EXPECT_NEAR(static_cast<double>(refusal.retry_after->count()), 9000, 2);
    }
    EXPECT_NO_THROW(rates.take("key", 6, start + 10s + 1ms));
    EXPECT_THROW(rates.take("key", 6, start + 11s), Error);
    EXPECT_NO_THROW(rates.take("other", 6, start + 1s)) << "each key has its own";
    EXPECT_NO_THROW(rates.take("key", 7, start + 11s)) << "a limit that is changed holds at once";
}
}  // namespace
}  // namespace lrs
