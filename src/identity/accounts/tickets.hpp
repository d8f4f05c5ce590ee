#pragma once
#include <string>
#include <string_view>

#include "identity/accounts/account_repository.hpp"

// The rows of `account_tickets`.
namespace identity {

// Only `address` and `reset` have tickets.
std::string_view purpose_of(MailAbout about);
// The secret; the row holds its hash.
std::string insert_ticket(db::Transaction& tx, const OrgId& org, const Account& account, MailAbout about);
// Whose it is, as long as it is good.
Task<UserId> find_ticket(db::Database& database, OrgId org, std::string secret, MailAbout about);
// The same, and every ticket of this person about this is used up. Both throw Error(invalid) at /token.
UserId use_ticket(db::Transaction& tx, const OrgId& org, const std::string& secret, MailAbout about);
// What was mailed to another address proves nothing about this one, even where both have one key.
void drop_tickets(db::Transaction& tx, const OrgId& org, const UserId& user);

}  // namespace identity
