#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/public_key.hpp"
#include "platform/error.hpp"
#include "platform/jose/jws.hpp"
#include "platform/json/document.hpp"

// Tokens that other systems have signed (RFC 7519), and what they claim.
namespace jose {

// Believed only once its signature is checked.
struct SignedToken {
    Jws jws;
    crypto::Signing algorithm = crypto::Signing::rs256;
    std::string key_id;  // "" when the token names none
};
// Throws Error(unauthorized) with the reason: no JWS of at most 8 KB, another algorithm than RS256 and ES256, a `crit` header. Headers that name or hold a key
// (jku, jwk, x5u, x5c) are not looked at. `token` must outlive the result.
SignedToken read_signed_token(std::string_view token);

Error token_refused(std::string_view reason);

// Of one claim. "" when it is no text.
std::string text_of(const json::Document& claims, std::string_view name);
// Of one text, or an array of them.
std::vector<std::string> texts_of(const json::Document& claims, std::string_view name);
// Seconds since 1970, which RFC 7519 lets have a fraction. Throws Error(unauthorized) when it is none.
std::optional<std::int64_t> time_of(const json::Document& claims, std::string_view name);

}  // namespace jose
