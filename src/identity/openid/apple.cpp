#include "identity/openid/apple.hpp"

#include <boost/describe/class.hpp>

#include "platform/crypto/private_key.hpp"
#include "platform/error.hpp"
#include "platform/jose/jws.hpp"
#include "platform/json/json.hpp"

namespace identity {

struct AppleHeader {
    std::string alg = "ES256", kid;
};
BOOST_DESCRIBE_STRUCT(AppleHeader, (), (alg, kid))

struct AppleClaims {
    std::string iss, sub, aud;
    std::int64_t iat = 0, exp = 0;
};
BOOST_DESCRIBE_STRUCT(AppleClaims, (), (iss, sub, aud, iat, exp))

struct AppleName {
    std::optional<std::string> firstName;
};
BOOST_DESCRIBE_STRUCT(AppleName, (), (firstName))

struct AppleUser {
    std::optional<AppleName> name;
};
BOOST_DESCRIBE_STRUCT(AppleUser, (), (name))

namespace {
constexpr std::int64_t secret_life = 300;  // seconds; Apple takes up to six months
constexpr std::size_t most_name = 200;     // bytes

void expect_identifier(const std::string& text, std::string_view pointer) {
    const bool fits = !text.empty() && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == text.npos;
    if (!fits) throw Error(ErrorCode::invalid, "expected capital letters and digits, such as AB12CD34EF").at(std::string(pointer));
}
}  // namespace

void check_apple(const NewOpenIdIssuer& wanted) {
    expect_identifier(wanted.team_id, "/team_id");
    expect_identifier(wanted.key_id, "/key_id");
    if (!crypto::PrivateKey::of_pem(wanted.secret))
        throw Error(ErrorCode::invalid, "expected the whole file .p8 that Apple gave you, from BEGIN PRIVATE KEY on").at("/key");
}

std::string apple_client_secret(const OpenIdIssuer& issuer, std::string_view key, std::int64_t now) {
    const auto signer = crypto::PrivateKey::of_pem(key);
    if (!signer) throw Error(ErrorCode::internal, "the key of this issuer is none");
    const auto header = json::write(AppleHeader{.kid = issuer.key_id});
    const auto claims = json::write(AppleClaims{.iss = issuer.team_id, .sub = issuer.client_id, .aud = issuer.url, .iat = now, .exp = now + secret_life});
    return jose::write_jws(header, claims, *signer);
}

std::string first_name_in(std::string_view user) {
    try {
        const auto read = json::read<AppleUser>(user);
        auto first = read.name ? read.name->firstName.value_or("") : "";
        return first.size() <= most_name ? first : "";
    } catch (const Error&) {
        return "";
    }
}

}  // namespace identity
