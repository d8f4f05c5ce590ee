#include "identity/people.hpp"

#include "identity/sessions/session_repository.hpp"
#include "identity/sql.gen.hpp"

namespace identity {

namespace {
Addressee person_of(const db::Row& row) {
    return {.user = row.id<UserId>(0), .name = row.text(1), .email = row.text(2), .email_verified = !row.is_null(3),
            .role = role_named(row.text(4)).value_or(http::Role::learner), .disabled = !row.is_null(5)};
}

std::optional<Addressee> only_person(const db::Rows& rows) { return rows.empty() ? std::nullopt : std::optional(person_of(rows[0])); }
}  // namespace

Task<std::optional<Addressee>> find_addressee(db::Database& database, OrgId org, UserId user) {
    co_return only_person(co_await database.read(sql::addressee, org, user));
}
std::optional<Addressee> find_addressee(db::Transaction& tx, const OrgId& org, const UserId& user) { return only_person(tx.run(sql::addressee, org, user)); }

Task<std::vector<Addressee>> enabled_people(db::Database& database, OrgId org, UserId after, int limit, std::string role) {
    const auto rows = co_await database.read(sql::enabled_people, org, after, limit, role);
    std::vector<Addressee> people;
    for (const auto& row : rows) people.push_back(person_of(row));
    co_return people;
}

}  // namespace identity
