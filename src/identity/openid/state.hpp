#pragma once
#include "identity/accounts/state.hpp"
#include "identity/openid.hpp"
#include "identity/openid/exchange.hpp"
#include "identity/openid/id_token.hpp"
#include "identity/openid/provider.hpp"

namespace identity {

// What was noted when somebody left for an issuer, and what they bring back.
struct Journey {
    OpenIdIssuer issuer;
    std::string state, browser;  // what the address and the browser keep; neither is stored
    std::string redirect_uri, return_to;
    std::optional<UserId> user;  // who left to link or to confirm
    Going going = Going::to_sign_in;
    timing::Micros left_at = 0;
    std::string called = {};  // by the issuer's form
};
// Known to this browser and to the issuer only, and one of its kind: from what the browser keeps.
std::string nonce_of(const Journey& journey);
std::string verifier_of(const Journey& journey);  // RFC 7636, 4.1

SecretPlace secret_place(const OpenIdIssuer& issuer);
OpenIdIssuer openid_issuer_of(const db::Row& row);
std::string_view to_string(IssuerKind kind);

struct OpenId::State {
    State(Accounts& accounts, Vault& vault, db::Database& database, client::Client& client, OpenIdConfig config)
        : accounts(accounts.state()), vault(vault), database(database), client(client), config(std::move(config)), providers(client) {
        while (this->config.public_url.ends_with('/')) this->config.public_url.pop_back();
    }

    Task<OpenIdIssuer> issuer(OrgId org, std::string id);
    // Who may link: the owner of the account, who has just shown it.
    Task<UserId> linker(const http::Request& request, std::string password);
    // Who may confirm: whoever is signed in to an account.
    Task<UserId> confirmer(const http::Request& request);
    Task<Journey> take(const http::Request& request, OpenIdIssuer issuer);
    // What shows the issuer that this place is its client; "" for a public one.
    Task<std::string> client_secret(OpenIdIssuer issuer);
    // Trades the code for the token of who has signed in; checked.
    Task<IdToken> exchange(const Provider& provider, const Journey& journey, CodeExchange asked, std::string& raw);  // `asked` has the code
    // The session in which somebody left; it must be of the same person still.
    Task<Session> returned(const http::Request& request, const Journey& journey);
    Task<void> link(const http::Request& request, const Journey& journey, const IdToken& token);
    Task<void> confirm(const http::Request& request, const Journey& journey, const IdToken& token);
    Task<NewSession> sign_in(const http::Request& request, const OpenIdIssuer& issuer, const IdToken& token);

    Accounts::State& accounts;
    Vault& vault;
    db::Database& database;
    client::Client& client;
    OpenIdConfig config;
    Providers providers;
};

}  // namespace identity
