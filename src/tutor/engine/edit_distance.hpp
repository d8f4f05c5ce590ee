#pragma once
#include <string_view>

namespace tutor::engine {

// Insertions, deletions, changes and swaps of neighbours between two texts, in bytes; anything above `limit` comes back as limit + 1.
int edit_distance(std::string_view a, std::string_view b, int limit);

}  // namespace tutor::engine
