#include "identity/openid/id_token.hpp"

#include <algorithm>
#include <array>

#include "platform/crypto/crypto.hpp"
#include "platform/json/document.hpp"

namespace identity {

namespace {
constexpr std::int64_t leeway = 30, oldest = 600;  // seconds
constexpr std::size_t most_subject = 255;          // OpenID Connect Core 1.0, 2

// The name that is least likely to be more than the person wants to be called here.
std::string called_in(const json::Document& claims) {
    for (const auto* name : {"preferred_username", "nickname", "given_name", "name"})
        if (auto text = jose::text_of(claims, name); !text.empty()) return text;
    return "";
}

void read_claims(IdToken& token) {
    const json::Document claims(token.proof.jws.payload);
    if (claims.root().kind() != json::Kind::object) throw jose::token_refused("its claims are no JSON object");
    token.issuer = jose::text_of(claims, "iss");
    token.subject = jose::text_of(claims, "sub");
    token.party = jose::text_of(claims, "azp");
    token.nonce = jose::text_of(claims, "nonce");
    token.audiences = jose::texts_of(claims, "aud");
    token.expires = jose::time_of(claims, "exp").value_or(0);
    token.issued = jose::time_of(claims, "iat").value_or(0);
    token.not_before = jose::time_of(claims, "nbf").value_or(0);
    token.authenticated = jose::time_of(claims, "auth_time");
    token.called = called_in(claims);
}
}  // namespace

IdToken read_id_token(std::string_view text) {
    IdToken token{.proof = jose::read_signed_token(text), .issuer = {}, .subject = {}, .party = {}, .nonce = {}, .audiences = {}, .called = {}};
    try {
        read_claims(token);
    } catch (const Error& error) {
        if (error.code == ErrorCode::unauthorized) throw;
        throw jose::token_refused("it holds no JSON");
    }
    return token;
}

void check_id_token(const IdToken& token, const ExpectedToken& expected, std::int64_t now) {
    const auto refuse_unless = [](bool fine, std::string_view reason) {
        if (!fine) throw jose::token_refused(reason);
    };
    const bool for_us = std::ranges::find(token.audiences, expected.client_id) != token.audiences.end();
    refuse_unless(token.issuer == expected.issuer, "it is another issuer's");
    refuse_unless(for_us, "it is made for another audience");
    refuse_unless(token.party.empty() ? token.audiences.size() == 1 : token.party == expected.client_id, "it was given to another party");
    refuse_unless(token.expires > now - leeway, "it has expired");
    refuse_unless(token.issued > now - oldest && token.issued <= now + leeway, "it was not made just now");
    refuse_unless(token.not_before <= now + leeway, "it is not valid yet");
    refuse_unless(crypto::equal_secrets(token.nonce, expected.nonce), "it belongs to another sign-in");
    const auto since = expected.authenticated_since, at = token.authenticated;
    refuse_unless(!since || (at && *at >= *since - leeway && *at <= now + leeway), "it does not say that somebody signed in just now");
    refuse_unless(!token.subject.empty() && token.subject.size() <= most_subject, "it names nobody");
}

}  // namespace identity
