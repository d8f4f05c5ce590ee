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
