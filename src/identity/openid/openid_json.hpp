#pragma once
#include <array>
#include <vector>

#include "identity/openid.hpp"
#include "platform/json/json.hpp"

// What the routes of delegated sign-in take and give.
namespace identity {

// What a sign-in page needs to know.
struct OfferedIssuer {
    std::string id, label;
};
BOOST_DESCRIBE_STRUCT(OfferedIssuer, (), (id, label))

struct OfferedIssuersReply {
    std::vector<OfferedIssuer> issuers;
};
BOOST_DESCRIBE_STRUCT(OfferedIssuersReply, (), (issuers))

struct DepartRequest {
    std::string issuer;
    std::optional<std::string> return_to;
    std::optional<bool> link;             // to the account that is signed in
    std::optional<bool> confirm;          // that this account is theirs
    std::optional<std::string> password;  // of that account, where it has one
};
BOOST_DESCRIBE_STRUCT(DepartRequest, (), (issuer, return_to, link, confirm, password))

struct DepartReply {
    std::string url;
};
BOOST_DESCRIBE_STRUCT(DepartReply, (), (url))

struct LinkReply {
    std::string id, issuer, label, linked_at;
    std::optional<std::string> issuer_id;  // none: nobody comes in by it at the moment
};
BOOST_DESCRIBE_STRUCT(LinkReply, (), (id, issuer, label, linked_at, issuer_id))

struct LinksReply {
    std::vector<LinkReply> links;
};
BOOST_DESCRIBE_STRUCT(LinksReply, (), (links))

struct IssuerRequest {
    std::string id, label, client_id;
    std::optional<std::string> kind;                   // openid, or apple
    std::optional<std::string> issuer, client_secret;  // of openid, which needs the first
    std::optional<std::string> team_id, key_id, key;   // of apple, which needs all three
};
BOOST_DESCRIBE_STRUCT(IssuerRequest, (), (id, label, client_id, kind, issuer, client_secret, team_id, key_id, key))

struct IssuerReply {
    std::string id, label, kind, issuer, client_id;
    bool has_secret = false;
    std::string redirect_uri, made_at;
    std::optional<std::string> team_id, key_id;  // of apple
};
BOOST_DESCRIBE_STRUCT(IssuerReply, (), (id, label, kind, issuer, client_id, has_secret, redirect_uri, made_at, team_id, key_id))

struct IssuersReply {
    std::vector<IssuerReply> issuers;
};
BOOST_DESCRIBE_STRUCT(IssuersReply, (), (issuers))

}  // namespace identity

template <>
inline constexpr auto json::limits<identity::DepartRequest> = std::array{json::text("issuer", 1, 40), json::text("return_to", 1, 1000), json::text("password", 1, 1024)};
template <>
inline constexpr auto json::limits<identity::IssuerRequest> = std::array{json::text("id", 1, 40), json::text("label", 1, 60), json::text("issuer", 8, 1000), json::text("client_id", 1, 500),
                                                                         json::text("client_secret", 1, 4000), json::text("kind", 1, 20), json::text("team_id", 1, 40),
                                                                         json::text("key_id", 1, 40), json::text("key", 1, 4000)};
