#include "notices/push/vapid.hpp"

#include <fmt/format.h>

#include "platform/crypto/crypto.hpp"
#include "platform/jose/jws.hpp"
#include "platform/json/json.hpp"

namespace notices {

namespace {
constexpr timing::Micros an_hour = 3'600'000'000, good_for = 12 * an_hour, used_for = 6 * an_hour;
constexpr std::size_t most_origins = 256;  // there are a handful of push services; who makes origins up must not fill the memory

struct VapidHeader {
    std::string typ = "JWT", alg = "ES256";
};
BOOST_DESCRIBE_STRUCT(VapidHeader, (), (typ, alg))

// RFC 8292, 2
struct VapidClaims {
    std::string aud;
    std::int64_t exp = 0;
    std::string sub;
};
BOOST_DESCRIBE_STRUCT(VapidClaims, (), (aud, exp, sub))
}  // namespace

std::string Vapid::public_key() const { return crypto::to_base64url(key_.point()); }

Vapid::Signed Vapid::sign(const std::string& origin, timing::Micros now) const {
    const VapidClaims claims{.aud = origin, .exp = (now + good_for) / 1'000'000, .sub = contact_};
    return {fmt::format("vapid t={}, k={}", jose::write_jws(json::write(VapidHeader{}), json::write(claims), key_), public_key()), now + used_for};
}

std::string Vapid::authorization(const std::string& origin, timing::Micros now) {
    const std::lock_guard lock(mutex_);
    if (const auto known = signed_.find(origin); known != signed_.end() && known->second.until > now) return known->second.words;
    if (signed_.size() >= most_origins) signed_.clear();
    return signed_.insert_or_assign(origin, sign(origin, now)).first->second.words;
}

}  // namespace notices
