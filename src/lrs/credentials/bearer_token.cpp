#include "lrs/credentials/bearer_token.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lrs/credentials/scopes.hpp"
#include "platform/json/document.hpp"

namespace lrs {

namespace {
constexpr std::size_t most_bytes = 8 * 1024;

std::string text_of(const json::Document& document, std::string_view name) {
    const auto found = json::Members(document.root()).find(name);
    return found && found->kind() == json::Kind::string ? std::string(found->string()) : std::string();
}

// A number of seconds, which RFC 7519 lets have a fraction.
std::optional<std::int64_t> time_of(const json::Document& document, std::string_view name) {
    const auto found = json::Members(document.root()).find(name);
    if (!found) return std::nullopt;
    const auto kind = found->kind();
    if (kind == json::Kind::integer) return found->integer();
    if (kind != json::Kind::number || found->number() < 0 || found->number() > 1e15) throw token_refused(fmt::format("its {} is no time", name));
    return static_cast<std::int64_t>(found->number());
}

std::vector<std::string> texts_of(const json::Document& document, std::string_view name) {
    std::vector<std::string> texts;
    const auto found = json::Members(document.root()).find(name);
    if (found && found->kind() == json::Kind::string) texts.emplace_back(found->string());
    if (found && found->kind() == json::Kind::array)
        for (json::Cursor at(*found); !at.done(); at.advance())
            if (at.value().kind() == json::Kind::string) texts.emplace_back(at.value().string());
    return texts;
}

void read_header(BearerToken& token) {
    const json::Document header(token.jws.header);
    if (header.root().kind() != json::Kind::object) throw token_refused("its header is no JSON object");
    const auto by = crypto::signing_named(text_of(header, "alg"));
    if (by != crypto::Signing::rs256 && by != crypto::Signing::es256) throw token_refused("it is not signed by RS256 or ES256");
    if (json::Members(header.root()).find("crit")) throw token_refused("its header asks for what is not known here");
    token.algorithm = *by;
    token.key_id = text_of(header, "kid");
}

// RFC 9068 calls the client `client_id`; older issuers call it `azp`.
void read_claims(BearerToken& token) {
    const json::Document claims(token.jws.payload);
    if (claims.root().kind() != json::Kind::object) throw token_refused("its claims are no JSON object");
    token.issuer = text_of(claims, "iss");
    token.subject = text_of(claims, "sub");
    token.client = text_of(claims, "client_id");
    if (token.client.empty()) token.client = text_of(claims, "azp");
    if (token.client.empty()) token.client = token.subject;
    if (token.client.empty()) throw token_refused("it names neither a client nor a subject");
    token.audiences = texts_of(claims, "aud");
    const auto expires = time_of(claims, "exp");
    if (!expires) throw token_refused("it never expires");
    token.expires = *expires;
    token.not_before = time_of(claims, "nbf").value_or(0);
}
}  // namespace

Error token_refused(std::string_view reason) { return {ErrorCode::unauthorized, fmt::format("This token is not taken here: {}.", reason)}; }

BearerToken read_bearer_token(std::string_view text) {
    if (text.size() > most_bytes) throw token_refused(fmt::format("it has more than {} bytes", most_bytes));
    auto jws = read_jws(text);
    if (!jws) throw token_refused("it is no JWT in compact serialisation");
    BearerToken token{.jws = std::move(*jws), .algorithm = {}, .key_id = {}, .issuer = {}, .subject = {}, .client = {}, .audiences = {}};
    try {
        read_header(token);
        read_claims(token);
    } catch (const Error& error) {
        if (error.code == ErrorCode::unauthorized) throw;
        throw token_refused("it holds no JSON");
    }
    return token;
}

std::vector<std::string> BearerToken::scopes(const std::string& claim) const {
    const json::Document claims(jws.payload);
    std::vector<std::string> all;
    for (const auto& text : texts_of(claims, claim)) std::ranges::move(split_scopes(text), std::back_inserter(all));
    return all;
}

void check_claims(const BearerToken& token, const Issuer& issuer, std::int64_t now) {
    if (token.issuer != issuer.url) throw token_refused("its issuer is not known here");
    if (std::ranges::find(token.audiences, issuer.audience) == token.audiences.end()) throw token_refused("it is made for another audience");
    if (now - leeway_seconds >= token.expires) throw token_refused("it has expired");
    if (now + leeway_seconds < token.not_before) throw token_refused("it is not valid yet");
}

}  // namespace lrs
