#include "identity/sessions/session_repository.hpp"

#include <algorithm>
#include <array>

#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"

namespace identity {

namespace {
constexpr std::array<std::string_view, 5> role_names{"anyone", "learner", "teacher", "admin", "service"};
constexpr std::size_t token_bytes = 32;

timing::Micros after(timing::Micros start, std::chrono::hours life) {
    return start + std::chrono::microseconds(life).count();
}
}  // namespace

std::string_view to_string(http::Role role) { return role_names[static_cast<std::size_t>(role)]; }

http::Role role_named(std::string_view name) {
    const auto found = std::ranges::find(role_names, name);
    if (found == role_names.end()) throw std::logic_error("a stored role is unknown");
    return static_cast<http::Role>(found - role_names.begin());
}

Task<std::optional<Session>> load_session(db::Database& database, OrgId org, std::string token_hash) {
    const auto rows = co_await database.read(sql::find_session, org, token_hash, timing::now());
    if (rows.empty()) co_return std::nullopt;
    const auto row = rows[0];
    co_return Session{.id = row.id<SessionId>(0),
                      .org = org,
                      .user = row.id<UserId>(1),
                      .role = role_named(row.text(2)),
                      .anonymous = row.integer(3) != 0,
                      .renewed_at = row.integer(4),
                      .expires_at = row.integer(5)};
}

namespace {
void insert(db::Transaction& tx, const NewSession& made, bool new_user, const Also& also) {
    const Session& session = made.session;
    if (new_user) tx.run(sql::add_user, session.org, session.user, "learner", true, session.renewed_at);
    tx.run(sql::add_session, session.org, crypto::sha256_hex(made.token), session.id, session.user, to_string(session.role),
           session.renewed_at, session.expires_at);
    if (also) also(tx, session);
}
}  // namespace

Task<NewSession> store_session(db::Database& database, OrgId org, UserId user, http::Role role, std::chrono::hours life, Also also) {
    const auto now = timing::now();
    const bool new_user = user.empty();
    NewSession made;
    made.token = crypto::random_hex(token_bytes);
    made.session.id = SessionId::fresh();
    made.session.org = org;
    made.session.user = new_user ? UserId::fresh() : user;
    made.session.role = role;
    made.session.renewed_at = now;
    made.session.expires_at = after(now, life);
    co_await database.transact([made, new_user, also = std::move(also)](db::Transaction& tx) { insert(tx, made, new_user, also); });
    co_return made;
}

Task<void> store_renewal(db::Database& database, Session session, std::string token_hash) {
    co_await database.write(sql::renew_session, session.org, token_hash, session.renewed_at, session.expires_at);
}

Task<void> delete_session(db::Database& database, OrgId org, std::string token_hash) {
    co_await database.write(sql::end_session, org, token_hash);
}

Task<void> delete_expired_sessions(db::Database& database) {
    co_await database.write(sql::forget_sessions, timing::now());
}

}  // namespace identity
