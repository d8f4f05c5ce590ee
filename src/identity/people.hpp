#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/http/caller.hpp"

// People with an account, for rooms that write to them.
namespace identity {

struct Addressee {
    UserId user;
    std::string name;
    std::string email;             // "" when none was given
    bool email_verified = false;   // mail to it has reached its owner
    http::Role role = http::Role::learner;
    bool disabled = false;
};

// nullopt for anonymous learners and ids that nobody has.
Task<std::optional<Addressee>> find_addressee(db::Database& database, OrgId org, UserId user);
std::optional<Addressee> find_addressee(db::Transaction& tx, const OrgId& org, const UserId& user);
// Enabled people, with an address or without, a page in the order of their ids; `role` is "" for all.
Task<std::vector<Addressee>> enabled_people(db::Database& database, OrgId org, UserId after, int limit, std::string role = {});

}  // namespace identity
