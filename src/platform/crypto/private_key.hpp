#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <openssl/types.h>

// Signing of JSON Web Signatures, done by OpenSSL; crypto/public_key.hpp checks what is signed here.
namespace crypto {

// A key on the curve P-256; once it is here, it leaves the process in no form. Any thread.
class PrivateKey {
public:
    // Throws Error(internal) when the system has no random numbers.
    static PrivateKey make_p256();
    // PEM as others give keys out, such as Apple's .p8 (PKCS #8, RFC 5958), without a passphrase. nullopt for anything else, and for another curve.
    static std::optional<PrivateKey> of_pem(std::string_view pem);

    // The signature by ES256 (RFC 7518, 3.4): r and s of 32 bytes each.
    std::string sign(std::string_view text) const;
    // The coordinates of its public point, 32 bytes each.
    std::string x() const;
    std::string y() const;

private:
    explicit PrivateKey(std::shared_ptr<EVP_PKEY> key) : key_(std::move(key)) {}
    std::string coordinate(const char* name) const;
    std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace crypto
