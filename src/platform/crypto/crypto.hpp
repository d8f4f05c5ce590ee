#pragma once
#include <cstddef>
#include <string>
#include <string_view>

// Randomness, digests and comparison for secrets, on OpenSSL. Any thread.
namespace crypto {

// `bytes` from the system's secure source in base64url without padding; 32 bytes make an unguessable token.
std::string random_token(std::size_t bytes = 32);
// In lower-case hex; what is stored of a token.
std::string sha256(std::string_view text);
std::string hmac_sha256(std::string_view key, std::string_view text);
// Takes as long for a wrong secret as for the right one.
bool equal(std::string_view left, std::string_view right);

std::string to_hex(std::string_view bytes);
std::string to_base64url(std::string_view bytes);

}  // namespace crypto
