#pragma once
#include <functional>
#include <optional>
#include <string>

#include "identity/identity.hpp"

namespace identity {

std::string_view to_string(http::Role role);
http::Role role_named(std::string_view name);

Task<std::optional<Session>> load_session(db::Database& database, OrgId org, std::string token_hash);
// What is written with a new session.
using Also = std::function<void(db::Transaction&, const Session&)>;
// For the person `user`, or, when it is empty, for a new anonymous one.
Task<NewSession> store_session(db::Database& database, OrgId org, UserId user, http::Role role, std::chrono::hours life, Also also = {});
Task<void> store_renewal(db::Database& database, Session session, std::string token_hash);
Task<void> delete_session(db::Database& database, OrgId org, std::string token_hash);
Task<void> delete_expired_sessions(db::Database& database);

}  // namespace identity
