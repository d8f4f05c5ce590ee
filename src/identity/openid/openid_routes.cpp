#include "identity/accounts/account_json.hpp"
#include "identity/openid/openid_json.hpp"
#include "identity/openid/state.hpp"
#include "platform/log/log.hpp"

namespace identity {

namespace {
using http::Caller;
using http::Request;
using http::Role;

constexpr std::size_t most_form = 32 << 10;

std::string id_of(const Request& request) { return std::string(request.path_value("id")); }

Task<OfferedIssuersReply> offer_issuers(OpenId& openid, OrgId org) {
    OfferedIssuersReply reply;
    for (auto& issuer : co_await openid.issuers(std::move(org))) reply.issuers.push_back({std::move(issuer.id), std::move(issuer.label)});
    co_return reply;
}

Going going_of(const DepartRequest& body) {
    const bool link = body.link.value_or(false), confirm = body.confirm.value_or(false);
    if (link && confirm) throw Error(ErrorCode::invalid, "expected either link or confirm").at("/confirm");
    return link ? Going::to_link : confirm ? Going::to_confirm : Going::to_sign_in;
}

Task<http::Answer<DepartReply>> depart(OpenId& openid, const Request& request, DepartRequest body) {
    Leaving leaving{.issuer_id = body.issuer, .return_to = body.return_to.value_or("/"), .going = going_of(body), .password = body.password.value_or("")};
    auto departure = co_await openid.depart(request, std::move(leaving));
    co_return http::Answer<DepartReply>{.body = {std::move(departure.url)}, .headers = {{"Cache-Control", "no-store"}, std::move(departure.cookie)}};
}

http::Response go_to(std::string path) {
    http::Response response{.status = 303, .headers = {}, .body = {}, .shared_body = {}, .stream = {}};
    response.with("Location", std::move(path)).with("Cache-Control", "no-store").with("Referrer-Policy", "no-referrer");
    return response;
}

// What the page of sign-in says about it; why exactly is in the log.
std::string_view trouble_of(const Error& error) {
    switch (error.code) {
        case ErrorCode::unauthorized: return "refused";
        case ErrorCode::forbidden: return "closed";
        case ErrorCode::conflict: return "taken";
        case ErrorCode::invalid:
        case ErrorCode::not_found: return "lost";
        default: return "away";
    }
}

http::Response turn_away(const std::string& issuer, const Error& error) {
    logging::warn("identity.openid_failed", {{"issuer", issuer}, {"reason", error.detail}});
    return go_to("/sign-in?trouble=" + std::string(trouble_of(error)));
}

http::Response welcome(const Identity& identity, const Arrival& arrival) {
    auto response = go_to(arrival.return_to);
    response.with("Set-Cookie", arrival.cookie_name + "=; Path=/v1/auth/openid; HttpOnly; SameSite=Lax; Max-Age=0");
    if (arrival.opened) response.headers.push_back(identity.cookie(arrival.opened->token, arrival.opened->session));
    return response;
}

// A person waits in a browser, so that a page and no JSON says what went wrong.
Task<http::Response> arrive(const Identity& identity, OpenId& openid, const Request& request) {
    try {
        co_return welcome(identity, co_await openid.arrive(request, id_of(request)));
    } catch (const Error& error) {
        co_return turn_away(id_of(request), error);
    }
}

// The form of another site's page, which comes without our cookies: the browser is sent here once more, by GET, and brings them.
Task<http::Response> pass_on(OpenId& openid, const Request& request) {
    try {
        auto form = http::parse_form(request.body);
        if (!form) throw Error(ErrorCode::invalid, "the answer is no form");
        co_return go_to(co_await openid.pass_on(id_of(request), std::move(*form)));
    } catch (const Error& error) {
        co_return turn_away(id_of(request), error);
    }
}

Task<LinksReply> list_links(OpenId& openid, const Caller& caller) {
    expect_account(caller);
    LinksReply reply;
    for (auto& link : co_await openid.links_of(caller))
        reply.links.push_back({std::move(link.id), std::move(link.issuer), std::move(link.label), timing::to_rfc3339(link.linked_at), std::move(link.issuer_id)});
    co_return reply;
}

Task<http::Response> unlink(OpenId& openid, const Caller& caller, const Request& request) {
    expect_account(caller);
    if (!co_await openid.unlink(caller, id_of(request))) throw Error(ErrorCode::not_found, "You have no such way to sign in.");
    co_return http::no_content();
}

IssuerReply reply_of(const OpenId& openid, const Request& request, const OpenIdIssuer& issuer) {
    return {.id = issuer.id, .label = issuer.label, .kind = std::string(to_string(issuer.kind)), .issuer = issuer.url, .client_id = issuer.client_id,
            .has_secret = issuer.has_secret, .redirect_uri = openid.redirect_uri(request, issuer.id), .made_at = timing::to_rfc3339(issuer.made_at),
            .team_id = unless_empty(issuer.team_id), .key_id = unless_empty(issuer.key_id)};
}

Task<IssuersReply> list_issuers(OpenId& openid, const Caller& caller, const Request& request) {
    IssuersReply reply;
    for (const auto& issuer : co_await openid.issuers(caller.org)) reply.issuers.push_back(reply_of(openid, request, issuer));
    co_return reply;
}

IssuerKind kind_of(const std::string& name) {
    if (name != "openid" && name != "apple") throw Error(ErrorCode::invalid, "expected openid or apple").at("/kind");
    return name == "apple" ? IssuerKind::apple : IssuerKind::openid;
}

NewOpenIdIssuer wanted_of(IssuerRequest body) {
    const auto kind = kind_of(body.kind.value_or("openid"));
    return {.id = std::move(body.id), .label = std::move(body.label), .url = body.issuer.value_or(""), .client_id = std::move(body.client_id),
            .secret = (kind == IssuerKind::apple ? body.key : body.client_secret).value_or(""), .kind = kind,
            .team_id = body.team_id.value_or(""), .key_id = body.key_id.value_or("")};
}

Task<IssuerReply> make_issuer(OpenId& openid, const Caller& caller, const Request& request, IssuerRequest body) {
    co_return reply_of(openid, request, co_await openid.add(caller, wanted_of(std::move(body))));
}

Task<http::Response> remove_issuer(OpenId& openid, const Caller& caller, const Request& request) {
    if (!co_await openid.remove(caller, id_of(request))) throw Error(ErrorCode::not_found, "There is no such issuer.");
    co_return http::no_content();
}

void mount_journey(http::Router& router, const Identity& identity, OpenId& openid) {
    router.get("/v1/auth/openid", {.role = Role::anyone, .summary = "Where people may sign in beside here"},
               [&](const Caller&, const Request&) { return offer_issuers(openid, identity.default_org()); });
    // Not a GET: no other site's link begins a sign-in.
    router.post("/v1/auth/openid",
                {.role = Role::anyone, .limit = "login", .summary = "Leave for an issuer, to sign in, to link it, or to show that an account is theirs"},
                [&](const Caller&, const Request& request, DepartRequest body) { return depart(openid, request, std::move(body)); });
    router.get("/v1/auth/openid/{id}/callback",
               {.role = Role::anyone, .limit = "login", .summary = "Where an issuer sends people back to", .answers = "", .query = {"code", "state", "iss", "error"}},
               [&](const Caller&, const Request& request) { return arrive(identity, openid, request); });
    router.post("/v1/auth/openid/{id}/callback",
                {.role = Role::anyone, .limit = "login", .body_limit = most_form, .raw_body = true,
                 .summary = "Where an issuer sends people back to by a form, as Apple does", .answers = ""},
                [&](const Caller&, const Request& request) { return pass_on(openid, request); });
}
}  // namespace

void mount(http::Router& router, const Identity& identity, OpenId& openid) {
    mount_journey(router, identity, openid);
    router.get("/v1/account/links", {.summary = "Where this person may sign in to this account"},
               [&](const Caller& caller, const Request&) { return list_links(openid, caller); });
    router.del("/v1/account/links/{id}", {.summary = "Sign in there no more", .answers = ""},
               [&](const Caller& caller, const Request& request) { return unlink(openid, caller, request); });
    router.get("/v1/admin/issuers", {.role = Role::admin, .summary = "The OpenID issuers by which people sign in"},
               [&](const Caller& caller, const Request& request) { return list_issuers(openid, caller, request); });
    router.post("/v1/admin/issuers", {.role = Role::admin, .summary = "Let people sign in by another issuer"},
                [&](const Caller& caller, const Request& request, IssuerRequest body) { return make_issuer(openid, caller, request, std::move(body)); });
    router.del("/v1/admin/issuers/{id}", {.role = Role::admin, .summary = "Let nobody sign in by an issuer any more", .answers = ""},
               [&](const Caller& caller, const Request& request) { return remove_issuer(openid, caller, request); });
}

}  // namespace identity
