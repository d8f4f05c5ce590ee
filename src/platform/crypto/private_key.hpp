#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <openssl/types.h>

// Signing of JSON Web Signatures, done by OpenSSL; crypto/public_key.hpp checks what is signed here.
namespace crypto {

// A key on the curve P-256. Any thread.
class PrivateKey {
public:
    // Throws Error(internal) when the system has no random numbers.
    static PrivateKey make_p256();
    // By its secret number of 32 bytes, as `secret` gives it; nullopt when it is none.
    static std::optional<PrivateKey> p256(std::string_view secret);
    // PEM as others give keys out, such as Apple's .p8 (PKCS #8, RFC 5958), without a passphrase. nullopt for anything else, and for another curve.
    static std::optional<PrivateKey> of_pem(std::string_view pem);

    // The signature by ES256 (RFC 7518, 3.4): r and s of 32 bytes each.
    std::string sign(std::string_view text) const;
    // The coordinates of its public point, 32 bytes each.
    std::string x() const;
    std::string y() const;
    // The point itself, uncompressed (SEC 1, 2.3.3): 65 bytes.
    std::string point() const;
    // The key itself, in 32 bytes: for a place where secrets are kept.
    std::string secret() const;

private:
    explicit PrivateKey(std::shared_ptr<EVP_PKEY> key) : key_(std::move(key)) {}
    std::string number(const char* name) const;
    std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace crypto
