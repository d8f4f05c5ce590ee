#include "tutor/turns/tail.hpp"

#include <gtest/gtest.h>

namespace tutor {
namespace {

std::vector<Event> events(std::int64_t from, std::int64_t to, const std::string& kind = "say") {
    std::vector<Event> made;
    for (auto seq = from; seq <= to; ++seq) made.push_back({seq, kind, "{}"});
    return made;
}

Tail new_tail() { return Tail(OrgId::fresh(), TurnId::fresh()); }

TEST(Tail, KnowsNothingBeforeItsStart) {
    auto tail = new_tail();
    EXPECT_FALSE(tail.after(0));
    tail.start_at(5);
    EXPECT_FALSE(tail.after(4));
    EXPECT_EQ(tail.after(5)->wire, "");
}

TEST(Tail, StartsBeforeTheFirstPushWhenNobodySaidWhere) {
    auto tail = new_tail();
    tail.push(events(6, 6));
    tail.start_at(6);
    EXPECT_EQ(tail.after(5)->seq, 6);
}

TEST(Tail, IgnoresKnownEventsAndReportsGaps) {
    auto tail = new_tail();
    tail.start_at(0);
    EXPECT_EQ(tail.push(events(1, 2)), Tail::Fit::taken);
    EXPECT_EQ(tail.push(events(2, 2)), Tail::Fit::taken);
    EXPECT_EQ(tail.push(events(4, 4)), Tail::Fit::gap);
    EXPECT_EQ(tail.last(), 2);
    tail.push_rows(events(4, 4));
    EXPECT_EQ(tail.last(), 4);
}

TEST(Tail, ForgetsTheOldestEvents) {
    auto tail = new_tail();
    tail.start_at(0);
    tail.push(events(1, 1000));
    EXPECT_FALSE(tail.after(0));
    EXPECT_EQ(tail.after(999)->seq, 1000);
    EXPECT_EQ(tail.after(tail.base())->seq, 1000);
}

TEST(Tail, DropsAnEndThatWasContinued) {
    auto tail = new_tail();
    tail.start_at(0);
    tail.push(events(1, 1, "stopped"));
    EXPECT_TRUE(tail.after(0)->over);
    tail.push(events(2, 2, "level"));
    EXPECT_FALSE(tail.after(0)->over);
    EXPECT_EQ(tail.after(0)->wire.find("stopped"), std::string::npos);
}

TEST(Tails, ShareOneTailAndForgetItWhenNobodyWatches) {
    Tails tails;
    const auto org = OrgId::fresh();
    const auto turn = TurnId::fresh();
    auto one = tails.join(org, turn);
    EXPECT_EQ(one, tails.join(org, turn));
    EXPECT_EQ(tails.all().size(), 1u);
    one.reset();
    EXPECT_EQ(tails.find(turn), nullptr);
    EXPECT_TRUE(tails.all().empty());
}

}  // namespace
}  // namespace tutor
