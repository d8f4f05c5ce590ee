#include "platform/crypto/public_key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include <string>

#include "platform/crypto/evp_key.hpp"
#include "platform/crypto/openssl.hpp"

namespace crypto {

namespace {
using Number = std::unique_ptr<BIGNUM, Release<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Release<OSSL_PARAM_BLD_free>>;
using Verification = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>>;

constexpr int least_bits = 2048, most_bits = 8192;

Number number(std::string_view bytes) { return Number(BN_bin2bn(octets(bytes), static_cast<int>(bytes.size()), nullptr)); }

const EVP_MD* digest_of(Signing by) {
    if (by == Signing::rs384) return EVP_sha384();
    return by == Signing::rs512 ? EVP_sha512() : EVP_sha256();
}

// OpenSSL takes the two numbers as ASN.1, RFC 7518, 3.4, writes them one behind the other. "" when that is not what came.
std::string as_asn1(std::string_view signature) {
    if (signature.size() != 2 * coordinate_bytes) return {};
    auto r = number(signature.substr(0, coordinate_bytes)), s = number(signature.substr(coordinate_bytes));
    const EcSignature pair(ECDSA_SIG_new());
    if (ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
    (void)r.release(), (void)s.release();
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(pair.get(), &der);
    std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return text;
}
}  // namespace

std::optional<Signing> signing_named(std::string_view name) {
    if (name == "RS256") return Signing::rs256;
    if (name == "RS384") return Signing::rs384;
    if (name == "RS512") return Signing::rs512;
    if (name == "ES256") return Signing::es256;
    return std::nullopt;
}

std::optional<PublicKey> PublicKey::rsa(std::string_view modulus, std::string_view exponent) {
    if (modulus.size() > most_bits / 8 + 1 || exponent.empty() || exponent.size() > 8) return std::nullopt;
    const auto n = number(modulus), e = number(exponent);
    if (const int bits = BN_num_bits(n.get()); bits < least_bits || bits > most_bits) return std::nullopt;
    if (BN_is_one(e.get()) || !BN_is_odd(e.get())) return std::nullopt;
    const Builder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    auto key = make_key("RSA", builder.get(), EVP_PKEY_PUBLIC_KEY);
    return key ? std::optional(PublicKey(std::move(key))) : std::nullopt;
}

std::optional<PublicKey> PublicKey::p256(std::string_view x, std::string_view y) {
    if (x.size() != coordinate_bytes || y.size() != coordinate_bytes) return std::nullopt;
    auto key = make_p256_key(std::string("\x04").append(x).append(y));
    return key ? std::optional(PublicKey(std::move(key))) : std::nullopt;
}

std::optional<PublicKey> PublicKey::of_certificate(std::string_view der) {
    const unsigned char* at = octets(der);
    const Certificate read(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    EVP_PKEY* key = read ? X509_get_pubkey(read.get()) : nullptr;
    return key ? std::optional(PublicKey({key, EVP_PKEY_free})) : std::nullopt;
}

bool PublicKey::verifies(Signing by, std::string_view text, std::string_view signature) const {
    const bool elliptic = by == Signing::es256;
    if (!EVP_PKEY_is_a(key_.get(), elliptic ? "EC" : "RSA")) return false;
    const auto proof = elliptic ? as_asn1(signature) : std::string(signature);
    const Verification verification(EVP_MD_CTX_new());
    return !proof.empty() && EVP_DigestVerifyInit(verification.get(), nullptr, digest_of(by), nullptr, key_.get()) == 1 &&
           EVP_DigestVerify(verification.get(), octets(proof), proof.size(), octets(text), text.size()) == 1;
}

}  // namespace crypto
