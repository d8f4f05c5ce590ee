#include "platform/crypto/password.hpp"

#include <gtest/gtest.h>

namespace {
const crypto::Argon2Cost cheap{.memory_kib = 64, .passes = 1, .lanes = 1};

TEST(Password, IsVerifiedAgainstItsOwnHashOnly) {
    const auto hash = crypto::hash_password("correct horse", cheap);
    EXPECT_TRUE(crypto::verify_password("correct horse", hash));
    EXPECT_FALSE(crypto::verify_password("correct hors", hash));
    EXPECT_FALSE(crypto::verify_password("", hash));
    EXPECT_NE(hash, crypto::hash_password("correct horse", cheap)) << "the salt is new each time";
}

// The test vector of the reference implementation: version 19, t=2, m=256, p=1, "password", "somesalt".
TEST(Password, HashesAsTheReferenceDoes) {
    EXPECT_TRUE(crypto::verify_password("password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"));
}

TEST(Password, HashTellsWhatItCost) {
    const crypto::Argon2Cost cost{.memory_kib = 128, .passes = 3, .lanes = 2};
    EXPECT_EQ(crypto::cost_of(crypto::hash_password("x", cost)), cost);
    for (const auto text : {"", "$argon2i$v=19$m=64,t=1,p=1$a$b", "$argon2id$v=19$m=,t=1,p=1$a$b", "$argon2id$v=19$m=64,t=1,p=1"}) EXPECT_FALSE(crypto::cost_of(text)) << text;
}

TEST(Password, NothingHasTheHashOfNothing) {
    const auto hash = crypto::hash_of_nothing(cheap);
    EXPECT_EQ(crypto::cost_of(hash), cheap);
    EXPECT_EQ(hash.size(), crypto::hash_password("x", cheap).size());
    EXPECT_FALSE(crypto::verify_password("", hash));
}

TEST(Password, WhatIsNoHashIsVerifiedByNothing) {
    for (const auto text : {"", "password", "$argon2id$", "$argon2d$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAA"}) EXPECT_FALSE(crypto::verify_password("password", text)) << text;
}
}  // namespace
