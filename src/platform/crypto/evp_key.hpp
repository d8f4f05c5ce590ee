#pragma once
#include <memory>
#include <string_view>

#include <openssl/types.h>

// Keys as OpenSSL holds them, made from numbers.
namespace crypto {

inline constexpr std::size_t coordinate_bytes = 32, point_bytes = 1 + 2 * coordinate_bytes;  // of P-256

// Of the kind "RSA" or "EC"; `selection` as EVP_PKEY_fromdata takes it. Null when OpenSSL finds no key in the parameters.
std::shared_ptr<EVP_PKEY> make_key(const char* kind, OSSL_PARAM_BLD* parameters, int selection);
// By its public point, uncompressed (SEC 1, 2.3.3), and its secret number when that is known. Null when the point is not on the curve.
std::shared_ptr<EVP_PKEY> make_p256_key(std::string_view point, const BIGNUM* secret = nullptr);

}  // namespace crypto
