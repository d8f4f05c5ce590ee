#include "platform/jose/signed_token.hpp"

#include <fmt/format.h>

namespace jose {

namespace {
constexpr std::size_t longest_token = 8 * 1024;

void read_header(SignedToken& token) {
    const json::Document header(token.jws.header);
    if (header.root().kind() != json::Kind::object) throw token_refused("its header is no JSON object");
    const auto by = crypto::signing_named(text_of(header, "alg"));
    if (by != crypto::Signing::rs256 && by != crypto::Signing::es256) throw token_refused("it is not signed by RS256 or ES256");
    if (json::Members(header.root()).find("crit")) throw token_refused("its header asks for what is not known here");
    token.algorithm = *by;
    token.key_id = text_of(header, "kid");
}
}  // namespace

Error token_refused(std::string_view reason) { return {ErrorCode::unauthorized, fmt::format("This token is not taken here: {}.", reason)}; }

SignedToken read_signed_token(std::string_view text) {
    if (text.size() > longest_token) throw token_refused(fmt::format("it has more than {} bytes", longest_token));
    auto jws = read_jws(text);
    if (!jws) throw token_refused("it is no JWT in compact serialisation");
    SignedToken token{.jws = std::move(*jws), .key_id = {}};
    try {
        read_header(token);
    } catch (const Error& error) {
        if (error.code == ErrorCode::unauthorized) throw;
        throw token_refused("it holds no JSON");
    }
    return token;
}

std::string text_of(const json::Document& document, std::string_view name) {
    const auto found = json::Members(document.root()).find(name);
    return found && found->kind() == json::Kind::string ? std::string(found->string()) : std::string();
}

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

}  // namespace jose
