#include "platform/clock/clock.hpp"

#include <gtest/gtest.h>

TEST(Clock, ReadsWhatItWrites) {
    const timing::Micros moment = 1'795'253'400'123'000;
    EXPECT_EQ(timing::to_rfc3339(moment), "2026-11-21T09:30:00.123Z");
    EXPECT_EQ(timing::from_rfc3339("2026-11-21T09:30:00.123Z"), moment);
}

TEST(Clock, ReadsOffsetsAndFractions) {
    const auto noon = timing::from_rfc3339("2026-11-21T12:00:00Z");
    ASSERT_TRUE(noon);
    EXPECT_EQ(timing::from_rfc3339("2026-11-21T14:30:00+02:30"), noon);
    EXPECT_EQ(timing::from_rfc3339("2026-11-20T22:00:00-14:00"), noon);
    EXPECT_EQ(timing::from_rfc3339("2026-11-21t12:00:00.1234567z"), *noon + 123'456);
    EXPECT_EQ(timing::from_rfc3339("1969-12-31T23:59:59Z"), -1'000'000);
}

TEST(Clock, RefusesWhatIsNoTime) {
    for (const char* text : {"", "2026-11-21", "2026-11-21T12:00:00", "2026-02-30T12:00:00Z", "2026-11-21T24:00:00Z",
                             "2026-11-21T12:00:00.Z", "2026-11-21T12:00:00Z ", "2026-13-01T12:00:00Z", "-026-11-21T12:00:00Z",
                             "2026-11-21T12:00:00+2:30"})
        EXPECT_EQ(timing::from_rfc3339(text), std::nullopt) << text;
}
