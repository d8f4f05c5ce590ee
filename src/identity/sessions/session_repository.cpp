#include "identity/sessions/session_repository.hpp"

#include <algorithm>
#include <array>

#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"

namespace identity {

namespace {
using http::Role;
constexpr std::array<std::string_view, 5> role_names{"anyone", "learner", "teacher", "admin", "service"};
constexpr std::size_t token_bytes = 32;
constexpr std::string_view of_tokens = "api:";  // no hash of a cookie begins like this

timing::Micros after(timing::Micros start, std::chrono::hours life) {
    return start + std::chrono::microseconds(life).count();
}

Role stored_role(std::string_view name) {
    const auto role = role_named(name);
    if (!role) throw std::logic_error("a stored role is unknown");
    return *role;
}

// A session may be an administrator's by the admin token; otherwise the person's own role counts, as it is now.
Role effective(Role of_session, Role of_person) { return of_session == Role::admin ? Role::admin : of_person; }

Session session_of(const db::Row& row, const OrgId& org, std::string_view key) {
    return {.key = std::string(key),
            .id = row.id<SessionId>(0),
            .org = org,
            .user = row.id<UserId>(1),
            .role = effective(stored_role(row.text(2)), stored_role(row.text(6))),
            .anonymous = row.integer(3) != 0,
            .name = row.text(7),
            .renewed_at = row.integer(4),
            .expires_at = row.integer(5)};
}

OpenSession open_session_of(const db::Row& row) {
    return {.id = row.id<SessionId>(0),
            .medium = row.text(1).starts_with(of_tokens) ? Medium::token : Medium::cookie,
            .agent = row.text(2),
            .created_at = row.integer(3),
            .renewed_at = row.integer(4),
            .expires_at = row.integer(5)};
}
}  // namespace

std::string_view to_string(Role role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<Role> role_named(std::string_view name) {
    const auto found = std::ranges::find(role_names, name);
    if (found == role_names.end()) return std::nullopt;
    return static_cast<Role>(found - role_names.begin());
}

std::string key_of_tokens(const SessionId& id) { return std::string(of_tokens) + id.str(); }

NewSession new_session(const Opening& opening) {
    NewSession made;
    Session& session = made.session;
    session.id = SessionId::fresh();
    if (opening.medium == Medium::cookie) made.token = crypto::random_hex(token_bytes);
    session.key = opening.medium == Medium::cookie ? crypto::sha256_hex(made.token) : key_of_tokens(session.id);
    session.org = opening.org;
    session.user = opening.user.empty() ? UserId::fresh() : opening.user;
    session.renewed_at = timing::now();
    session.expires_at = after(session.renewed_at, opening.life);
    return made;
}

void insert_session(db::Transaction& tx, const Session& session, std::string_view agent, Role granted) {
    tx.run(sql::add_session, session.org, session.key, session.id, session.user, to_string(granted), session.renewed_at, session.expires_at, agent);
}

void insert_user(db::Transaction& tx, const Session& session, bool anonymous) {
    tx.run(sql::add_user, session.org, session.user, "learner", anonymous, session.renewed_at);
}

Task<std::optional<Session>> load_session(db::Database& database, OrgId org, std::string key) {
    const auto rows = co_await database.read(sql::find_session, org, key, timing::now());
    if (rows.empty()) co_return std::nullopt;
    co_return session_of(rows[0], org, key);
}

std::optional<Session> find_session(db::Transaction& tx, const OrgId& org, std::string_view key, timing::Micros now) {
    const auto rows = tx.run(sql::find_session, org, key, now);
    return rows.empty() ? std::nullopt : std::optional(session_of(rows[0], org, key));
}

Task<std::vector<OpenSession>> load_sessions_of(db::Database& database, OrgId org, UserId user) {
    const auto rows = co_await database.read(sql::sessions_of_user, org, user, timing::now());
    std::vector<OpenSession> sessions;
    for (const auto& row : rows) sessions.push_back(open_session_of(row));
    co_return sessions;
}

Task<void> store_renewal(db::Database& database, Session session) {
    co_await database.write(sql::renew_session, session.org, session.key, session.renewed_at, session.expires_at);
}

Task<void> delete_expired_sessions(db::Database& database) {
    co_await database.write(sql::forget_sessions, timing::now());
    co_await database.write(sql::forget_refresh_tokens, timing::now());
    co_await database.write(sql::forget_openid_departures, timing::now());
}

}  // namespace identity
