#include "identity/accounts.hpp"
#include "identity/accounts/account_repository.hpp"
#include "identity/audit.hpp"
#include "identity/sessions/sessions.hpp"
#include "identity/sql.gen.hpp"

namespace identity {

namespace {
using http::Role;

// Any text as part of a pattern of LIKE, whose own signs are escaped.
std::string pattern_of(const std::string& text) {
    if (text.empty()) return {};
    std::string pattern = "%";
    for (const char letter : sign_in_key(text)) {
        if (letter == '%' || letter == '_' || letter == '!') pattern += '!';
        pattern += letter;
    }
    return pattern + '%';
}

Listed listed_of(const db::Row& row) {
    return {.account = {.user = row.id<UserId>(0),
                        .name = row.text(1),
                        .email = row.optional_text(2).value_or(""),
                        .role = role_named(row.text(3)).value_or(Role::learner),
                        .disabled = !row.is_null(4),
                        .created_at = row.integer(5),
                        .password_at = 0},
            .seen_at = row.optional_integer(7).value_or(0),
            .key = row.text(6)};
}

Account expect_account(db::Transaction& tx, const OrgId& org, const UserId& user) {
    auto stored = load_account(tx, org, user);
    if (!stored) throw Error(ErrorCode::not_found, "Nobody has this id.");
    return std::move(stored->account);
}

Account give(db::Transaction& tx, const http::Caller& admin, const UserId& user, Role role) {
    auto account = expect_account(tx, admin.org, user);
    if (account.role == role) return account;
    expect_another_admin(tx, admin.org, account);
    tx.run(sql::set_role, admin.org, user, to_string(role));
    record(tx, act_of(admin, "user.make_" + std::string(to_string(role)), "user", user.str()));
    account.role = role;
    return account;
}

Account shut(db::Transaction& tx, const Sessions& sessions, const http::Caller& admin, const UserId& user) {
    auto account = expect_account(tx, admin.org, user);
    if (account.disabled) return account;
    expect_another_admin(tx, admin.org, account);
    tx.run(sql::set_disabled, admin.org, user, timing::now());
    sessions.end_all(tx, admin.org, user);
    record(tx, act_of(admin, "user.disable", "user", user.str()));
    account.disabled = true;
    return account;
}

Account reopen(db::Transaction& tx, const http::Caller& admin, const UserId& user) {
    auto account = expect_account(tx, admin.org, user);
    if (!account.disabled) return account;
    tx.run(sql::set_disabled, admin.org, user, std::nullopt);
    record(tx, act_of(admin, "user.enable", "user", user.str()));
    account.disabled = false;
    return account;
}
}  // namespace

Task<std::vector<Listed>> Directory::search(OrgId org, UserSearch search) {
    const auto rows = co_await database_.read(sql::users_page, org, search.after, pattern_of(search.text), search.role, search.limit + 1);
    std::vector<Listed> found;
    for (const auto& row : rows) found.push_back(listed_of(row));
    co_return found;
}

Task<Account> Directory::give_role(http::Caller admin, UserId user, Role role) {
    auto account = co_await database_.transact([admin, user, role](db::Transaction& tx) { return give(tx, admin, user, role); });
    identity_.sessions().changed(user);
    co_return account;
}

Task<Account> Directory::disable(http::Caller admin, UserId user) {
    auto& sessions = identity_.sessions();
    auto account = co_await database_.transact([admin, user, &sessions](db::Transaction& tx) { return shut(tx, sessions, admin, user); });
    sessions.changed(user);
    co_return account;
}

Task<Account> Directory::enable(http::Caller admin, UserId user) {
    auto account = co_await database_.transact([admin, user](db::Transaction& tx) { return reopen(tx, admin, user); });
    co_return account;
}

}  // namespace identity
