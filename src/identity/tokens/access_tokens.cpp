#include "identity/tokens/access_tokens.hpp"

#include "identity/tokens/jwt.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/text/ascii.hpp"

namespace identity {

namespace {
using namespace std::chrono_literals;
using timing::Micros;

constexpr std::int64_t leeway = 30;  // seconds: clocks of several machines differ
constexpr Micros second = 1'000'000;
constexpr auto verified_for = 5min;

Micros micros(auto span) { return std::chrono::duration_cast<std::chrono::microseconds>(span).count(); }
}  // namespace

std::optional<std::string> bearer_of(const http::Request& request) {
    constexpr std::string_view scheme = "bearer ";
    const auto shown = request.header("authorization").value_or("");
    return text::equal_without_case(shown.substr(0, scheme.size()), scheme) ? std::optional(std::string(shown.substr(scheme.size()))) : std::nullopt;
}

Task<std::optional<Session>> if_taken(Task<Session> asked) {
    try {
        co_return co_await std::move(asked);
    } catch (const Error& error) {
        if (error.code != ErrorCode::unauthorized) throw;
    }
    co_return std::nullopt;
}

AccessTokens::AccessTokens(db::Database& database, OrgId org, const Config& config)
    : org_(std::move(org)),
      issuer_(config.token_issuer),
      life_(std::chrono::minutes(config.access_token_minutes)),
      keys_(database, org_, micros(std::chrono::hours(config.signing_key_hours)), micros(life_)) {}

Task<std::string> AccessTokens::sign(Session session) {
    const auto signer = co_await keys_.signer();
    const std::int64_t now = timing::now() / second;
    const Claims claims{.iss = issuer_, .aud = issuer_, .sub = session.user.str(), .client_id = issuer_,
                        .sid = session.id.str(), .org = org_.str(), .role = std::string(to_string(session.role)),
                        .jti = new_uuid(), .iat = now, .nbf = now, .exp = now + life_.count()};
    co_return write_jwt(signer->id, claims, signer->key);
}

Task<Session> AccessTokens::session_of(std::string token, Sessions& sessions) {
    const Access access = co_await verify(std::move(token));
    auto session = access.until > timing::now() ? co_await sessions.find(access.session) : std::nullopt;
    if (!session || session->user != access.user || to_string(session->role) != access.role) throw token_refused();
    co_return std::move(*session);
}

Task<Session> AccessTokens::session_to_end(std::string token, Sessions& sessions) {
    const Access access = co_await verify(std::move(token));
    auto session = co_await sessions.find(access.session);
    if (!session || session->user != access.user) throw token_refused();
    co_return std::move(*session);
}

Task<AccessTokens::Access> AccessTokens::verify(std::string token) {
    const auto hash = crypto::sha256_hex(token);
    if (auto known = verified_.find(hash)) co_return std::move(*known);
    auto access = co_await check(std::move(token));
    verified_.put(hash, access, verified_for);
    co_return access;
}

Task<AccessTokens::Access> AccessTokens::check(std::string token) {
    const Jwt jwt = read_jwt(token);
    const auto key = co_await keys_.find(jwt.key_id);
    if (!key || !key->verifies(crypto::Signing::es256, jwt.signed_text, jwt.signature)) throw token_refused();
    const Claims& claims = jwt.claims;
    const std::int64_t now = timing::now() / second;
    const bool ours = claims.iss == issuer_ && claims.aud == issuer_ && claims.org == org_.str();
    const bool in_time = claims.nbf <= now + leeway && claims.iat <= now + leeway && claims.exp - claims.iat <= life_.count();
    if (!ours || !in_time || claims.jti.empty()) throw token_refused();
    co_return Access{SessionId(claims.sid), UserId(claims.sub), claims.role, claims.exp * second};
}

}  // namespace identity
