#include "identity/tokens/refresh_tokens.hpp"

#include "identity/sessions/sessions.hpp"
#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"

namespace identity {

namespace {
using timing::Micros;
constexpr std::size_t token_bytes = 32;
constexpr Micros grace = std::chrono::microseconds(std::chrono::seconds(10)).count();

Rotated renew(db::Transaction& tx, Session session, Micros now, std::chrono::hours life) {
    session.renewed_at = now;
    session.expires_at = now + std::chrono::microseconds(life).count();
    tx.run(sql::renew_session, session.org, session.key, session.renewed_at, session.expires_at);
    auto next = insert_refresh_token(tx, session);
    return {Rotation::renewed, std::move(session), std::move(next)};
}

Rotated refuse_reuse(db::Transaction& tx, const Sessions& sessions, Session session, Micros used_at, Micros now) {
    if (now - used_at < grace) return {Rotation::just_used, {}, {}};
    sessions.end(tx, session);
    return {Rotation::reused, std::move(session), {}};
}
}  // namespace

std::string insert_refresh_token(db::Transaction& tx, const Session& session) {
    auto token = crypto::random_hex(token_bytes);
    tx.run(sql::add_refresh_token, session.org, crypto::sha256_hex(token), session.id, session.renewed_at, session.expires_at);
    return token;
}

Rotated rotate(db::Transaction& tx, const Sessions& sessions, const OrgId& org, std::string_view token, std::chrono::hours life) {
    const Micros now = timing::now();
    const auto hash = crypto::sha256_hex(token);
    const auto rows = tx.run(sql::find_refresh_token, org, hash);
    if (rows.empty() || rows[0].integer(2) <= now) return {};
    auto session = find_session(tx, org, key_of_tokens(rows[0].id<SessionId>(0)), now);
    if (!session) return {};
    if (const auto used_at = rows[0].optional_integer(1)) return refuse_reuse(tx, sessions, std::move(*session), *used_at, now);
    tx.run(sql::use_refresh_token, org, hash, now);
    return renew(tx, std::move(*session), now, life);
}

}  // namespace identity
