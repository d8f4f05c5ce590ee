#include "lrs/pipeline/fresh_rows.hpp"

#include <gmock/gmock.h>

#include "lrs/orgs_test_support.hpp"

namespace lrs {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;

class FreshRowsTest : public testing::Test {
protected:
    // Statements 11, 12, 13 of `into` after 10, say.
    FreshRows::Group group(timing::Micros previous, timing::Micros last, const OrgId& into = org) const {
        FreshRows::Group made{.epoch = fresh.epoch(), .previous = previous, .last = last, .rows = {}};
        for (auto stored = previous + 1; stored <= last; ++stored) {
            made.rows[into].push_back(std::make_shared<FlatRow>());
            made.rows[into].back()->stored = stored;
        }
        return made;
    }
    std::vector<timing::Micros> take(timing::Micros cursor, std::int64_t erasures = 0, std::size_t most = 100) {
        std::vector<timing::Micros> numbers;
        for (const auto& row : fresh.take(org, cursor, erasures, most)) numbers.push_back(row->stored);
        return numbers;
    }
    FreshRowsTest() {
        fresh.take(org, 0, 0, 1);
        fresh.take(other_org, 0, 0, 1);
        fresh.add(group(10, 12));
    }

    FreshRows fresh;
};

TEST_F(FreshRowsTest, GivesWhatComesAfterACursor) {
    fresh.add(group(12, 14, other_org));
    fresh.add(group(14, 16));
    EXPECT_THAT(take(10), ElementsAre(11, 12, 15, 16));
    EXPECT_THAT(take(11, 0, 2), ElementsAre(12, 15));
    EXPECT_THAT(take(12), ElementsAre(15, 16));
    EXPECT_THAT(take(16), IsEmpty());
}

TEST_F(FreshRowsTest, GivesNothingToACursorFromBeforeItBegan) {
    EXPECT_THAT(take(9), IsEmpty());
    EXPECT_THAT(take(11), ElementsAre(12));
    EXPECT_THAT(take(10), IsEmpty()) << "11 has been let go";
}

TEST_F(FreshRowsTest, ForgetsWhatCameBeforeAGap) {
    fresh.add(group(20, 22));
    EXPECT_THAT(take(10), IsEmpty());
    EXPECT_THAT(take(20), ElementsAre(21, 22));
}

TEST_F(FreshRowsTest, GivesNothingThatMayHaveBeenErased) {
    const auto on_its_way = group(12, 13);
    EXPECT_THAT(take(10, 1), IsEmpty());
    fresh.add(on_its_way);
    EXPECT_THAT(take(12, 1), IsEmpty()) << "its transaction began before the erasure was known";
    fresh.add(group(13, 14));
    EXPECT_THAT(take(13, 1), ElementsAre(14));
}

TEST_F(FreshRowsTest, HoldsOnlySoMany) {
    fresh.add(group(12, 20'000));
    fresh.add(group(20'000, 20'002));
    EXPECT_THAT(take(19'000), IsEmpty());
    EXPECT_THAT(take(20'000), ElementsAre(20'001, 20'002));
}

}  // namespace
}  // namespace lrs
