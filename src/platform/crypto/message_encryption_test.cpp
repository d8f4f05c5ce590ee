#include "platform/crypto/message_encryption.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/crypto.hpp"
#include "platform/crypto/private_key.hpp"
#include "platform/error.hpp"

namespace crypto {
namespace {

std::string decoded(std::string_view base64url) { return from_base64url(base64url).value(); }

// RFC 8291, 5 and appendix A.
const MessageKeys browser{decoded("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"), decoded("BTBZMqHH6r4Tts7J_aSIgg")};
const std::string browser_key = decoded("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), sender_key = decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
const std::string salt = decoded("DGv6ra1nlYgDCS1FRnbzlw");
const std::string watermelon = "When I grow up, I want to be a watermelon";
}  // namespace

TEST(MessageEncryption, WritesTheExampleOfTheStandard) {
    const auto sender = AgreementKey::of(sender_key);
    ASSERT_TRUE(sender);
    EXPECT_EQ(to_base64url(sender->point()), "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
    const auto body = encrypt_message(browser, watermelon, *sender, salt);
    const auto header = decoded("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
    const auto record = decoded("8pfeW0KbunFT06SuDKoJH9Ql87S1QUrdirN6GcG7sFz1y1sqLgVi1VhjVkHsUoEsbI_0LpXMuGvnzQ");
    EXPECT_EQ(to_base64url(body), to_base64url(header + record));
}

TEST(MessageEncryption, AgreesOnWhatTheOtherSideFinds) {
    const auto mine = AgreementKey::of(browser_key), theirs = AgreementKey::of(sender_key);
    ASSERT_TRUE(mine && theirs);
    EXPECT_EQ(mine->point(), browser.point);
    EXPECT_EQ(mine->agree(theirs->point()), theirs->agree(mine->point()));
    EXPECT_EQ(to_base64url(*mine->agree(theirs->point())), "kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
    EXPECT_EQ(mine->agree(std::string(65, '\x04')), std::nullopt) << "a point beside the curve";
    for (int i = 0; i < 300; ++i) {  // a coordinate with leading zeros comes every 256 times or so
        const auto one = AgreementKey::make(), other = AgreementKey::make();
        ASSERT_EQ(one.agree(other.point()), other.agree(one.point()));
    }
}

TEST(MessageEncryption, TakesNoNumberThatIsNoKey) {
    // The order of the curve (SP 800-186, 3.2.1.3).
    const auto order = decoded("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE");
    auto below = order;
    --below.back();
    EXPECT_TRUE(AgreementKey::of(below));
    for (const auto& number : {order, std::string(32, '\0'), std::string(32, '\xff'), std::string(31, '\1'), std::string()}) EXPECT_FALSE(AgreementKey::of(number));
}

TEST(MessageEncryption, IsAnotherKeyAndSaltEachTime) {
    const auto one = encrypt_message(browser, watermelon), other = encrypt_message(browser, watermelon);
    EXPECT_EQ(one.size(), 86 + watermelon.size() + 1 + 16);
    EXPECT_NE(one.substr(0, 16), other.substr(0, 16));
    EXPECT_NE(one.substr(21, 65), other.substr(21, 65));
}

TEST(MessageEncryption, FillsWhatEveryPushServiceTakesAndNoMore) {
    EXPECT_EQ(encrypt_message(browser, std::string(most_message_bytes, 'x')).size(), 4096u);
    EXPECT_EQ(encrypt_message(browser, "").size(), 86u + 17);
    EXPECT_THROW(encrypt_message(browser, std::string(most_message_bytes + 1, 'x')), Error);
}

TEST(MessageEncryption, TakesNoKeysThatAreNone) {
    EXPECT_TRUE(are_message_keys(browser));
    auto beside = browser.point;
    beside.back() ^= 1;
    auto compressed = "\x02" + browser.point.substr(1, 32);
    for (const auto& point : {beside, compressed, std::string(), browser.point + 'x', std::string(65, '\0')}) {
        EXPECT_FALSE(are_message_keys({point, browser.secret})) << to_base64url(point);
        EXPECT_THROW(encrypt_message({point, browser.secret}, "x"), Error);
    }
    EXPECT_FALSE(are_message_keys({browser.point, browser.secret.substr(1)}));
    EXPECT_THROW(encrypt_message({browser.point, ""}, "x"), Error);
}

TEST(MessageEncryption, KeepsAKeyByItsSecretNumber) {
    const auto key = PrivateKey::make_p256();
    const auto again = PrivateKey::p256(key.secret());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->point(), key.point());
    EXPECT_EQ(again->point(), "\x04" + key.x() + key.y());
    for (const auto& none : {std::string(), std::string(32, '\0'), std::string(32, '\xff'), std::string(31, 'x')}) EXPECT_FALSE(PrivateKey::p256(none));
}

}  // namespace crypto
