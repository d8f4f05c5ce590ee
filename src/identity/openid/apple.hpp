#pragma once
#include <string>
#include <string_view>

#include "identity/openid.hpp"

// Sign in with Apple, where it differs from other issuers (developer.apple.com/documentation/signinwithapplerestapi). Pure.
namespace identity {

inline constexpr std::string_view apple_url = "https://appleid.apple.com";

// Throws Error(invalid) at the member when this is not what Apple gives out.
void check_apple(const NewOpenIdIssuer& wanted);
// What Apple takes for a client secret: a JWT by ES256 under the team's key, good for five minutes from `now`, in seconds, on. Throws Error(internal) when
// `key` is none.
std::string apple_client_secret(const OpenIdIssuer& issuer, std::string_view key, std::int64_t now);
// The first name in the field `user`, which comes with somebody's first sign-in only and is signed by nobody; "" when there is none.
std::string first_name_in(std::string_view user);

}  // namespace identity
