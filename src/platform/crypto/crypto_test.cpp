#include "platform/crypto/crypto.hpp"

#include <gtest/gtest.h>

TEST(Crypto, HashesAsTheStandardSays) {
    EXPECT_EQ(crypto::sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Crypto, NeverRepeatsARandomToken) {
    EXPECT_EQ(crypto::random_hex(32).size(), 64u);
    EXPECT_NE(crypto::random_hex(32), crypto::random_hex(32));
}

TEST(Crypto, ComparesSecretsOfAnyLength) {
    EXPECT_TRUE(crypto::equal_secrets("token", "token"));
    EXPECT_FALSE(crypto::equal_secrets("token", "token2"));
    EXPECT_FALSE(crypto::equal_secrets("", "token"));
}

// RFC 4231, test case 2.
TEST(Crypto, SignsAsTheStandardSays) {
    EXPECT_EQ(crypto::hmac_sha256_hex("Jefe", "what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Crypto, ReadsAndWritesBase64OfBothAlphabets) {
    EXPECT_EQ(crypto::from_base64("cHVibGljOnNlY3JldA=="), "public:secret");
    EXPECT_EQ(crypto::to_base64("public:secret"), "cHVibGljOnNlY3JldA==");
    EXPECT_EQ(crypto::to_base64(""), "");
    for (std::size_t size = 0; size < 6; ++size) {
        const auto bytes = std::string("\xFF\xFE?>\0\x80", 6).substr(0, size);
        EXPECT_EQ(crypto::from_base64(crypto::to_base64(bytes)), bytes);
        EXPECT_EQ(crypto::from_base64url(crypto::to_base64url(bytes)), bytes);
    }
}

TEST(Crypto, RefusesWhatIsNotBase64) {
    for (const auto text : {"cHVi*", "cHVi*A==", "cHV", "cHVi\n", " cHVi===", "c===", "====", "cH=i", "cA==cA=="}) EXPECT_FALSE(crypto::from_base64(text)) << text;
    for (const auto text : {"c", "cA==", "+A", "/A"}) EXPECT_FALSE(crypto::from_base64url(text)) << text;
}
