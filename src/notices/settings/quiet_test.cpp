#include "notices/settings/quiet.hpp"

#include <gtest/gtest.h>

#include "platform/error.hpp"

namespace notices {
namespace {

timing::Micros at(std::string_view text) { return *timing::from_rfc3339(text); }
std::string next(const Times& times, std::string_view now) { return timing::to_rfc3339(next_mail(times, at(now))).substr(0, 16); }

Times quiet(std::string zone, const char* from, const char* until) {
    return {.zone = std::move(zone), .quiet_from = minute_named(from), .quiet_until = minute_named(until)};
}
}  // namespace

TEST(Quiet, LetsMailLeaveByDay) {
    EXPECT_EQ(next(Times{}, "2026-11-22T03:00:00Z"), "2026-11-22T03:00");
    EXPECT_EQ(next(quiet("Europe/Berlin", "22:00", "07:00"), "2026-11-22T12:00:00Z"), "2026-11-22T12:00");
}

TEST(Quiet, HoldsMailUntilTheMorningOfTheZone) {
    const auto night = quiet("Europe/Berlin", "22:00", "07:00");
    EXPECT_EQ(next(night, "2026-11-22T21:30:00Z"), "2026-11-23T06:00");
    EXPECT_EQ(next(night, "2026-11-23T02:00:00Z"), "2026-11-23T06:00");
    EXPECT_EQ(next(night, "2026-11-23T06:00:00Z"), "2026-11-23T06:00") << "the end is not quiet";
    EXPECT_EQ(next(quiet("Asia/Tokyo", "12:00", "13:00"), "2026-11-22T03:15:00Z"), "2026-11-22T04:00") << "a nap";
}

TEST(Quiet, FollowsClocksThatAreSet) {
    const auto night = quiet("Europe/Berlin", "22:00", "07:00");
    EXPECT_EQ(next(night, "2026-03-28T23:00:00Z"), "2026-03-29T05:00") << "the night when clocks go forward is an hour shorter";
    EXPECT_EQ(next(night, "2026-10-24T22:00:00Z"), "2026-10-25T06:00") << "and the one when they go back an hour longer";
    EXPECT_EQ(next(quiet("Europe/Berlin", "01:00", "02:30"), "2026-03-29T00:30:00Z"), "2026-03-29T01:00") << "an end that is skipped is the jump";
    EXPECT_EQ(next(quiet("Europe/Berlin", "01:00", "02:30"), "2026-10-25T01:15:00Z"), "2026-10-25T01:30") << "02:15 for the second time";
}

TEST(Quiet, GathersADayUntilTheTimeOfTheDigest) {
    Times daily{.zone = "America/New_York", .digest = true, .digest_at = 8 * 60};
    EXPECT_EQ(next(daily, "2026-11-22T12:59:00Z"), "2026-11-22T13:00");
    EXPECT_EQ(next(daily, "2026-11-22T13:00:00Z"), "2026-11-23T13:00");
    daily.quiet_from = 7 * 60, daily.quiet_until = 9 * 60;
    EXPECT_EQ(next(daily, "2026-11-22T10:00:00Z"), "2026-11-22T14:00") << "a digest keeps the quiet hours too";
}

TEST(Quiet, LetsBrowsersRingByDayWhateverMailGathers) {
    Times daily{.zone = "Europe/Berlin", .quiet_from = 22 * 60, .quiet_until = 7 * 60, .digest = true, .digest_at = 8 * 60};
    EXPECT_EQ(next_push(daily, at("2026-11-22T12:00:00Z")), at("2026-11-22T12:00:00Z"));
    EXPECT_EQ(next_push(daily, at("2026-11-22T23:00:00Z")), at("2026-11-23T06:00:00Z"));
}

TEST(Quiet, KnowsThePersonsDay) {
    const Times tokyo{.zone = "Asia/Tokyo"};
    EXPECT_EQ(date_of(tokyo, at("2026-11-22T16:00:00Z")), "2026-11-23");
    EXPECT_EQ(day_began(tokyo, at("2026-11-22T16:00:00Z")), at("2026-11-22T15:00:00Z"));
    EXPECT_EQ(date_of({}, at("2026-11-22T16:00:00Z")), "2026-11-22");
}

TEST(Quiet, ReadsTimesOfADay) {
    EXPECT_EQ(minute_named("07:05"), 425);
    EXPECT_EQ(to_text(425), "07:05");
    for (const auto* wrong : {"", "7:05", "24:00", "12:60", "ab:cd", "12-30", "12:300"}) EXPECT_FALSE(minute_named(wrong)) << wrong;
    EXPECT_THROW(next_mail({.zone = "Mars/Base"}, 0), Error);
}

}  // namespace notices
