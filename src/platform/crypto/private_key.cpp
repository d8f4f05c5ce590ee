#include "platform/crypto/private_key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>

#include "platform/crypto/agreement_key.hpp"
#include "platform/crypto/evp_key.hpp"
#include "platform/crypto/openssl.hpp"
#include "platform/error.hpp"

namespace crypto {

namespace {
using Signature = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using Secret = std::unique_ptr<BIGNUM, Release<BN_clear_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>>;

constexpr int number_bytes = 32;

// Instead of asking for one at the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

bool is_p256(const EVP_PKEY* key) {
    std::array<char, 32> curve{};
    std::size_t size = 0;
    return EVP_PKEY_get_group_name(key, curve.data(), curve.size(), &size) == 1 && std::string_view(curve.data(), size) == "prime256v1";
}

std::string fixed(const BIGNUM* number) {
    std::string bytes(number_bytes, '\0');
    if (BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), number_bytes) != number_bytes)
        throw Error(ErrorCode::internal, "Something could not be signed.");
    return bytes;
}

// OpenSSL gives the two numbers as ASN.1.
std::string from_asn1(const std::string& der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const EcSignature pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    if (!pair) throw Error(ErrorCode::internal, "Something could not be signed.");
    return fixed(ECDSA_SIG_get0_r(pair.get())) + fixed(ECDSA_SIG_get0_s(pair.get()));
}
}  // namespace

PrivateKey PrivateKey::make_p256() {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    if (!key) throw Error(ErrorCode::internal, "No key could be made.");
    return PrivateKey({key, EVP_PKEY_free});
}

std::optional<PrivateKey> PrivateKey::p256(std::string_view secret) {
    const auto same = AgreementKey::of(secret);
    if (!same) return std::nullopt;
    const Secret number(BN_bin2bn(octets(secret), number_bytes, nullptr));
    auto key = make_p256_key(same->point(), number.get());
    return key ? std::optional(PrivateKey(std::move(key))) : std::nullopt;
}

std::optional<PrivateKey> PrivateKey::of_pem(std::string_view pem) {
    const std::unique_ptr<BIO, Release<BIO_free_all>> text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    std::shared_ptr<EVP_PKEY> key(PEM_read_bio_PrivateKey(text.get(), nullptr, no_passphrase, nullptr), EVP_PKEY_free);
    return key && is_p256(key.get()) ? std::optional(PrivateKey(std::move(key))) : std::nullopt;
}

std::string PrivateKey::sign(std::string_view text) const {
    const Signature context(EVP_MD_CTX_new());
    std::string der(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
    std::size_t size = der.size();
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), octets(der), &size, octets(text), text.size()) != 1)
        throw Error(ErrorCode::internal, "Something could not be signed.");
    der.resize(size);
    return from_asn1(der);
}

std::string PrivateKey::number(const char* name) const {
    BIGNUM* found = nullptr;
    if (EVP_PKEY_get_bn_param(key_.get(), name, &found) != 1) throw Error(ErrorCode::internal, "A key could not be read.");
    const Secret number(found);
    return fixed(number.get());
}

std::string PrivateKey::x() const { return number(OSSL_PKEY_PARAM_EC_PUB_X); }
std::string PrivateKey::y() const { return number(OSSL_PKEY_PARAM_EC_PUB_Y); }
std::string PrivateKey::secret() const { return number(OSSL_PKEY_PARAM_PRIV_KEY); }

std::string PrivateKey::point() const {
    std::string bytes(point_bytes, '\0');
    std::size_t size = 0;
    if (EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, octets(bytes), bytes.size(), &size) != 1 || size != bytes.size())
        throw Error(ErrorCode::internal, "A key could not be read.");
    return bytes;
}

}  // namespace crypto
