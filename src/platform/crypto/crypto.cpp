#include "platform/crypto/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace crypto {

namespace {
const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
constexpr std::size_t digest_size = 32;
}  // namespace

std::string random_token(std::size_t bytes) {
    std::string random(bytes, '\0');
    if (RAND_bytes(bytes_of(random), static_cast<int>(bytes)) != 1) throw std::runtime_error("no secure random bytes");
    return to_base64url(random);
}

std::string sha256(std::string_view text) {
    std::string digest(digest_size, '\0');
    if (!EVP_Digest(text.data(), text.size(), bytes_of(digest), nullptr, EVP_sha256(), nullptr))
        throw std::runtime_error("SHA-256 is not available");
    return to_hex(digest);
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
    std::string digest(digest_size, '\0');
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(), bytes_of(digest), nullptr))
        throw std::runtime_error("HMAC-SHA-256 is not available");
    return to_hex(digest);
}

bool equal(std::string_view left, std::string_view right) {
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string to_hex(std::string_view bytes) {
    std::string text;
    for (const unsigned char byte : bytes) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

std::string to_base64url(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    unsigned held = 0;
    int bits = 0;
    for (const unsigned char byte : bytes) {
        held = held << 8 | byte;
        for (bits += 8; bits >= 6; bits -= 6) text += letters[held >> (bits - 6) & 63];
    }
    if (bits) text += letters[held << (6 - bits) & 63];
    return text;
}

}  // namespace crypto
