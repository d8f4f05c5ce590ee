#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/crypto/private_key.hpp"
#include "platform/error.hpp"

namespace identity {

// Who an access token speaks of: RFC 9068 with the organisation, the role and the session beside it.
struct Claims {
    std::string iss, aud, sub, client_id, sid, org, role, jti;
    std::int64_t iat = 0, nbf = 0, exp = 0;  // seconds since 1970
};

// A JSON Web Token (RFC 7519) in compact serialisation, believed only once its signature is checked.
struct Jwt {
    std::string key_id;
    Claims claims;
    std::string_view signed_text;  // into what was read
    std::string signature;
};

std::string write_jwt(std::string_view key_id, const Claims& claims, const crypto::PrivateKey& key);
// Throws Error(unauthorized): more than 4 KB, another form, another `alg` than ES256 or another `typ` than at+jwt, a `crit` header, claims that
// are missing or of another kind. Headers that name or hold a key (jku, jwk, x5u, x5c) are not looked at.
Jwt read_jwt(std::string_view text);

// The person gets no more than this; what exactly was wrong is of use only to who made the token.
Error token_refused();

}  // namespace identity
