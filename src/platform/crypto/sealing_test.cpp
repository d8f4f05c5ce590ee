#include "platform/crypto/sealing.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/crypto.hpp"

namespace crypto {
namespace {

const std::string key(sealing_key_bytes, 'k');

TEST(Sealing, OpensWithTheSameKeyAndTheSameAssociatedData) {
    for (const std::string text : {"", "s", "a secret of some length"}) {
        EXPECT_EQ(unseal(key, seal(key, text, "row 1"), "row 1"), text);
        EXPECT_EQ(unseal(key, seal(key, text, "row 1"), "row 2"), std::nullopt);
        EXPECT_EQ(unseal(std::string(sealing_key_bytes, 'l'), seal(key, text, "row 1"), "row 1"), std::nullopt);
    }
}

TEST(Sealing, NoticesEveryChangedByte) {
    const auto sealed = seal(key, "secret", "row");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] ^= 1;
        EXPECT_EQ(unseal(key, changed, "row"), std::nullopt) << i;
        EXPECT_EQ(unseal(key, sealed.substr(0, i), "row"), std::nullopt) << i;
    }
}

TEST(Sealing, NeverWritesTheSameTwice) {
    EXPECT_NE(seal(key, "secret", ""), seal(key, "secret", ""));
    EXPECT_EQ(seal(key, "secret", "").find("secret"), std::string::npos);
}

// Test case 14 of "The Galois/Counter Mode of Operation", McGrew and Viega: a key of zeros, a nonce of zeros, a block of zeros.
TEST(Sealing, OpensWhatOthersHaveSealed) {
    const auto cipher_and_tag = from_base64("zqdAPU1ga24HTsXTuvOdGNDRyKeZmWvwJluYtdSKuRk=");
    EXPECT_EQ(unseal(std::string(32, '\0'), std::string(12, '\0') + *cipher_and_tag, ""), std::string(16, '\0'));
}

}  // namespace
}  // namespace crypto
