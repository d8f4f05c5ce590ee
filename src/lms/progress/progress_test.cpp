#include "lms/progress/progress.hpp"

#include <gmock/gmock.h>

namespace lms {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;

Unit au(std::string id, MoveOn move_on, std::optional<std::string> parent = {}) {
    Unit unit{.id = std::move(id), .kind = UnitKind::au, .parent = std::move(parent)};
    unit.move_on = move_on;
    return unit;
}
Unit block(std::string id, std::optional<std::string> parent = {}) { return {.id = std::move(id), .kind = UnitKind::block, .parent = std::move(parent)}; }

History said(std::initializer_list<std::pair<std::string, Verb>> all, bool stored = true) {
    History history;
    for (const auto& [unit, verb] : all) history.add({"session", unit, verb, "id", 0, 0, stored});
    return history;
}

TEST(ProgressTest, MeetsMoveOnByItsWords) {
    struct Row {
        MoveOn move_on;
        bool nothing, completed, passed, both;
    };
    for (const auto& row : {Row{MoveOn::NotApplicable, true, true, true, true}, Row{MoveOn::Passed, false, false, true, true}, Row{MoveOn::Completed, false, true, false, true},
                            Row{MoveOn::CompletedAndPassed, false, false, false, true}, Row{MoveOn::CompletedOrPassed, false, true, true, true}}) {
        const auto unit = au("a", row.move_on);
        EXPECT_EQ(is_met(unit, {}), row.nothing);
        EXPECT_EQ(is_met(unit, said({{"a", Verb::completed}})), row.completed);
        EXPECT_EQ(is_met(unit, said({{"a", Verb::passed}})), row.passed);
        EXPECT_EQ(is_met(unit, said({{"a", Verb::completed}, {"a", Verb::passed}})), row.both);
        EXPECT_TRUE(is_met(unit, said({{"a", Verb::waived}})));
    }
}

TEST(ProgressTest, CountsOnlyWhatIsStoredAndOfTheUnit) {
    const auto unit = au("a", MoveOn::Completed);
    EXPECT_FALSE(is_met(unit, said({{"a", Verb::completed}}, false)));
    EXPECT_FALSE(is_met(unit, said({{"b", Verb::completed}, {"a", Verb::failed}})));
}

TEST(ProgressTest, SatisfiesBlocksFromTheInside) {
    Structure structure;
    structure.units = {block("b"), au("x", MoveOn::Passed, "b"), block("i", "b"), au("y", MoveOn::Completed, "i"), au("z", MoveOn::NotApplicable)};
    EXPECT_THAT(satisfied(structure, {}), IsEmpty());
    EXPECT_THAT(satisfied(structure, said({{"y", Verb::completed}})), ElementsAre("i"));
    EXPECT_THAT(satisfied(structure, said({{"x", Verb::passed}})), IsEmpty());
    EXPECT_THAT(satisfied(structure, said({{"x", Verb::passed}, {"y", Verb::waived}})), ElementsAre("b", "course", "i"));
}

}  // namespace
}  // namespace lms
