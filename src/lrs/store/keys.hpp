#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lrs/statement/facts.hpp"
#include "platform/id.hpp"

namespace lrs {

// By what statements are found. A key is a 64-bit keyed hash of kind and value under the organisation's id, so index rows are
// small and no key of one organisation is a key of another. A chance collision adds a wrong statement to a page once in
// about 2^32 distinct values of one organisation.
enum class KeyKind : unsigned char {
    agent = 'a',             // actor or object, and members of groups there
    related_agent = 'A',     // every other place that related_agents looks at
    activity = 'c',          // the object
    related_activity = 'C',  // contextActivities and SubStatements
    verb = 'v',
    registration = 'g',
};
std::int64_t key_of(const OrgId& org, KeyKind kind, std::string_view value);

// The keys that a statement itself carries, each once.
std::vector<std::int64_t> keys_of(const OrgId& org, const Facts& facts);

}  // namespace lrs
