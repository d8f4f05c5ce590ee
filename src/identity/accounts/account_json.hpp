#pragma once
#include <vector>

#include "identity/accounts.hpp"
#include "identity/sessions/user_json.hpp"
#include "platform/json/json.hpp"

// What the routes of accounts take and give.
namespace identity {

struct SignUpRequest {
    std::string name, password;
    std::optional<std::string> email;
    std::optional<bool> tokens;  // instead of a cookie
};
BOOST_DESCRIBE_STRUCT(SignUpRequest, (), (name, password, email, tokens))

struct SignInRequest {
    std::optional<std::string> name, email;
    std::string password;
    std::optional<bool> tokens;
};
BOOST_DESCRIBE_STRUCT(SignInRequest, (), (name, email, password, tokens))

struct RefreshRequest {
    std::string refresh_token;
};
BOOST_DESCRIBE_STRUCT(RefreshRequest, (), (refresh_token))

struct PasswordRequest {
    std::string present, next;
    std::optional<bool> tokens;
};
BOOST_DESCRIBE_STRUCT(PasswordRequest, (), (present, next, tokens))

struct AccountRequest {
    std::optional<std::string> name, email, password;
};
BOOST_DESCRIBE_STRUCT(AccountRequest, (), (name, email, password))

struct ResetRequest {
    std::string email;
};
BOOST_DESCRIBE_STRUCT(ResetRequest, (), (email))

struct NewPasswordRequest {
    std::string token, password;
};
BOOST_DESCRIBE_STRUCT(NewPasswordRequest, (), (token, password))

struct TicketRequest {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(TicketRequest, (), (token))

struct AskedReply {
    std::string state = "asked";
};
BOOST_DESCRIBE_STRUCT(AskedReply, (), (state))

// As RFC 6749, 5.1, names its members.
struct TokensReply {
    std::string access_token, token_type = "Bearer";
    std::int64_t expires_in = 0;  // seconds
    std::string refresh_token;
};
BOOST_DESCRIBE_STRUCT(TokensReply, (), (access_token, token_type, expires_in, refresh_token))

struct EnteredReply {
    UserReply user;
    std::string expires_at;
    std::optional<TokensReply> tokens;
};
BOOST_DESCRIBE_STRUCT(EnteredReply, (), (user, expires_at, tokens))

struct AccountReply {
    std::string id, name;
    std::optional<std::string> email;
    bool email_verified = false;
    std::string role, created_at, password_changed_at;
};
BOOST_DESCRIBE_STRUCT(AccountReply, (), (id, name, email, email_verified, role, created_at, password_changed_at))

struct OpenSessionReply {
    std::string id;
    std::string kind;  // "browser" or "api"
    std::string agent, created_at, seen_at, expires_at;
    bool current = false;
};
BOOST_DESCRIBE_STRUCT(OpenSessionReply, (), (id, kind, agent, created_at, seen_at, expires_at, current))

struct OpenSessionsReply {
    std::vector<OpenSessionReply> sessions;
};
BOOST_DESCRIBE_STRUCT(OpenSessionsReply, (), (sessions))

// RFC 7517, 4, and RFC 7518, 6.2.
struct KeyReply {
    std::string kty = "EC", crv = "P-256", alg = "ES256", use = "sig", kid, x, y;
};
BOOST_DESCRIBE_STRUCT(KeyReply, (), (kty, crv, alg, use, kid, x, y))

struct KeySetReply {
    std::vector<KeyReply> keys;
};
BOOST_DESCRIBE_STRUCT(KeySetReply, (), (keys))

struct RoleRequest {
    std::string role;
};
BOOST_DESCRIBE_STRUCT(RoleRequest, (), (role))

struct ListedReply {
    std::string id, name;
    std::optional<std::string> email;
    std::string role;
    bool disabled = false;
    std::string created_at;
    std::optional<std::string> seen_at;
};
BOOST_DESCRIBE_STRUCT(ListedReply, (), (id, name, email, role, disabled, created_at, seen_at))

struct UsersReply {
    std::vector<ListedReply> users;
    std::optional<std::string> next;  // for `after`, when there are more
};
BOOST_DESCRIBE_STRUCT(UsersReply, (), (users, next))

inline std::optional<std::string> unless_empty(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

}  // namespace identity

// Bounds before the rules of names and passwords, in code points as they come.
template <>
inline constexpr auto json::limits<identity::SignUpRequest> = std::array{json::text("name", 1, 200), json::text("password", 1, 1024), json::text("email", 0, 300)};
template <>
inline constexpr auto json::limits<identity::SignInRequest> = std::array{json::text("name", 1, 300), json::text("email", 1, 300), json::text("password", 1, 1024)};
template <>
inline constexpr auto json::limits<identity::RefreshRequest> = std::array{json::text("refresh_token", 1, 200)};
template <>
inline constexpr auto json::limits<identity::PasswordRequest> = std::array{json::text("present", 1, 1024), json::text("next", 1, 1024)};
template <>
inline constexpr auto json::limits<identity::ResetRequest> = std::array{json::text("email", 1, 300)};
template <>
inline constexpr auto json::limits<identity::NewPasswordRequest> = std::array{json::text("token", 1, 200), json::text("password", 1, 1024)};
template <>
inline constexpr auto json::limits<identity::TicketRequest> = std::array{json::text("token", 1, 200)};
template <>
inline constexpr auto json::limits<identity::AccountRequest> = std::array{json::text("name", 1, 200), json::text("email", 0, 300), json::text("password", 1, 1024)};
