#pragma once
#include <memory>
#include <optional>
#include <string_view>

#include <openssl/types.h>

// Signatures of JSON Web Signatures (RFC 7515, RFC 7518), checked by OpenSSL.
namespace crypto {

// The algorithms there are here. What is not in this list is no algorithm: neither `none` nor one with a shared secret.
enum class Signing { rs256, rs384, rs512, es256 };
std::optional<Signing> signing_named(std::string_view name);  // "RS256", … as RFC 7518, 3.1, writes them

// A key that signatures are checked with. Any thread.
class PublicKey {
public:
    // RSA of 2,048 to 8,192 bits; modulus and exponent as unsigned numbers, the largest byte first. nullopt for anything else.
    static std::optional<PublicKey> rsa(std::string_view modulus, std::string_view exponent);
    // A point on the curve P-256 by its coordinates of 32 bytes; nullopt when it is none.
    static std::optional<PublicKey> p256(std::string_view x, std::string_view y);
    // The key of an X.509 certificate (DER), whose chain and dates are not looked at; nullopt when it cannot be read.
    static std::optional<PublicKey> of_certificate(std::string_view der);

    // Whether `signature`, in the form of RFC 7518, 3.3 and 3.4, is of `text`. False when the key is not of the algorithm's kind.
    bool verifies(Signing by, std::string_view text, std::string_view signature) const;

private:
    explicit PublicKey(std::shared_ptr<EVP_PKEY> key) : key_(std::move(key)) {}
    std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace crypto
