#pragma once
#include <optional>
#include <string>
#include <vector>

#include "identity/accounts.hpp"

namespace identity {

std::string_view to_string(http::Role role);
// nullopt for another word.
std::optional<http::Role> role_named(std::string_view name);

struct Opening {
    OrgId org;
    UserId user;
    std::chrono::hours life;
    Medium medium = Medium::cookie;
};

// The key of the session that bearer tokens name.
std::string key_of_tokens(const SessionId& id);
// With an id and, for a cookie, a value of its own; stored by insert_session.
NewSession new_session(const Opening& opening);
// `granted` is what the session itself allows beside the person's own role; `agent` what the client says it is.
void insert_session(db::Transaction& tx, const Session& session, std::string_view agent, http::Role granted = http::Role::learner);
// A person nobody knows yet.
void insert_user(db::Transaction& tx, const Session& session, bool anonymous);

Task<std::optional<Session>> load_session(db::Database& database, OrgId org, std::string key);
std::optional<Session> find_session(db::Transaction& tx, const OrgId& org, std::string_view key, timing::Micros now);
Task<std::vector<OpenSession>> load_sessions_of(db::Database& database, OrgId org, UserId user);
Task<void> store_renewal(db::Database& database, Session session);
// With the refresh tokens, and the journeys to issuers, that are past their end.
Task<void> delete_expired_sessions(db::Database& database);

}  // namespace identity
