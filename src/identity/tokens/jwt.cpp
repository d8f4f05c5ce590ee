#include "identity/tokens/jwt.hpp"

#include <boost/describe/class.hpp>
#include <boost/json/value.hpp>

#include "platform/crypto/crypto.hpp"
#include "platform/jose/jws.hpp"
#include "platform/json/json.hpp"

namespace identity {

BOOST_DESCRIBE_STRUCT(Claims, (), (iss, aud, sub, client_id, sid, org, role, jti, iat, nbf, exp))

struct JwtHeader {
    std::string alg, typ, kid;
    std::optional<boost::json::value> crit;
};
BOOST_DESCRIBE_STRUCT(JwtHeader, (), (alg, typ, kid, crit))

namespace {
constexpr std::size_t most_bytes = 4 * 1024;
constexpr std::string_view algorithm = "ES256", type = "at+jwt";

// A last letter may carry bits that mean nothing: only the one spelling is taken.
std::string decoded(std::string_view part) {
    auto bytes = crypto::from_base64url(part);
    if (!bytes || crypto::to_base64url(*bytes) != part) throw token_refused();
    return std::move(*bytes);
}

template <class T>
T read_part(std::string_view part) {
    try {
        return json::read<T>(decoded(part));
    } catch (const Error&) {
        throw token_refused();
    }
}
}  // namespace

Error token_refused() { return {ErrorCode::unauthorized, "This access token is not taken, or not any more."}; }

std::string write_jwt(std::string_view key_id, const Claims& claims, const crypto::PrivateKey& key) {
    const JwtHeader header{.alg = std::string(algorithm), .typ = std::string(type), .kid = std::string(key_id), .crit = {}};
    return jose::write_jws(json::write(header), json::write(claims), key);
}

Jwt read_jwt(std::string_view text) {
    const auto first = text.find('.'), last = text.rfind('.');
    if (text.size() > most_bytes || first == text.npos || first == last || text.find('.', first + 1) != last) throw token_refused();
    const auto header = read_part<JwtHeader>(text.substr(0, first));
    if (header.alg != algorithm || header.typ != type || header.crit) throw token_refused();
    return {.key_id = header.kid,
            .claims = read_part<Claims>(text.substr(first + 1, last - first - 1)),
            .signed_text = text.substr(0, last),
            .signature = decoded(text.substr(last + 1))};
}

}  // namespace identity
