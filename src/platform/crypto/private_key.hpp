#pragma once
#include <memory>
#include <string>
#include <string_view>

#include <openssl/types.h>

// Signing of JSON Web Signatures, done by OpenSSL; crypto/public_key.hpp checks what is signed here.
namespace crypto {

// A key on the curve P-256 that leaves the process in no form. Any thread.
class PrivateKey {
public:
    // Throws Error(internal) when the system has no random numbers.
    static PrivateKey make_p256();

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
