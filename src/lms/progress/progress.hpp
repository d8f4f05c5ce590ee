#pragma once
#include <set>
#include <string>

#include "lms/package/structure.hpp"
#include "lms/session/session.hpp"

namespace lms {

// Names the whole course where a unit is named otherwise.
inline constexpr std::string_view whole_course = "course";

// Whether an AU's moveOn is met by what was stored, or it was waived (13.1.4). Pure, as the other.
bool is_met(const Unit& au, const History& history);
// The blocks whose units are all met, and `whole_course` when the course's are.
std::set<std::string> satisfied(const Structure& structure, const History& history);

}  // namespace lms
