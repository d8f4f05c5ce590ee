#pragma once
#include <optional>
#include <string>
#include <string_view>

// Authenticated encryption: AES-256-GCM (NIST SP 800-38D), done by OpenSSL.
namespace crypto {

inline constexpr std::size_t sealing_key_bytes = 32;

// Nonce (12 random bytes), ciphertext, tag (16 bytes), one behind the other. `associated` is not in it, but opening asks for the same. One key is
// good for 2^32 texts. Throws Error(internal).
std::string seal(std::string_view key, std::string_view text, std::string_view associated);
// nullopt: another key, another `associated`, or a byte was changed.
std::optional<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view associated);

}  // namespace crypto
