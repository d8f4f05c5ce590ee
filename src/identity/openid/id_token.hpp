#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/jose/signed_token.hpp"

// What an issuer says about who has signed in there (OpenID Connect Core 1.0, 2). Pure.
namespace identity {

struct IdToken {
    jose::SignedToken proof;
    std::string issuer, subject, party, nonce;  // `party` is `azp`
    std::vector<std::string> audiences;
    std::int64_t expires = 0, issued = 0, not_before = 0;  // seconds since 1970
    std::optional<std::int64_t> authenticated;  // `auth_time`: when the person showed the issuer who they are
    std::string called;  // what the person is called there; "" when it does not say
};

struct ExpectedToken {
    std::string issuer, client_id, nonce;
    std::optional<std::int64_t> authenticated_since = {};  // since then the person must have shown who they are
};

// Throws Error(unauthorized) with the reason. `text` must outlive the result.
IdToken read_id_token(std::string_view text);
// What 3.1.3.7 asks, but for the signature; `now` in seconds, half a minute is forgiven. Throws Error(unauthorized).
void check_id_token(const IdToken& token, const ExpectedToken& expected, std::int64_t now);

}  // namespace identity
