#include "identity/tokens/jwt.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/crypto.hpp"
#include "platform/crypto/public_key.hpp"

namespace {
using identity::Claims, identity::read_jwt, identity::write_jwt;

const Claims claims{.iss = "i", .aud = "a", .sub = "u", .client_id = "c", .sid = "s", .org = "o", .role = "learner", .jti = "j", .iat = 1, .nbf = 1, .exp = 2};
const auto key = crypto::PrivateKey::make_p256();

std::string written() { return write_jwt("key", claims, key); }

std::string part(std::string_view json) { return crypto::to_base64url(json); }

TEST(Jwt, IsReadAsItWasWritten) {
    const auto text = written();
    const auto jwt = read_jwt(text);
    EXPECT_EQ(jwt.key_id, "key");
    EXPECT_EQ(jwt.claims.sid, "s");
    EXPECT_EQ(jwt.claims.exp, 2);
    EXPECT_EQ(jwt.signed_text, text.substr(0, text.rfind('.')));
    EXPECT_TRUE(crypto::PublicKey::p256(key.x(), key.y())->verifies(crypto::Signing::es256, jwt.signed_text, jwt.signature));
}

TEST(Jwt, IsRefusedInAnyOtherForm) {
    const auto good = written();
    const auto payload = good.substr(good.find('.')), signature = good.substr(good.rfind('.'));
    const std::string refused[] = {
        "",
        ".",
        "..",
        "a.b",
        good + ".more",
        good + "=",
        " " + good,
        std::string(5000, 'a') + payload,
        part(R"({"alg":"none","typ":"at+jwt","kid":"key"})") + payload,
        part(R"({"alg":"None","typ":"at+jwt","kid":"key"})") + payload,
        part(R"({"alg":"HS256","typ":"at+jwt","kid":"key"})") + payload,
        part(R"({"alg":"RS256","typ":"at+jwt","kid":"key"})") + payload,
        part(R"({"alg":"ES256","typ":"JWT","kid":"key"})") + payload,
        part(R"({"alg":"ES256","typ":"at+jwt"})") + payload,
        part(R"({"alg":"ES256","typ":"at+jwt","kid":["key"]})") + payload,
        part(R"({"alg":"ES256","alg":"none","typ":"at+jwt","kid":"key"})") + payload,
        part(R"({"alg":"ES256","typ":"at+jwt","kid":"key","crit":["exp"]})") + payload,
        part("[]") + payload,
        part("\xFF\xFE") + payload,
        part(std::string(600, '[')) + payload,
        good.substr(0, good.find('.')) + '.' + part(R"({"iss":"i"})") + signature,
        good.substr(0, good.find('.')) + '.' + part(R"({"exp":"soon"})") + signature,
    };
    for (const auto& text : refused) EXPECT_THROW(read_jwt(text), Error) << text;
}

// 64 bytes leave four bits of the last letter without a meaning.
TEST(Jwt, HasOneSpelling) {
    const auto good = written(), signature = read_jwt(good).signature;
    int spellings = 0;
    for (const char letter : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")) {
        auto other = good;
        other.back() = letter;
        try {
            spellings += read_jwt(other).signature == signature;
        } catch (const Error&) {
        }
    }
    EXPECT_EQ(spellings, 1);
}
}  // namespace
