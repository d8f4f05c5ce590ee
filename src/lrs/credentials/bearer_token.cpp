#include "lrs/credentials/bearer_token.hpp"

#include <algorithm>

#include "lrs/credentials/scopes.hpp"
#include "platform/json/document.hpp"

namespace lrs {

namespace {
// RFC 9068 calls the client `client_id`; older issuers call it `azp`.
void read_claims(BearerToken& token) {
    const json::Document claims(token.jws.payload);
    if (claims.root().kind() != json::Kind::object) throw jose::token_refused("its claims are no JSON object");
    token.issuer = jose::text_of(claims, "iss");
    token.subject = jose::text_of(claims, "sub");
    token.client = jose::text_of(claims, "client_id");
    if (token.client.empty()) token.client = jose::text_of(claims, "azp");
    if (token.client.empty()) token.client = token.subject;
    if (token.client.empty()) throw jose::token_refused("it names neither a client nor a subject");
    token.audiences = jose::texts_of(claims, "aud");
    const auto expires = jose::time_of(claims, "exp");
    if (!expires) throw jose::token_refused("it never expires");
    token.expires = *expires;
    token.not_before = jose::time_of(claims, "nbf").value_or(0);
}
}  // namespace

BearerToken read_bearer_token(std::string_view text) {
    BearerToken token{jose::read_signed_token(text), {}, {}, {}, {}};
    try {
        read_claims(token);
    } catch (const Error& error) {
        if (error.code == ErrorCode::unauthorized) throw;
        throw jose::token_refused("it holds no JSON");
    }
    return token;
}

std::vector<std::string> BearerToken::scopes(const std::string& claim) const {
    const json::Document claims(jws.payload);
    std::vector<std::string> all;
    for (const auto& text : jose::texts_of(claims, claim)) std::ranges::move(split_scopes(text), std::back_inserter(all));
    return all;
}

void check_claims(const BearerToken& token, const Issuer& issuer, std::int64_t now) {
    if (token.issuer != issuer.url) throw jose::token_refused("its issuer is not known here");
    if (std::ranges::find(token.audiences, issuer.audience) == token.audiences.end()) throw jose::token_refused("it is made for another audience");
    if (now - leeway_seconds >= token.expires) throw jose::token_refused("it has expired");
    if (now + leeway_seconds < token.not_before) throw jose::token_refused("it is not valid yet");
}

}  // namespace lrs
