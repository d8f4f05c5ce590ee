#include "identity/accounts/account_json.hpp"
#include "identity/sessions/session_repository.hpp"
#include "identity/tokens/access_tokens.hpp"

namespace identity {

namespace {
using http::Caller;
using http::Request;
using http::Role;

Medium medium_of(const std::optional<bool>& tokens) { return tokens.value_or(false) ? Medium::token : Medium::cookie; }

TokensReply reply_of(TokenPair pair) {
    return {.access_token = std::move(pair.access), .expires_in = pair.life.count(), .refresh_token = std::move(pair.refresh)};
}

http::Answer<EnteredReply> reply_of(const Identity& identity, Entered entered) {
    const Session& session = entered.opened.session;
    http::Answer<EnteredReply> answer{.body = {.user = {session.user.str(), session.anonymous, std::string(to_string(session.role)), session.name},
                                               .expires_at = timing::to_rfc3339(session.expires_at),
                                               .tokens = {}}};
    answer.headers.push_back({"Cache-Control", "no-store"});
    if (entered.tokens) answer.body.tokens = reply_of(std::move(*entered.tokens));
    else answer.headers.push_back(identity.cookie(entered.opened.token, session));
    return answer;
}

AccountReply reply_of(const Account& account) {
    return {.id = account.user.str(), .name = account.name, .email = unless_empty(account.email), .email_verified = account.email_verified, .role = std::string(to_string(account.role)),
            .created_at = timing::to_rfc3339(account.created_at), .password_changed_at = timing::to_rfc3339(account.password_at)};
}

Task<http::Answer<EnteredReply>> sign_up(Identity& identity, Accounts& accounts, const Request& request, SignUpRequest body) {
    co_return reply_of(identity, co_await accounts.sign_up(request, {.name = std::move(body.name), .password = std::move(body.password),
                                                                     .email = body.email.value_or(""), .medium = medium_of(body.tokens)}));
}

Task<http::Answer<EnteredReply>> sign_in(Identity& identity, Accounts& accounts, const Request& request, SignInRequest body) {
    if (body.name.has_value() == body.email.has_value()) throw Error(ErrorCode::invalid, "expected either name or email").at("/name");
    auto name = body.name ? std::move(*body.name) : std::move(*body.email);
    co_return reply_of(identity, co_await accounts.sign_in(request, {.name = std::move(name), .password = std::move(body.password), .medium = medium_of(body.tokens)}));
}

Task<http::Answer<TokensReply>> refresh(Accounts& accounts, const Request& request, RefreshRequest body) {
    co_return http::Answer<TokensReply>{.body = reply_of(co_await accounts.refresh(std::move(body.refresh_token), request.peer)),
                                        .headers = {{"Cache-Control", "no-store"}}};
}

http::Response gone(const Identity& identity) {
    auto response = http::no_content();
    response.headers.push_back(identity.no_cookie());
    return response;
}

Task<http::Response> sign_out(Identity& identity, Accounts& accounts, const Request& request) {
    co_await accounts.sign_out(request);
    co_return gone(identity);
}

Task<http::Response> sign_out_everywhere(Identity& identity, Accounts& accounts, const Caller& caller) {
    co_await accounts.sign_out_everywhere(caller);
    co_return gone(identity);
}

Task<AccountReply> show_account(Accounts& accounts, const Caller& caller) { co_return reply_of(co_await accounts.find(caller)); }

Task<AccountReply> change_account(Accounts& accounts, const Caller& caller, AccountRequest body) {
    co_return reply_of(co_await accounts.change(caller, {.name = std::move(body.name), .email = std::move(body.email), .password = body.password.value_or("")}));
}

Task<http::Answer<EnteredReply>> change_password(Identity& identity, Accounts& accounts, const Caller& caller, const Request& request, PasswordRequest body) {
    co_return reply_of(identity, co_await accounts.change_password(caller, request, std::move(body.present), std::move(body.next), medium_of(body.tokens)));
}

http::Answer<AskedReply> asked() { return {.body = {}, .status = 202}; }

Task<http::Answer<AskedReply>> ask_reset(Accounts& accounts, const Request& request, ResetRequest body) {
    co_await accounts.ask_reset(request, std::move(body.email));
    co_return asked();
}

Task<http::Response> reset_password(Accounts& accounts, const Request& request, NewPasswordRequest body) {
    co_await accounts.reset_password(request, std::move(body.token), std::move(body.password));
    co_return http::no_content();
}

Task<http::Answer<AskedReply>> ask_verification(Accounts& accounts, const Caller& caller) {
    co_await accounts.ask_verification(caller);
    co_return asked();
}

Task<http::Response> verify_address(Accounts& accounts, const Request& request, TicketRequest body) {
    co_await accounts.verify_address(request, std::move(body.token));
    co_return http::no_content();
}

OpenSessionReply reply_of(const OpenSession& session, const SessionId& current) {
    return {.id = session.id.str(), .kind = session.medium == Medium::token ? "api" : "browser", .agent = session.agent,
            .created_at = timing::to_rfc3339(session.created_at), .seen_at = timing::to_rfc3339(session.renewed_at),
            .expires_at = timing::to_rfc3339(session.expires_at), .current = session.id == current};
}

Task<OpenSessionsReply> list_sessions(Accounts& accounts, const Caller& caller) {
    OpenSessionsReply reply;
    for (const auto& session : co_await accounts.sessions_of(caller)) reply.sessions.push_back(reply_of(session, caller.session));
    co_return reply;
}

Task<http::Response> end_session(Accounts& accounts, const Caller& caller, const Request& request) {
    const bool ended = co_await accounts.end_session(caller, SessionId(std::string(request.path_value("id"))));
    if (!ended) throw Error(ErrorCode::not_found, "You have no session of this id.");
    co_return http::no_content();
}

Task<http::Answer<KeySetReply>> show_keys(Identity& identity) {
    http::Answer<KeySetReply> answer{.body = {}, .headers = {{"Cache-Control", "public, max-age=300"}}};
    for (auto& key : co_await identity.tokens().keys()) answer.body.keys.push_back({.kid = std::move(key.id), .x = std::move(key.x), .y = std::move(key.y)});
    co_return answer;
}

void mount_entrance(http::Router& router, Identity& identity, Accounts& accounts) {
    // `anyone`: the gate would hand out a cookie of its own beside the new one.
    router.post("/v1/signup", {.role = Role::anyone, .limit = "signup", .summary = "Give the anonymous learner an account"},
                [&](const Caller&, const Request& request, SignUpRequest body) { return sign_up(identity, accounts, request, std::move(body)); });
    router.post("/v1/login", {.role = Role::anyone, .limit = "login", .summary = "Sign in, to a cookie or to tokens"},
                [&](const Caller&, const Request& request, SignInRequest body) { return sign_in(identity, accounts, request, std::move(body)); });
    router.post("/v1/auth/refresh", {.role = Role::anyone, .limit = "login", .summary = "Take a refresh token for the next pair"},
                [&](const Caller&, const Request& request, RefreshRequest body) { return refresh(accounts, request, std::move(body)); });
    router.post("/v1/logout", {.role = Role::anyone, .summary = "End this session", .answers = ""},
                [&](const Caller&, const Request& request) { return sign_out(identity, accounts, request); });
    router.get("/.well-known/jwks.json", {.role = Role::anyone, .summary = "The keys that access tokens are signed with"},
               [&](const Caller&, const Request&) { return show_keys(identity); });
}

void mount_own(http::Router& router, Identity& identity, Accounts& accounts) {
    router.post("/v1/logout/all", {.summary = "End every session of this person", .answers = ""},
                [&](const Caller& caller, const Request&) { return sign_out_everywhere(identity, accounts, caller); });
    router.get("/v1/auth/sessions", {.summary = "The open sessions of this person"},
               [&](const Caller& caller, const Request&) { return list_sessions(accounts, caller); });
    router.del("/v1/auth/sessions/{id}", {.summary = "End one of them", .answers = ""},
               [&](const Caller& caller, const Request& request) { return end_session(accounts, caller, request); });
    router.get("/v1/account", {.summary = "The account of this person"}, [&](const Caller& caller, const Request&) { return show_account(accounts, caller); });
    router.add("PATCH", "/v1/account", {.summary = "Change its name or address"},
               [&](const Caller& caller, AccountRequest body) { return change_account(accounts, caller, std::move(body)); });
    router.post("/v1/account/password", {.summary = "Change its password; every other session ends"},
                [&](const Caller& caller, const Request& request, PasswordRequest body) { return change_password(identity, accounts, caller, request, std::move(body)); });
}

void mount_proofs(http::Router& router, Accounts& accounts) {
    router.post("/v1/auth/reset", {.role = Role::anyone, .limit = "login", .summary = "Have a mail sent with which to set a new password"},
                [&](const Caller&, const Request& request, ResetRequest body) { return ask_reset(accounts, request, std::move(body)); });
    router.post("/v1/auth/reset/confirm", {.role = Role::anyone, .limit = "login", .summary = "Set it, with what the mail brought", .answers = ""},
                [&](const Caller&, const Request& request, NewPasswordRequest body) { return reset_password(accounts, request, std::move(body)); });
    router.post("/v1/auth/verify", {.role = Role::anyone, .limit = "login", .summary = "Show that mail to an address arrives", .answers = ""},
                [&](const Caller&, const Request& request, TicketRequest body) { return verify_address(accounts, request, std::move(body)); });
    router.post("/v1/account/verification", {.summary = "Have the mail sent again that asks whether the address is one's own"},
                [&](const Caller& caller, const Request&) { return ask_verification(accounts, caller); });
}
}  // namespace

void mount(http::Router& router, Identity& identity, Accounts& accounts) {
    mount_proofs(router, accounts);
    mount_entrance(router, identity, accounts);
    mount_own(router, identity, accounts);
}

}  // namespace identity
