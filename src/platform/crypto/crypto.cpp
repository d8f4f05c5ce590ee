#include "platform/crypto/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <span>

#include "platform/crypto/openssl.hpp"
#include "platform/crypto/random.hpp"
#include "platform/error.hpp"

namespace crypto {

namespace {
using Digest = std::array<unsigned char, 32>;

Digest sha256(std::string_view text) {
    // Fetched once: OpenSSL looks a named digest up anew for each use, which takes longer than hashing a short text.
    static EVP_MD* const kind = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    Digest digest{};
    if (!kind || EVP_Digest(text.data(), text.size(), digest.data(), nullptr, kind, nullptr) != 1)
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

namespace {
const EVP_MD* sha2(int bits) {
    switch (bits) {
        case 224: return EVP_sha224();
        case 256: return EVP_sha256();
        case 384: return EVP_sha384();
        case 512: return EVP_sha512();
        default: return nullptr;
    }
}

std::string digest_hex(const EVP_MD* kind, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!kind) return {};
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, kind, nullptr) != 1)
        throw Error(ErrorCode::internal, "Something could not be hashed.");
    return hex(std::span(digest).first(size));
}
}  // namespace

std::string sha1_hex(std::string_view text) { return digest_hex(EVP_sha1(), text); }
std::string sha2_hex(int bits, std::string_view text) { return digest_hex(sha2(bits), text); }

// Null: there is no such size.
struct Sha2::State {
    explicit State(const EVP_MD* kind) : context(kind ? EVP_MD_CTX_new() : nullptr) {
        if (context) EVP_DigestInit_ex(context, kind, nullptr);
    }
    ~State() { EVP_MD_CTX_free(context); }
    EVP_MD_CTX* context;
};
Sha2::Sha2(int bits) : state_(std::make_unique<State>(sha2(bits))) {}
Sha2::~Sha2() = default;

void Sha2::add(std::string_view piece) {
    if (state_->context) EVP_DigestUpdate(state_->context, piece.data(), piece.size());
}

std::string Sha2::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!state_->context) return {};
    if (EVP_DigestFinal_ex(state_->context, digest.data(), &size) != 1) throw Error(ErrorCode::internal, "Something could not be hashed.");
    return crypto::hex(std::span(digest).first(size));
}

std::string hmac_sha256_hex(std::string_view key, std::string_view text) {
    Digest digest{};
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), octets(text), text.size(), digest.data(), nullptr))
        throw Error(ErrorCode::internal, "Something could not be signed.");
    return hex(digest);
}

std::string random_bytes(std::size_t bytes) {
    std::string random(bytes, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(random.data()), static_cast<int>(bytes)) != 1)
        throw Error(ErrorCode::internal, "The system has no random numbers.");
    return random;
}

std::string random_hex(std::size_t bytes) {
    const auto random = random_bytes(bytes);
    return hex(std::span(octets(random), random.size()));
}

bool equal_secrets(std::string_view left, std::string_view right) {
    const Digest a = sha256(left);
    const Digest b = sha256(right);
    return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4, '=');  // OpenSSL adds a zero, where a string has one
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), octets(bytes), static_cast<int>(bytes.size()));
    return text;
}

std::string to_base64url(std::string_view bytes) {
    std::string text = to_base64(bytes);
    std::erase(text, '=');
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t letters = std::min(text.find_first_not_of(alphabet), text.size());
    const std::size_t padding = text.size() - letters;
    // OpenSSL skips blanks and knows no end of the padding.
    if (text.size() % 4 != 0 || padding > 2 || text.find_first_not_of('=', letters) != text.npos) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), octets(text), static_cast<int>(text.size())) < 0) return std::nullopt;
    bytes.resize(bytes.size() - padding);
    return bytes;
}

std::optional<std::string> from_base64url(std::string_view text) {
    if (text.find_first_of("+/=") != text.npos) return std::nullopt;
    std::string plain(text);
    std::ranges::replace(plain, '-', '+');
    std::ranges::replace(plain, '_', '/');
    plain.append((4 - plain.size() % 4) % 4, '=');
    return from_base64(plain);
}

}  // namespace crypto
