#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lrs/credentials/issuer.hpp"
#include "platform/error.hpp"
#include "platform/jose/signed_token.hpp"

namespace lrs {

// A bearer token that an issuer has signed (RFC 7519, RFC 9068), as it came: believed only once its signature is checked.
struct BearerToken : jose::SignedToken {
    std::string issuer, subject, client;  // of the person or the client, and of the client
    std::vector<std::string> audiences;
    std::int64_t expires = 0, not_before = 0;  // seconds since 1970

    // By the issuer's own claim, which is one text or an array of them.
    std::vector<std::string> scopes(const std::string& claim) const;
};

// Throws Error(unauthorized) with the reason: no token of ours to read, neither client nor subject, no expiry. `token` must outlive the result.
BearerToken read_bearer_token(std::string_view token);

// What the claims must say of this place and of `now`, in seconds; half a minute is forgiven. Throws Error(unauthorized).
void check_claims(const BearerToken& token, const Issuer& issuer, std::int64_t now);
inline constexpr std::int64_t leeway_seconds = 30;

}  // namespace lrs
