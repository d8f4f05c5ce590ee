#include "platform/crypto/private_key.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/public_key.hpp"

namespace {
using crypto::Signing;

TEST(PrivateKey, SignsWhatItsPublicKeyVerifies) {
    for (int i = 0; i < 50; ++i) {  // a number with leading zeros comes every 256 times or so
        const auto key = crypto::PrivateKey::make_p256();
        const auto open = crypto::PublicKey::p256(key.x(), key.y());
        ASSERT_TRUE(open);
        const auto signature = key.sign("a text");
        EXPECT_EQ(signature.size(), 64u);
        EXPECT_TRUE(open->verifies(Signing::es256, "a text", signature));
        EXPECT_FALSE(open->verifies(Signing::es256, "another text", signature));
    }
}

// openssl ecparam -genkey -name prime256v1 | openssl pkcs8 -topk8 -nocrypt
constexpr std::string_view on_p256 = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgyYCeOCDl6mpsrdS4
IWE+CF0ukznezehQOf43ym1NldShRANCAAQ6hWemzoKj4U175dNAdl1XccYghB/z
oZk0Xlur32PkHxObvH6sQDjhZZToFJcI7yxW9678GxzcApZk9FInWuHz
-----END PRIVATE KEY-----
)";
constexpr std::string_view on_another_curve = R"(-----BEGIN PRIVATE KEY-----
MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDDhDlwfG5sn3a5J/rSE
JiAO92+JF4+kqxDC8v66j+teOLs1+v7qjq7/ZjSmp6GE1LShZANiAARLz/xbOG1K
8/v4aCBRh1vWCtxdgdalnSHFn1iFIQQ1vAIc5yiNlq2owk609O9ebv6AajabypET
XEWZBL93JVPn3TNniW6lj6kfQfBER0z1lMVoJI26QTefKvkr0VrzBt4=
-----END PRIVATE KEY-----
)";
constexpr std::string_view with_passphrase = R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiU/2aYu5fjzgICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECMblrw0lr2vm6F4HX65WoYEgZAA
55rNnehD1GqMNZTndit2UNbdCIFCgrYN5CALb9ZNtWindOQ7CmG/No+wE6vlIHCe
2qwiLl2WEgPDRZd9NC8h66mgr4HZXFLmXOUzLCEgISKjwa/Ra2emTJFgLdptfQQY
eJ+ESyNP6L5qCrDc9Se8MVqDHSSQj2ffG+sj2pJwahY7v4dqB76FaOGPHg2zb8Y=
-----END ENCRYPTED PRIVATE KEY-----
)";

TEST(PrivateKey, ComesFromPem) {
    const auto key = crypto::PrivateKey::of_pem(on_p256);
    ASSERT_TRUE(key);
    EXPECT_TRUE(crypto::PublicKey::p256(key->x(), key->y())->verifies(Signing::es256, "a text", key->sign("a text")));
    for (const auto& text : {on_another_curve, with_passphrase, std::string_view("no key"), std::string_view(), on_p256.substr(0, 90)})
        EXPECT_FALSE(crypto::PrivateKey::of_pem(text)) << text;
}

TEST(PrivateKey, IsNewEachTime) {
    const auto one = crypto::PrivateKey::make_p256(), other = crypto::PrivateKey::make_p256();
    EXPECT_NE(one.x(), other.x());
    EXPECT_FALSE(crypto::PublicKey::p256(other.x(), other.y())->verifies(Signing::es256, "a text", one.sign("a text")));
}
}  // namespace
