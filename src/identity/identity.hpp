#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

namespace jobs {
class Jobs;
}

// Organisations, people, sessions and roles. Accounts, by which a person is known again elsewhere, are in identity/accounts.hpp.
namespace identity {

struct Config {
    std::string admin_token;  // ADMIN_TOKEN; empty: nobody becomes admin by token
    std::chrono::hours session_life{24 * 30};
    std::chrono::hours admin_session_life{24};
    bool secure_cookies = false;  // set behind TLS
    std::string token_issuer = "omnitutor";  // `iss` and `aud` of access tokens
    int access_token_minutes = 15;
    int signing_key_hours = 24;  // after which a new key signs; the old one is accepted until its last token has expired
};

// How a client shows its session.
enum class Medium { cookie, token };

struct Session {
    std::string key;  // names its row: the hash of its cookie, or `api:` and its id
    SessionId id;
    OrgId org;
    UserId user;
    http::Role role = http::Role::learner;
    bool anonymous = true;
    std::string name;  // of the account; "" for anonymous learners
    timing::Micros renewed_at = 0;
    timing::Micros expires_at = 0;
};

// A session just made and the value of its cookie, which is stored nowhere else; "" when bearer tokens show it.
struct NewSession {
    Session session;
    std::string token;
};

// What somebody did on a screen, as the client tells it.
struct ClientEvent {
    std::string name;
    timing::Micros at = 0;
    std::string data;  // a JSON object
};

// What ends before its time: one session, or all of a person's but the successor.
struct SessionEnd {
    OrgId org;
    UserId user;
    SessionId session = {};    // empty: all of them
    SessionId successor = {};  // the same person's, which takes over in the same browser; empty: none does
};
using OnSessionEnd = std::function<void(db::Transaction& tx, const SessionEnd& end)>;

class Sessions;
class AccessTokens;

// One object serves all requests; `database` outlives it.
class Identity {
public:
    Identity(db::Database& database, Config config);
    ~Identity();
    // Makes the default organisation when absent (IDN-1). Blocking, at start.
    void prepare();
    OrgId default_org() const;
    const Config& config() const;

    // Asked before a session is made for a stranger, with organisation and address only; throws to refuse. Set once, before
    // serving; empty: nobody is refused.
    std::function<Task<void>(const http::Caller&)> admit;
    // Called in the transaction that ends sessions, by whichever way, so that what hangs on them ends with them. Sessions that expire end nothing. Set once,
    // before serving.
    void on_session_end(OnSessionEnd listener);
    // The gate of every route: the session of the `Authorization: Bearer` token, or of the `ot_session` cookie, renewed, or a new anonymous
    // learner with a cookie (PLT-2). A bearer token that is not taken is Error(unauthorized) and never a stranger; RFC 6750, 3.
    // Routes whose role is `anyone` get a caller without a session and no row is written.
    Task<http::Caller> identify(const http::Request& request, std::vector<http::Header>& reply_headers);
    // The living session that the request's token or cookie names, for routes for `anyone`. Makes none. The rule of such routes: a token that is not taken
    // counts as not shown, so that an old one stops nobody from signing in; where somebody must be known, `identify` has refused it before.
    Task<std::optional<Session>> find_session(const http::Request& request);
    // A session in the place of the request's own, which ends: for the same person, or for a new one. Throws
    // Error(unauthorized) when `token` is not the admin token (IDN-5).
    Task<NewSession> become_admin(const http::Request& request, std::string token);
    // For a schedule.
    Task<void> forget_expired_sessions();
    // Keeps events of a client's screen and publishes them as one `identity.client_events` (PLT-3).
    Task<void> keep_events(const http::Caller& caller, std::vector<ClientEvent> events);
    // The Set-Cookie header of a session, and the one that takes it back.
    http::Header cookie(const std::string& token, const Session& session) const;
    http::Header no_cookie() const;

    // The parts that this room's accounts work with.
    Sessions& sessions();
    AccessTokens& tokens();

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Has expired sessions deleted, on a schedule.
void tend(jobs::Jobs& jobs, Identity& identity);

// /v1/session, /v1/auth/token, /v1/event. `level` names what the tutor can do at the moment: "L0" or "L3".
void mount(http::Router& router, Identity& identity, std::function<std::string()> level = {});

}  // namespace identity
