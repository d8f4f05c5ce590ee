#include "platform/crypto/evp_key.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "platform/crypto/openssl.hpp"

namespace crypto {

namespace {
using Parameters = std::unique_ptr<OSSL_PARAM, Release<OSSL_PARAM_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Release<OSSL_PARAM_BLD_free>>;
using Making = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
}  // namespace

std::shared_ptr<EVP_PKEY> make_key(const char* kind, OSSL_PARAM_BLD* builder, int selection) {
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const Making making(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !making || EVP_PKEY_fromdata_init(making.get()) != 1) return nullptr;
    if (EVP_PKEY_fromdata(making.get(), &key, selection, parameters.get()) != 1) return nullptr;
    return {key, EVP_PKEY_free};
}

std::shared_ptr<EVP_PKEY> make_p256_key(std::string_view point, const BIGNUM* secret) {
    if (point.size() != point_bytes || point[0] != '\x04') return nullptr;
    const Builder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    if (secret) OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret);
    return make_key("EC", builder.get(), secret ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
}

}  // namespace crypto
