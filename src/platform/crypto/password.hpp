#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Argon2id (RFC 9106) in the text form of the PHC string format: $argon2id$v=19$m=19456,t=2,p=1$salt$hash.
namespace crypto {

// What one hash costs; the defaults are those of the OWASP Password Storage Cheat Sheet.
struct Argon2Cost {
    std::uint32_t memory_kib = 19'456;
    std::uint32_t passes = 2;
    std::uint32_t lanes = 1;
    friend bool operator==(const Argon2Cost&, const Argon2Cost&) = default;
};

// Takes tens of milliseconds and `memory_kib` of memory: never on an event loop. Throws Error(internal) when memory is short.
std::string hash_password(std::string_view password, const Argon2Cost& cost);
// As long as hash_password. False for what is no such text.
bool verify_password(std::string_view password, const std::string& hash);
// nullopt for what is no such text.
std::optional<Argon2Cost> cost_of(std::string_view hash);
// A hash that no password has, made without hashing: to verify against takes as long as against a real one.
std::string hash_of_nothing(const Argon2Cost& cost);

}  // namespace crypto
