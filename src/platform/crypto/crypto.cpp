#include "platform/crypto/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <span>
#include <vector>

#include "platform/error.hpp"

namespace crypto {

namespace {
using Digest = std::array<unsigned char, 32>;

Digest sha256(std::string_view text) {
    Digest digest{};
    if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
        throw Error(ErrorCode::internal, "Something could not be hashed.");
    return digest;
}

std::string hex(std::span<const unsigned char> bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}
}  // namespace

std::string sha256_hex(std::string_view text) { return hex(sha256(text)); }

std::string random_hex(std::size_t bytes) {
    std::vector<unsigned char> random(bytes);
    if (RAND_bytes(random.data(), static_cast<int>(bytes)) != 1)
        throw Error(ErrorCode::internal, "The system has no random numbers.");
    return hex(random);
}

bool equal_secrets(std::string_view left, std::string_view right) {
    const Digest a = sha256(left);
    const Digest b = sha256(right);
    return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace crypto
