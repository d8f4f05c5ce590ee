#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <openssl/types.h>

// Agreeing on keys (ECDH on P-256; SP 800-56A, 5.7.1.2), done by OpenSSL's arithmetic of curves: a key that is made for one message needs none of what
// crypto/private_key.hpp keeps for signing, which takes longer than the agreement.
namespace crypto {

// Any thread.
class AgreementKey {
public:
    static AgreementKey make();
    // Of 32 bytes; nullopt for a number that is no key: zero, or not below the order of the curve.
    static std::optional<AgreementKey> of(std::string_view secret);

    // The public point, uncompressed: 65 bytes.
    const std::string& point() const { return point_; }
    // What this key and the one with that public point have in common (RFC 5903, 9): 32 bytes. nullopt for what is no point of the curve.
    std::optional<std::string> agree(std::string_view point) const;

private:
    explicit AgreementKey(std::shared_ptr<BIGNUM> secret);
    std::shared_ptr<BIGNUM> secret_;
    std::string point_;
};

// Whether these are the bytes of an uncompressed point of the curve.
bool is_on_p256(std::string_view point);

}  // namespace crypto
