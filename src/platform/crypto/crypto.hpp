#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// The few primitives that rooms need, done by OpenSSL.
namespace crypto {

// SHA-256 in lower-case hex.
std::string sha256_hex(std::string_view text);
// SHA-1 in lower-case hex, where a protocol demands it; never for secrets.
std::string sha1_hex(std::string_view text);
// SHA-2 of 224, 256, 384 or 512 bits in lower-case hex; "" for another size.
std::string sha2_hex(int bits, std::string_view text);
// SHA-2 of a text that comes in pieces.
class Sha2 {
public:
    explicit Sha2(int bits);
    ~Sha2();
    void add(std::string_view piece);
    std::string hex();  // of all of them, as sha2_hex says it; nothing can be added afterwards

private:
    struct State;
    std::unique_ptr<State> state_;
};
// HMAC with SHA-256 (RFC 2104) in lower-case hex.
std::string hmac_sha256_hex(std::string_view key, std::string_view text);
// `bytes` bytes from the system's generator in lower-case hex; throws Error(internal) when it has none.
std::string random_hex(std::size_t bytes);
// Compares without telling by its time where the two differ, nor how long they are.
bool equal_secrets(std::string_view left, std::string_view right);

// RFC 4648, 4 (with padding) and 5 (for URLs, without padding). nullopt for anything but the alphabet in whole groups.
std::string to_base64(std::string_view bytes);
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace crypto
