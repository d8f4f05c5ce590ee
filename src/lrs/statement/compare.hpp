#pragma once
#include <string_view>

#include "lrs/statement/version.hpp"

namespace lrs {

// Whether two valid statements are the same statement (part 2, 2.3.1): without regard to what a store sets, definitions of
// activities, displays of verbs, the order of group members, attachments, the zone of times and the case of UUIDs, language tags and what
// agents are known by. Durations are texts (PT60S is not PT1M) without what is beyond 0.01 s, in both editions (1.0.3, part 2, 4.6).
bool equivalent(std::string_view left, std::string_view right);

}  // namespace lrs
