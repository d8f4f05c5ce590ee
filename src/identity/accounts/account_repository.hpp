#pragma once
#include <optional>
#include <string>
#include <vector>

#include "identity/accounts.hpp"
#include "identity/accounts/names.hpp"

namespace identity {

struct Stored {
    Account account;
    std::string password;  // its hash
};

// By the key of a name or, when it has an `@`, of an address.
Task<std::optional<Stored>> find_account(db::Database& database, OrgId org, std::string key);
Task<std::optional<Stored>> load_account(db::Database& database, OrgId org, UserId user);
std::optional<Stored> load_account(db::Transaction& tx, const OrgId& org, const UserId& user);

// Throw Error(invalid) naming the member when somebody other than `user` has it.
void expect_free(db::Transaction& tx, const OrgId& org, const Name& name, const UserId& user);
void expect_free(db::Transaction& tx, const OrgId& org, const Address& address, const UserId& user);

// Error(conflict) when it is the last enabled administrator's.
void expect_another_admin(db::Transaction& tx, const OrgId& org, const Account& account);

void insert_account(db::Transaction& tx, const OrgId& org, const UserId& user, const Name& name, const std::optional<Address>& address,
                    const std::string& password);

}  // namespace identity
