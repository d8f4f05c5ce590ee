#include "identity/identity.hpp"

#include <algorithm>

#include "identity/audit.hpp"
#include "identity/sessions/session_cache.hpp"
#include "identity/sessions/session_repository.hpp"
#include "identity/sql.gen.hpp"
#include "platform/bus/bus.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/json/json.hpp"

namespace identity {

namespace {
using http::Role;
using timing::Micros;

// Fixed, so that processes that start at once on an empty database agree.
const OrgId first_org{"00000000-0000-7000-8000-000000000001"};
constexpr std::string_view cookie_name = "ot_session";
constexpr Micros between_renewals = std::chrono::microseconds(std::chrono::hours(1)).count();

bool is_token(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    return text.size() == 64 && text.find_first_not_of(digits) == text.npos;
}

// The hash of the token that the request shows; "" when it shows none.
std::string shown_token(const http::Request& request) {
    const auto token = request.cookie(cookie_name);
    return token && is_token(*token) ? std::string(*token) : "";
}

http::Caller caller_of(const Session& session, const http::Request& request) {
    return {.org = session.org, .user = session.user, .session = session.id, .role = session.role,
            .anonymous = session.anonymous, .ip = request.peer, .trace_id = {}, .deadline = {}};
}

Also noted_from(std::string address) {
    return [address = std::move(address)](db::Transaction& tx, const Session& session) {
        record(tx, {session.org, session.user, session.role, session.id.str(), address, "admin.sign_in", "session", session.id.str()});
    };
}
}  // namespace

struct Identity::State {
    db::Database& database;
    Config config;
    OrgId org = first_org;
    SessionCache cache;

    Task<std::optional<Session>> find(std::string token_hash);
    Task<bool> renew(Session& session, std::string token_hash);
    Task<NewSession> make(UserId user, Role role, std::chrono::hours life, Also also = {});
};

Identity::Identity(db::Database& database, Config config)
    : state_(new State{.database = database, .config = std::move(config), .cache = {}}) {}
Identity::~Identity() = default;

void Identity::prepare() {
    state_->database.run_now(sql::add_org, {state_->org.str(), std::string("Default organisation"), timing::now()});
}

Task<void> Identity::forget_expired_sessions() { co_await delete_expired_sessions(state_->database); }

OrgId Identity::default_org() const { return state_->org; }

Task<std::optional<Session>> Identity::State::find(std::string token_hash) {
    if (auto known = cache.find(token_hash); known && known->expires_at > timing::now()) co_return known;
    auto found = co_await load_session(database, org, token_hash);
    if (found) cache.put(token_hash, *found);
    co_return found;
}

// Sliding: each use moves the end of a learner's session, written at most once an hour. An admin's session ends when it ends.
Task<bool> Identity::State::renew(Session& session, std::string token_hash) {
    const Micros now = timing::now();
    if (session.role == Role::admin || now - session.renewed_at < between_renewals) co_return false;
    session.renewed_at = now;
    session.expires_at = now + std::chrono::microseconds(config.session_life).count();
    cache.put(token_hash, session);
    co_await store_renewal(database, session, token_hash);
    co_return true;
}

Task<NewSession> Identity::State::make(UserId user, Role role, std::chrono::hours life, Also also) {
    auto made_now = co_await store_session(database, org, std::move(user), role, life, std::move(also));
    cache.put(crypto::sha256_hex(made_now.token), made_now.session);
    co_return made_now;
}

Task<http::Caller> Identity::identify(const http::Request& request, std::vector<http::Header>& reply_headers) {
    const std::string token = shown_token(request);
    if (!token.empty()) {
        const std::string hash = crypto::sha256_hex(token);
        if (auto session = co_await state_->find(hash)) {
            const bool renewed = co_await state_->renew(*session, hash);
            if (renewed) reply_headers.push_back(cookie(token, *session));
            co_return caller_of(*session, request);
        }
    }
    if (admit) {
        const http::Caller stranger{.org = state_->org, .ip = request.peer};
        co_await admit(stranger);
    }
    const auto made = co_await state_->make({}, Role::learner, state_->config.session_life);
    reply_headers.push_back(cookie(made.token, made.session));
    co_return caller_of(made.session, request);
}

Task<std::optional<Session>> Identity::find_session(const http::Request& request) {
    const std::string token = shown_token(request);
    if (token.empty()) co_return std::nullopt;
    co_return co_await state_->find(crypto::sha256_hex(token));
}

Task<timing::Micros> Identity::session_end(const http::Request& request) {
    const auto shown = co_await find_session(request);
    // A request that shows no living session has just been given a new one.
    co_return shown ? shown->expires_at : timing::now() + std::chrono::microseconds(state_->config.session_life).count();
}

Task<NewSession> Identity::become_admin(const http::Request& request, std::string token) {
    const std::string& expected = state_->config.admin_token;
    if (expected.empty() || !crypto::equal_secrets(token, expected))
        throw Error(ErrorCode::unauthorized, "This token is not the administrator's.");
    const auto before = co_await find_session(request);
    auto made = co_await state_->make(before ? before->user : UserId(), Role::admin, state_->config.admin_session_life, noted_from(request.peer));
    if (before) {
        const std::string hash = crypto::sha256_hex(shown_token(request));
        state_->cache.forget(hash);
        co_await delete_session(state_->database, state_->org, hash);
    }
    co_return made;
}

void tend(jobs::Jobs& jobs, Identity& identity) {
    jobs.add({.name = "identity.forget_sessions", .cron = "12 * * * *"}, [&identity](jobs::Job) { return identity.forget_expired_sessions(); });
}

http::Header Identity::cookie(const std::string& token, const Session& session) const {
    const auto seconds = std::max<Micros>(0, (session.expires_at - timing::now()) / 1'000'000);
    std::string value = std::string(cookie_name) + '=' + token + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" +
                        std::to_string(seconds);
    if (state_->config.secure_cookies) value += "; Secure";
    return {"Set-Cookie", std::move(value)};
}

Task<void> Identity::keep_events(const http::Caller& caller, std::vector<ClientEvent> events) {
    co_await state_->database.transact([caller, events = std::move(events)](db::Transaction& tx) {
        const auto now = timing::now();
        std::vector<std::string> ids;
        for (const auto& event : events) {
            ids.push_back(new_uuid());
            tx.run(sql::add_client_event, caller.org, ids.back(), caller.user, caller.session, event.name, event.at, now,
                   event.data);
        }
        bus::publish(tx, caller.org, "identity.client_events", json::write(ids));
    });
}

}  // namespace identity
