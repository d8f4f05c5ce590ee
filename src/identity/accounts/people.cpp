#include "identity/people.hpp"

#include "identity/sessions/session_repository.hpp"
#include "identity/sql.gen.hpp"

namespace identity {

namespace {
Person person_of(const db::Row& row) {
    return {.user = row.id<UserId>(0), .name = row.text(1), .email = row.text(2), .email_verified = !row.is_null(3),
            .role = role_named(row.text(4)).value_or(http::Role::learner), .disabled = !row.is_null(5)};
}
}  // namespace

Task<std::optional<Person>> find_person(db::Database& database, OrgId org, UserId user) {
    const auto rows = co_await database.read(sql::person, org, user);
    co_return rows.empty() ? std::nullopt : std::optional(person_of(rows[0]));
}

Task<std::vector<Person>> reachable_people(db::Database& database, OrgId org, UserId after, int limit, std::string role) {
    const auto rows = co_await database.read(sql::reachable_people, org, after, limit, role);
    std::vector<Person> people;
    for (const auto& row : rows) people.push_back(person_of(row));
    co_return people;
}

}  // namespace identity
