#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "identity/accounts.hpp"
#include "identity/vault.hpp"
#include "platform/client/client.hpp"
#include "platform/http/target.hpp"

// Signing in elsewhere (IDN-4): OpenID Connect Core 1.0 by the code flow with PKCE, at any issuer that an administrator of the organisation has named. What it
// defends itself against is in RFC 9700; the tests in tests/oidc try it.
namespace identity {

struct OpenIdConfig {
    std::string public_url;        // where browsers find this server; "": as each request names it
    bool private_issuers = false;  // issuers may be at addresses that are not public, and without TLS. The client must reach them too
};

// Apple speaks OpenID Connect with a client secret that is signed anew each time, and answers by a form (docs/decisions/0016).
enum class IssuerKind { openid, apple };

struct OpenIdIssuer {
    OrgId org;
    std::string id, label;
    std::string url;        // as its tokens name it
    std::string client_id;  // of this place, over there
    bool has_secret = false;
    timing::Micros made_at = 0;
    IssuerKind kind = IssuerKind::openid;
    std::string team_id = {}, key_id = {};  // of Apple
};

struct NewOpenIdIssuer {
    std::string id;  // in its addresses here: lower-case letters, digits and hyphens
    std::string label;
    std::string url;  // "" for Apple's own
    std::string client_id;
    std::string secret;  // "" for a public client; of Apple the key, as its file .p8 has it. Kept in the vault
    IssuerKind kind = IssuerKind::openid;
    std::string team_id = {}, key_id = {};  // of Apple
};

// Somebody on their way to an issuer.
struct Departure {
    std::string url;      // where the browser goes
    http::Header cookie;  // by which it is known when it comes back
};

// Somebody who has come back and is in.
struct Arrival {
    std::string return_to;                // a path of this place
    std::optional<NewSession> opened;     // in the place of the request's own; none when an account was only linked
    std::string cookie_name;              // which is used up
};

// One way of a person to sign in.
struct OpenIdLink {
    std::string id;
    std::string issuer, label;  // its address, and what it is called here
    std::optional<std::string> issuer_id;  // none while no issuer of this address is named: nobody comes in by the link then
    timing::Micros linked_at = 0;
};

enum class Going {
    to_sign_in,
    to_link,
    to_confirm,  // that the account is theirs, by signing in anew at an issuer that is linked to it
};

// Where somebody wants to go, and what for.
struct Leaving {
    std::string issuer_id;
    std::string return_to;  // a path of this place
    Going going = Going::to_sign_in;
    std::string password = {};  // the present one, which a new way into an account needs
};

// One object serves all requests; what it is made of outlives it. `client` decides which addresses are reached.
class OpenId {
public:
    OpenId(Accounts& accounts, Vault& vault, db::Database& database, client::Client& client, OpenIdConfig config);
    ~OpenId();

    // Asks the issuer for its discovery document first: Error(invalid) at the member when it cannot be used, Error(conflict) when the id is taken.
    Task<OpenIdIssuer> add(http::Caller admin, NewOpenIdIssuer wanted);
    Task<std::vector<OpenIdIssuer>> issuers(OrgId org);
    // Nobody comes in by it any more. Its people keep their accounts, and their links for when it is named again.
    Task<bool> remove(http::Caller admin, std::string id);
    // The address that the issuer must know, exactly.
    std::string redirect_uri(const http::Request& request, const std::string& issuer_id) const;

    // To link is for who has an account and shows that it is theirs, so that a stolen session plants no way in that outlives it: by its password, Error(invalid)
    // at /password without and Error(unauthorized) for another; an account without one by a session that began in the last ten minutes, else Error(forbidden).
    //
    // To confirm is for who has an account, whose session then counts as begun anew. The issuer is told to ask who is there (prompt=login, max_age=0; OpenID
    // Connect Core 1.0, 3.1.2.1), and its token must say that they signed in after they had left (auth_time). Apple knows neither: it asks each time, and
    // auth_time is looked at when it is there.
    Task<Departure> depart(const http::Request& request, Leaving leaving);
    // With what the issuer has added to the address. Error: invalid for somebody who did not depart from this browser, or too long ago; unauthorized when the
    // issuer did not let them in, let in another than was to confirm, or its word does not hold; conflict for a link that is another account's; forbidden for
    // a closed account; unavailable and upstream for an issuer that does not answer, or not well.
    //
    // Who is known by (issuer, subject) comes into that account, and what was done anonymously in this browser goes along; who is not known yet gets an
    // account in place, as by a sign-up, without a password. An e-mail address says nothing about whose account it is.
    Task<Arrival> arrive(const http::Request& request, std::string issuer_id);

    // For an answer that comes as a form of another site's page, to which browsers add no cookie: where the browser goes on, so that it arrives with its
    // cookies. Keeps what the form calls the person with their journey, and nothing else. Error(not_found) for an issuer that sends no forms.
    Task<std::string> pass_on(std::string issuer_id, http::Fields form);

    Task<std::vector<OpenIdLink>> links_of(http::Caller caller);
    // False when there is none of this id. Error(conflict) for the last way into an account without a password.
    Task<bool> unlink(http::Caller caller, std::string id);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// /v1/auth/openid, /v1/account/links, /v1/admin/issuers
void mount(http::Router& router, const Identity& identity, OpenId& openid);

}  // namespace identity
