#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

// Organisations, people, sessions and roles.
namespace identity {

struct Config {
    std::string admin_token;  // ADMIN_TOKEN; empty: nobody becomes admin by token
    std::chrono::hours session_life{24 * 30};
    bool secure_cookies = false;  // set behind TLS
};

struct Session {
    SessionId id;
    OrgId org;
    UserId user;
    http::Role role = http::Role::learner;
    bool anonymous = true;
    timing::Micros expires_at = 0;
};

// One object serves all requests; `database` outlives it.
class Identity {
public:
    Identity(db::Database& database, Config config);
    ~Identity();
    // Makes the default organisation when absent (IDN-1). Blocking, at start.
    void prepare();
    OrgId default_org() const;

    // The gate of every route: the session of the `ot_session` cookie, renewed, or a new anonymous learner with a cookie (PLT-2).
    // Routes whose role is `anyone` get a caller without a session and no row is written.
    Task<http::Caller> identify(const http::Request& request, std::vector<http::Header>& reply_headers);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// /v1/session, /v1/auth/token, /v1/event
void mount(http::Router& router, Identity& identity);

}  // namespace identity
