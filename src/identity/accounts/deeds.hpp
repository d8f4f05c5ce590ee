#pragma once
#include <string>
#include <string_view>

#include "platform/db/database.hpp"

// What was decided about accounts: the one place to record it.
namespace identity {

enum class Act {
    signed_up,
    signed_in,
    sign_in_refused,
    signed_out,
    signed_out_everywhere,
    session_ended,
    refresh_reused,
    account_changed,
    password_changed,
    role_changed,
    disabled,
    enabled,
};
std::string_view to_string(Act act);

struct Deed {
    Act act;
    OrgId org;
    UserId actor;   // who did it; empty for somebody unknown
    UserId person;  // whose account it is; empty for a name that nobody has
    std::string ip;
    std::string detail = {};  // the new role
};

// Publishes `identity.account` in the transaction that makes it true. Names, addresses, passwords and tokens are no part of it.
void record(db::Transaction& tx, const Deed& deed);
Task<void> record(db::Database& database, Deed deed);

}  // namespace identity
