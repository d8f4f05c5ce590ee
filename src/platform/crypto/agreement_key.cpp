#include "platform/crypto/agreement_key.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include "platform/crypto/evp_key.hpp"
#include "platform/crypto/openssl.hpp"
#include "platform/error.hpp"

namespace crypto {

namespace {
using CurvePoint = std::unique_ptr<EC_POINT, Release<EC_POINT_clear_free>>;
using Coordinate = std::unique_ptr<BIGNUM, Release<BN_clear_free>>;

// Made once: to make it takes as long as to agree.
const EC_GROUP* curve() {
    static const EC_GROUP* const p256 = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    return p256;
}

Error no_agreement() { return {ErrorCode::internal, "No key could be agreed on."}; }

// nullptr for what is none; OpenSSL holds that it is on the curve.
CurvePoint read_point(std::string_view bytes) {
    if (bytes.size() != point_bytes || bytes[0] != '\x04') return nullptr;
    CurvePoint point(EC_POINT_new(curve()));
    return EC_POINT_oct2point(curve(), point.get(), octets(bytes), bytes.size(), nullptr) == 1 ? std::move(point) : nullptr;
}

// The point of the curve that `number` steps from its generator lead to.
std::string point_of(const BIGNUM* number) {
    const CurvePoint point(EC_POINT_new(curve()));
    std::string bytes(point_bytes, '\0');
    if (EC_POINT_mul(curve(), point.get(), number, nullptr, nullptr, nullptr) != 1 ||
        EC_POINT_point2oct(curve(), point.get(), POINT_CONVERSION_UNCOMPRESSED, octets(bytes), bytes.size(), nullptr) != bytes.size())
        throw no_agreement();
    return bytes;
}
}  // namespace

bool is_on_p256(std::string_view point) { return read_point(point) != nullptr; }

AgreementKey::AgreementKey(std::shared_ptr<BIGNUM> secret) : secret_(std::move(secret)) {
    BN_set_flags(secret_.get(), BN_FLG_CONSTTIME);
    point_ = point_of(secret_.get());
}

AgreementKey AgreementKey::make() {
    std::shared_ptr<BIGNUM> secret(BN_new(), BN_clear_free);
    do {
        if (BN_priv_rand_range(secret.get(), EC_GROUP_get0_order(curve())) != 1) throw no_agreement();
    } while (BN_is_zero(secret.get()));
    return AgreementKey(std::move(secret));
}

std::optional<AgreementKey> AgreementKey::of(std::string_view secret) {
    if (secret.size() != coordinate_bytes) return std::nullopt;
    std::shared_ptr<BIGNUM> number(BN_bin2bn(octets(secret), static_cast<int>(secret.size()), nullptr), BN_clear_free);
    if (BN_is_zero(number.get()) || BN_cmp(number.get(), EC_GROUP_get0_order(curve())) >= 0) return std::nullopt;
    return AgreementKey(std::move(number));
}

// The curve's cofactor is 1: a point that is on it and is not at infinity, which an uncompressed one never is, is a good one.
std::optional<std::string> AgreementKey::agree(std::string_view point) const {
    const auto peer = read_point(point);
    if (!peer) return std::nullopt;
    const CurvePoint common(EC_POINT_new(curve()));
    const Coordinate x(BN_new());
    std::string shared(coordinate_bytes, '\0');
    if (EC_POINT_mul(curve(), common.get(), nullptr, peer.get(), secret_.get(), nullptr) != 1 ||
        EC_POINT_get_affine_coordinates(curve(), common.get(), x.get(), nullptr, nullptr) != 1 ||
        BN_bn2binpad(x.get(), octets(shared), static_cast<int>(shared.size())) != static_cast<int>(shared.size()))
        throw no_agreement();
    return shared;
}

}  // namespace crypto
