#include "identity/accounts/account_repository.hpp"

#include "identity/sessions/session_repository.hpp"
#include "identity/sql.gen.hpp"

namespace identity {

namespace {
Stored stored_of(const db::Row& row) {
    return {.account = {.user = row.id<UserId>(0),
                        .name = row.text(1),
                        .email = row.optional_text(2).value_or(""),
                        .email_verified = !row.is_null(8),
                        .role = role_named(row.text(6)).value_or(http::Role::learner),
                        .disabled = !row.is_null(7),
                        .created_at = row.integer(5),
                        .password_at = row.integer(4)},
            .password = row.text(3)};
}

std::optional<Stored> first_of(const db::Rows& rows) { return rows.empty() ? std::nullopt : std::optional(stored_of(rows[0])); }

bool is_of_another(const db::Rows& rows, const UserId& user) { return !rows.empty() && rows[0].text(0) != user.str(); }
}  // namespace

Task<std::optional<Stored>> find_account(db::Database& database, OrgId org, std::string key) {
    const bool is_address = key.find('@') != key.npos;
    co_return first_of(co_await database.read(is_address ? sql::account_by_email : sql::account_by_name, org, key));
}

Task<std::optional<Stored>> load_account(db::Database& database, OrgId org, UserId user) {
    co_return first_of(co_await database.read(sql::account_of_user, org, user));
}

std::optional<Stored> load_account(db::Transaction& tx, const OrgId& org, const UserId& user) {
    return first_of(tx.run(sql::account_of_user, org, user));
}

void expect_free(db::Transaction& tx, const OrgId& org, const Name& name, const UserId& user) {
    if (is_of_another(tx.run(sql::find_name_look, org, name.look), user))
        throw Error(ErrorCode::invalid, "This name is taken, or looks like one that is. Please choose another.").at("/name");
}

void expect_free(db::Transaction& tx, const OrgId& org, const Address& address, const UserId& user) {
    if (is_of_another(tx.run(sql::find_email_key, org, address.key), user))
        throw Error(ErrorCode::invalid, "This address belongs to another account.").at("/email");
}

void expect_another_admin(db::Transaction& tx, const OrgId& org, const Account& account) {
    if (account.role != http::Role::admin || account.disabled) return;
    if (tx.run(sql::count_admins_beside, org, account.user)[0].integer(0) == 0)
        throw Error(ErrorCode::conflict, "This is the last administrator. Make another one first.");
}

void insert_account(db::Transaction& tx, const OrgId& org, const UserId& user, const Name& name, const std::optional<Address>& address,
                    const std::string& password) {
    const auto shown = address ? std::optional(address->shown) : std::nullopt, key = address ? std::optional(address->key) : std::nullopt;
    tx.run(sql::add_account, org, user, name.shown, name.key, name.look, shown, key, password, timing::now());
}

}  // namespace identity
