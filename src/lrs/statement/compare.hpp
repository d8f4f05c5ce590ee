#pragma once
#include <string_view>

#include "lrs/statement/version.hpp"

namespace lrs {

// Whether two valid statements are the same statement (part 2, 2.3.1): without regard to what a store sets, definitions of
// activities, displays of verbs, the order of group members, attachments, the zone of times and durations beyond 0.01 s.
bool equivalent(std::string_view left, std::string_view right);

}  // namespace lrs
