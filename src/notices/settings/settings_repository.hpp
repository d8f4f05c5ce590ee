#pragma once
#include <map>
#include <string>
#include <utility>

#include "notices/settings/quiet.hpp"
#include "platform/db/database.hpp"

// The rows of `notice_settings` and `notice_preferences`.
namespace notices {

// What a person said they want, by kind and channel; what is not in it is as the kind has it.
using Wishes = std::map<std::pair<std::string, std::string>, bool>;

struct PersonSettings {
    Times times;
    Wishes wishes;
};
PersonSettings load_settings(db::Transaction& tx, const OrgId& org, const UserId& user);
Task<PersonSettings> load_settings(db::Database& database, OrgId org, UserId user);
void store_settings(db::Transaction& tx, const OrgId& org, const UserId& user, const PersonSettings& settings);

}  // namespace notices
