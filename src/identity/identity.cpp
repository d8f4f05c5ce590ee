#include "identity/identity.hpp"

#include <algorithm>

#include "identity/audit.hpp"
#include "identity/sessions/sessions.hpp"
#include "identity/sql.gen.hpp"
#include "identity/tokens/access_tokens.hpp"
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
constexpr std::string_view cookie_kind = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=";

bool is_token(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    return text.size() == 64 && text.find_first_not_of(digits) == text.npos;
}

// The token of the request's cookie; "" when it shows none.
std::string shown_cookie(const http::Request& request) {
    const auto token = request.cookie(cookie_name);
    return token && is_token(*token) ? std::string(*token) : "";
}

std::optional<Micros> began_at(db::Transaction& tx, const Session& session) {
    const auto rows = tx.run(sql::session_begun, session.org, session.key);
    return rows.empty() ? std::nullopt : std::optional(rows[0].integer(0));
}

http::Caller caller_of(const Session& session, const http::Request& request) {
    return {.org = session.org, .user = session.user, .session = session.id, .role = session.role,
            .anonymous = session.anonymous, .ip = request.peer, .trace = {}, .deadline = {}};
}
}  // namespace

struct Identity::State {
    State(db::Database& database, Config with)
        : database(database), config(std::move(with)), sessions(database, first_org, config.session_life), tokens(database, first_org, config) {}

    Task<std::optional<Session>> session_of_cookie(const http::Request& request) {
        const std::string token = shown_cookie(request);
        if (token.empty()) co_return std::nullopt;
        co_return co_await sessions.find(crypto::sha256_hex(token));
    }

    db::Database& database;
    Config config;
    OrgId org = first_org;
    Sessions sessions;
    AccessTokens tokens;
};

Identity::Identity(db::Database& database, Config config) : state_(new State(database, std::move(config))) {}
Identity::~Identity() = default;

void Identity::prepare() {
    state_->database.run_now(sql::add_org, {state_->org.str(), std::string("Default organisation"), timing::now()});
}

Task<void> Identity::forget_expired_sessions() { co_await delete_expired_sessions(state_->database); }

OrgId Identity::default_org() const { return state_->org; }
const Config& Identity::config() const { return state_->config; }
void Identity::on_session_end(OnSessionEnd listener) { state_->sessions.on_end(std::move(listener)); }
Sessions& Identity::sessions() { return state_->sessions; }
AccessTokens& Identity::tokens() { return state_->tokens; }

Task<http::Caller> Identity::identify(const http::Request& request, std::vector<http::Header>& reply_headers) {
    if (auto token = bearer_of(request)) {
        // For the case that it is not taken; a good answer does without.
        reply_headers.push_back({"WWW-Authenticate", R"(Bearer error="invalid_token")"});
        const auto session = co_await state_->tokens.session_of(std::move(*token), state_->sessions);
        reply_headers.pop_back();
        co_return caller_of(session, request);
    }
    const std::string token = shown_cookie(request);
    if (!token.empty()) {
        if (auto session = co_await state_->sessions.find(crypto::sha256_hex(token))) {
            const bool renewed = co_await state_->sessions.renew(*session);
            if (renewed) reply_headers.push_back(cookie(token, *session));
            co_return caller_of(*session, request);
        }
    }
    if (admit) {
        const http::Caller stranger{.org = state_->org, .ip = request.peer};
        co_await admit(stranger);
    }
    const auto made = co_await state_->sessions.make_anonymous(agent_of(request));
    reply_headers.push_back(cookie(made.token, made.session));
    co_return caller_of(made.session, request);
}

Task<std::optional<Session>> Identity::find_session(const http::Request& request) {
    if (auto token = bearer_of(request))
        if (auto session = co_await if_taken(state_->tokens.session_of(std::move(*token), state_->sessions))) co_return session;
    co_return co_await state_->session_of_cookie(request);
}

Task<NewSession> Identity::become_admin(const http::Request& request, std::string token) {
    const std::string& expected = state_->config.admin_token;
    if (expected.empty() || !crypto::equal_secrets(token, expected))
        throw Error(ErrorCode::unauthorized, "This token is not the administrator's.");
    const auto before = co_await find_session(request);
    auto made = new_session({.org = state_->org, .user = before ? before->user : UserId(), .life = state_->config.admin_session_life});
    made.session.role = Role::admin;
    if (before) made.session.anonymous = before->anonymous, made.session.name = before->name;
    co_await state_->database.transact([made, before, agent = agent_of(request), ip = request.peer, sessions = &state_->sessions](db::Transaction& tx) {
        const Session& session = made.session;
        const auto began = before ? began_at(tx, *before) : std::nullopt;
        if (before) sessions->end(tx, *before, session.id);
        if (!before) insert_user(tx, session, true);
        insert_session(tx, session, agent, Role::admin);
        // The admin token says nothing about whose account it is.
        if (began) tx.run(sql::set_session_begun, session.org, session.key, *began);
        record(tx, {session.org, session.user, session.role, session.id.str(), ip, "admin.sign_in", "session", session.id.str()});
    });
    if (before) state_->sessions.ended(*before);
    state_->sessions.made(made.session);
    co_return made;
}

void tend(jobs::Jobs& jobs, Identity& identity) {
    jobs.add({.name = "identity.forget_sessions", .cron = "12 * * * *"}, [&identity](jobs::Job) { return identity.forget_expired_sessions(); });
}

http::Header Identity::cookie(const std::string& token, const Session& session) const {
    const auto seconds = std::max<Micros>(0, (session.expires_at - timing::now()) / 1'000'000);
    std::string value = std::string(cookie_name) + '=' + token + std::string(cookie_kind) + std::to_string(seconds);
    if (state_->config.secure_cookies) value += "; Secure";
    return {"Set-Cookie", std::move(value)};
}

http::Header Identity::no_cookie() const { return cookie("", Session{}); }

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
