#pragma once
#include <cstdint>
#include <optional>
#include <span>
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

// Keys in one positive number, a Bloom filter of three bits a key (Bloom, 1970): what has all of some keys has all bits of their signature. Of other
// statements, with ten keys each, one in twenty has them too. An entry of statement_keys that is a statement's own holds its signature, negated, as
// `source`, so that a walk along one key reads there which statements lack the others; 0 where it was entered by a version before that.
std::int64_t signature_of(std::span<const std::int64_t> keys);

}  // namespace lrs
