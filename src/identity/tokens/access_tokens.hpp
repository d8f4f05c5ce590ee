#pragma once
#include <string>
#include <vector>

#include "identity/sessions/recent.hpp"
#include "identity/sessions/sessions.hpp"
#include "identity/tokens/signing_keys.hpp"

namespace identity {

// Short-lived bearer tokens of API clients. Each names a session, so that one which is ended stops working with it. Any thread.
class AccessTokens {
public:
    AccessTokens(db::Database& database, OrgId org, const Config& config);

    Task<std::string> sign(Session session);
    std::chrono::seconds life() const { return life_; }
    // The living session of a token that is good: signature, issuer, audience, times, organisation, and the role the person still has. Throws
    // Error(unauthorized) otherwise. A signature is checked once; what else may change is looked at each time.
    Task<Session> session_of(std::string token, Sessions& sessions);
    Task<std::vector<SigningKeys::Published>> keys() { return keys_.published(); }

private:
    // What a good token says.
    struct Access {
        SessionId session;
        UserId user;
        std::string role;
        timing::Micros until;
    };
    Task<Access> verify(std::string token);
    Task<Access> check(std::string token);

    OrgId org_;
    std::string issuer_;
    std::chrono::seconds life_;
    SigningKeys keys_;
    Recent<Access> verified_;
};

}  // namespace identity
