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

TEST(PrivateKey, IsNewEachTime) {
    const auto one = crypto::PrivateKey::make_p256(), other = crypto::PrivateKey::make_p256();
    EXPECT_NE(one.x(), other.x());
    EXPECT_FALSE(crypto::PublicKey::p256(other.x(), other.y())->verifies(Signing::es256, "a text", one.sign("a text")));
}
}  // namespace
