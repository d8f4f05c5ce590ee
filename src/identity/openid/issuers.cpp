#include "identity/openid/apple.hpp"
#include "identity/openid/state.hpp"
#include "identity/sql.gen.hpp"
#include "platform/client/addresses.hpp"
#include "platform/http/origin.hpp"

namespace identity {

namespace {
std::string checked_url(const OpenIdConfig& config, const std::string& url) {
    if (!client::is_web_url(url) || url.find_first_of("?#") != url.npos)
        throw Error(ErrorCode::invalid, "expected the address of an issuer, such as https://id.example.org").at("/issuer");
    if (config.private_issuers) return url;
    if (!url.starts_with("https://")) throw Error(ErrorCode::invalid, "expected an address that begins with https").at("/issuer");
    if (client::names_private_host(url)) throw Error(ErrorCode::invalid, "expected a public address (OT_XAPI_PRIVATE_TARGETS=1 allows others)").at("/issuer");
    return url;
}

std::string checked_id(const std::string& id) {
    const bool fits = !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == id.npos;
    if (!fits) throw Error(ErrorCode::invalid, "expected lower-case letters, digits and hyphens").at("/id");
    return id;
}

OpenIdIssuer checked(const OpenIdConfig& config, const OrgId& org, const NewOpenIdIssuer& wanted) {
    const bool apple = wanted.kind == IssuerKind::apple;
    if (apple) check_apple(wanted);
    return {.org = org, .id = checked_id(wanted.id), .label = wanted.label,
            .url = checked_url(config, apple && wanted.url.empty() ? std::string(apple_url) : wanted.url), .client_id = wanted.client_id,
            .has_secret = !wanted.secret.empty(), .made_at = timing::now(), .kind = wanted.kind,
            .team_id = apple ? wanted.team_id : "", .key_id = apple ? wanted.key_id : ""};
}
}  // namespace

std::string_view to_string(IssuerKind kind) { return kind == IssuerKind::apple ? "apple" : "openid"; }

SecretPlace secret_place(const OpenIdIssuer& issuer) { return {issuer.org, "openid.issuer", issuer.id}; }

OpenIdIssuer openid_issuer_of(const db::Row& row) {
    return {.org = row.id<OrgId>(0), .id = row.text(1), .label = row.text(2), .url = row.text(3), .client_id = row.text(4),
            .has_secret = row.integer(5) != 0, .made_at = row.integer(6), .kind = row.text(7) == "apple" ? IssuerKind::apple : IssuerKind::openid,
            .team_id = row.text(8), .key_id = row.text(9)};
}

OpenId::OpenId(Accounts& accounts, Vault& vault, db::Database& database, client::Client& client, OpenIdConfig config)
    : state_(new State(accounts, vault, database, client, std::move(config))) {}
OpenId::~OpenId() = default;

Task<OpenIdIssuer> OpenId::add(http::Caller admin, NewOpenIdIssuer wanted) {
    const auto issuer = checked(state_->config, admin.org, wanted);
    std::string reason;
    try {
        co_await state_->providers.find(issuer.url);
    } catch (const Error& error) {
        reason = error.detail;
    }
    if (!reason.empty()) throw Error(ErrorCode::invalid, "this issuer cannot be used: " + reason).at("/issuer");
    if (issuer.has_secret) co_await state_->vault.ready();
    co_await state_->database.transact([issuer, admin, secret = wanted.secret, vault = &state_->vault](db::Transaction& tx) {
        tx.run(sql::add_openid_issuer, issuer.org, issuer.id, issuer.label, issuer.url, issuer.client_id, issuer.has_secret, issuer.made_at,
               to_string(issuer.kind), issuer.team_id, issuer.key_id);
        if (issuer.has_secret) vault->put(tx, secret_place(issuer), secret);
        record(tx, act_of(admin, "issuer.make", "issuer", issuer.id));
    });
    co_return issuer;
}

Task<std::vector<OpenIdIssuer>> OpenId::issuers(OrgId org) {
    std::vector<OpenIdIssuer> issuers;
    for (const auto& row : co_await state_->database.read(sql::list_openid_issuers, org)) issuers.push_back(openid_issuer_of(row));
    co_return issuers;
}

Task<bool> OpenId::remove(http::Caller admin, std::string id) {
    co_return co_await state_->database.transact([admin, id, vault = &state_->vault](db::Transaction& tx) {
        vault->forget(tx, secret_place({.org = admin.org, .id = id, .label = {}, .url = {}, .client_id = {}}));
        if (tx.run(sql::delete_openid_issuer, admin.org, id).affected() == 0) return false;
        record(tx, act_of(admin, "issuer.remove", "issuer", id));
        return true;
    });
}

// One for each issuer, so that what one has begun cannot be ended by another (RFC 9700, 4.4.2).
std::string OpenId::redirect_uri(const http::Request& request, const std::string& issuer_id) const {
    return http::origin_of(request, state_->config.public_url) + "/v1/auth/openid/" + issuer_id + "/callback";
}

Task<OpenIdIssuer> OpenId::State::issuer(OrgId org, std::string id) {
    const auto rows = co_await database.read(sql::find_openid_issuer, org, id);
    if (rows.empty()) throw Error(ErrorCode::not_found, "There is no such issuer.");
    co_return openid_issuer_of(rows[0]);
}

}  // namespace identity
