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
    // The living session of a token that was good once: it may have expired since, and its person have another role.
    Task<Session> session_to_end(std::string token, Sessions& sessions);
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
    // All but its end.
    Task<Access> check(std::string token);

    OrgId org_;
    std::string issuer_;
    std::chrono::seconds life_;
    SigningKeys keys_;
    Recent<Access> verified_;
};

// RFC 6750, 2.1; the name of a scheme is told apart without case (RFC 9110, 11.1). nullopt when the request shows none.
std::optional<std::string> bearer_of(const http::Request& request);
// nullopt for a token that is refused; a database that is away is still an error.
Task<std::optional<Session>> if_taken(Task<Session> asked);

}  // namespace identity
