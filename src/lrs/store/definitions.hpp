#pragma once
#include <string>
#include <vector>

#include "lrs/store/prepared.hpp"
#include "platform/db/database.hpp"

namespace lrs {

// Merges what statements say about activities, verbs and agents into what is known: members of a definition are replaced,
// language maps are merged language by language (XAPI-00254).
void merge_definitions(db::Transaction& tx, const OrgId& org, const std::vector<Definition>& definitions);
// `later` over `earlier`: two JSON objects, the members of nested language maps merged.
std::string merge_definition(std::string_view earlier, std::string_view later);
// The top-level members of `later` over those of `earlier` (part 3, 2.2).
std::string merge_members(std::string_view earlier, std::string_view later);

// The name under which an id of any length is a key.
std::string id_hash(std::string_view id);

}  // namespace lrs
