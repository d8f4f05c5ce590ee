#pragma once
#include <optional>
#include <string_view>
#include <utility>

namespace tutor {

// Where a quote stands in a passage, in code points. Case, spaces, punctuation and mark-up do not count, and a few words may differ:
// models copy almost exactly. nullopt when it is not there, or too short to prove anything.
std::optional<std::pair<int, int>> locate(std::string_view passage, std::string_view quote);

}  // namespace tutor
