#include "lms/progress/progress.hpp"

#include <ranges>

namespace lms {

bool is_met(const Unit& au, const History& history) {
    if (history.is_stored(au.id, Verb::waived)) return true;
    const bool completed = history.is_stored(au.id, Verb::completed), passed = history.is_stored(au.id, Verb::passed);
    switch (au.move_on) {
        case MoveOn::NotApplicable: return true;
        case MoveOn::Passed: return passed;
        case MoveOn::Completed: return completed;
        case MoveOn::CompletedAndPassed: return completed && passed;
        case MoveOn::CompletedOrPassed: return completed || passed;
    }
    return false;
}

// A block stands before what it holds, so backwards each block has heard of all its units when its turn comes.
std::set<std::string> satisfied(const Structure& structure, const History& history) {
    std::set<std::string> unmet, met;
    for (const auto& unit : structure.units | std::views::reverse) {
        const bool is_block = unit.kind == UnitKind::block;
        const bool open = is_block ? unmet.contains(unit.id) : !is_met(unit, history);
        if (open) unmet.insert(unit.parent.value_or(std::string(whole_course)));
        if (is_block && !open) met.insert(unit.id);
    }
    if (!unmet.contains(std::string(whole_course))) met.insert(std::string(whole_course));
    return met;
}

}  // namespace lms
