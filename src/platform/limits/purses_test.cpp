#include "platform/limits/purses.hpp"

#include <gtest/gtest.h>

namespace {
using limits::Purses;
using Kind = Purses::Decision::Kind;
constexpr double per_micro = 1e-6, capacity = 600;  // a token a second

TEST(Purses, KnowNothingOfABucketThatWasNotAsked) {
    Purses purses;
    EXPECT_EQ(purses.take("a", 1).kind, Kind::unknown);
    EXPECT_EQ(purses.take("a", 1).wish, 1);
}

TEST(Purses, SpendWhatWasTakenAheadAndNoMore) {
    Purses purses;
    purses.keep("a", {.tokens = 3, .left = 500}, capacity, per_micro, 0);
    EXPECT_EQ(purses.take("a", 1).kind, Kind::taken);
    EXPECT_EQ(purses.take("b", 1).kind, Kind::unknown);
    EXPECT_EQ(purses.take("a", 1).kind, Kind::taken);
    EXPECT_EQ(purses.take("a", 1).kind, Kind::unknown);
}

TEST(Purses, LetTokensGoThatWouldHaveBeenRefilled) {
    Purses purses;
    purses.keep("a", {.tokens = 3, .left = 500}, capacity, per_micro, 0);
    EXPECT_EQ(purses.take("a", 2'999'999).kind, Kind::taken);
    EXPECT_EQ(purses.take("a", 3'000'000).kind, Kind::unknown);
}

TEST(Purses, WishForLessTheLessIsLeft) {
    Purses purses;
    const auto wish = [&](double of, double left) {
        purses.keep("a", {.tokens = 1, .left = left}, of, per_micro, 0);
        return purses.take("a", 1).wish;
    };
    EXPECT_EQ(wish(600, 599), 50);
    EXPECT_EQ(wish(600, 40), 20);
    EXPECT_EQ(wish(600, 0), 1);
    EXPECT_EQ(wish(5, 4), 1);
}

TEST(Purses, RefuseUntilThereIsATokenAgain) {
    Purses purses;
    purses.keep("a", {.wait = 1000}, capacity, per_micro, 5);
    EXPECT_EQ(purses.take("a", 6).kind, Kind::refused);
    EXPECT_EQ(purses.take("a", 6).wait, 999);
    EXPECT_EQ(purses.take("a", 1005).kind, Kind::unknown);
}

TEST(Purses, AddUpWhatTwoAskedForAtOnce) {
    Purses purses;
    purses.keep("a", {.tokens = 3, .left = 500}, capacity, per_micro, 0);
    purses.keep("a", {.tokens = 3, .left = 497}, capacity, per_micro, 0);
    int count = 0;
    while (purses.take("a", 1).kind == Kind::taken) ++count;
    EXPECT_EQ(count, 4);
}

}  // namespace
