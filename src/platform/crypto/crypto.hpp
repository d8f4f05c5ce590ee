#pragma once
#include <string>
#include <string_view>

// The few primitives that rooms need, done by OpenSSL.
namespace crypto {

// SHA-256 in lower-case hex.
std::string sha256_hex(std::string_view text);
// `bytes` bytes from the system's generator in lower-case hex; throws Error(internal) when it has none.
std::string random_hex(std::size_t bytes);
// Compares without telling by its time where the two differ, nor how long they are.
bool equal_secrets(std::string_view left, std::string_view right);

}  // namespace crypto
