#include "identity/accounts/names.hpp"

#include <gtest/gtest.h>

#include "platform/error.hpp"

namespace {
using identity::avatar_name, identity::email_address;

std::string pointer_of_refusal(auto&& work) {
    try {
        work();
        return "taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.code, ErrorCode::invalid);
        return error.pointer;
    }
}

TEST(AvatarName, IsShownAsItWasTypedWithoutNeedlessBlanks) {
    EXPECT_EQ(avatar_name("  Ada   Lovelace ").shown, "Ada Lovelace");
    EXPECT_EQ(avatar_name("Zoe\xCC\x88").shown, "Zo\xC3\xAB") << "one code point, as NFC has it";
    EXPECT_EQ(avatar_name("李小龙").shown, "李小龙");
    EXPECT_EQ(avatar_name("Robert'); DROP TABLE accounts;--").shown, "Robert'); DROP TABLE accounts;--");
    EXPECT_EQ(avatar_name("<b>bold</b>").shown, "<b>bold</b>");
}

TEST(AvatarName, IsOneNameHoweverItIsWritten) {
    for (const auto* other : {"ADA", "ada", "Ａｄａ", " aDa "}) EXPECT_EQ(avatar_name(other).key, avatar_name("Ada").key) << other;
    EXPECT_EQ(avatar_name("Straße").key, avatar_name("STRASSE").key);
    EXPECT_EQ(avatar_name("Zoë").key, avatar_name("Zoe\xCC\x88").key);
    EXPECT_NE(avatar_name("Ada").key, avatar_name("Bob").key);
    EXPECT_EQ(identity::sign_in_key("  ADA "), avatar_name("Ada").key);
}

TEST(AvatarName, LooksLikeTheNamesThatCannotBeToldFromIt) {
    const std::pair<const char*, const char*> alike[] = {{"Paula", "Pаula"}, {"bob", "b0b"}, {"Bill", "Bi11"}, {"Modern", "Modem"}, {"HELLO", "hello"}};
    for (const auto& [one, other] : alike) EXPECT_EQ(avatar_name(one).look, avatar_name(other).look) << one << ' ' << other;
    EXPECT_NE(avatar_name("Paula").key, avatar_name("Pаula").key) << "with a Cyrillic а it is another name, and not to be had";
    EXPECT_NE(avatar_name("Ada").look, avatar_name("Ida").look);
}

TEST(AvatarName, RefusesWhatCannotBeShownOrSaid) {
    const std::string refused[] = {"", " ", "A", std::string(41, 'a'), "a@b", "new\nline", "\xE2\x80\xAE" "evil", "zero\xE2\x80\x8Bwidth", "---", "tab\x07",
                                   "a" "\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81" "b", std::string("nul\0l", 5), "\xEF\xBF\xBE" "x"};
    for (const auto& name : refused) EXPECT_EQ(pointer_of_refusal([&] { avatar_name(name); }), "/name") << name;
    EXPECT_EQ(avatar_name(std::string(40, 'a')).shown.size(), 40u);
}

TEST(EmailAddress, IsTakenInAnyCase) {
    EXPECT_EQ(email_address(" Ada@School.Example ").shown, "Ada@School.Example");
    EXPECT_EQ(email_address("Ada@School.Example").key, "ada@school.example");
    EXPECT_EQ(email_address("ada+tag@localhost").key, "ada+tag@localhost");
}

TEST(EmailAddress, RefusesWhatIsNone) {
    for (const std::string& text : {std::string("ada"), std::string("@school"), std::string("ada@"), std::string("a@b@c"), std::string("a da@school"),
                                    std::string("ada@sch\r\nBcc: x"), "a@" + std::string(260, 'b'), std::string(65, 'a') + "@b", std::string("<a@b>")})
        EXPECT_EQ(pointer_of_refusal([&] { email_address(text); }), "/email") << text;
}
}  // namespace
