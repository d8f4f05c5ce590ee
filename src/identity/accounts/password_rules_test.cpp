#include "identity/accounts/password_rules.hpp"

#include <gtest/gtest.h>

#include "platform/error.hpp"

namespace {
bool is_taken(const std::string& password, int least = 10) {
    try {
        identity::check_password(identity::normalised_password(password), least, {"grace hopper", "grace@navy.example"}, "/password");
        return true;
    } catch (const Error& error) {
        EXPECT_EQ(error.pointer, "/password");
        return false;
    }
}

TEST(PasswordRules, TakeAnyCharactersThatAreManyEnough) {
    for (const auto* password : {"correct horse battery", "eleven  blanks", "Пароль для меня", "🦉🦉🦉owls and 🌙", "nur kleine buchstaben"}) EXPECT_TRUE(is_taken(password)) << password;
    EXPECT_TRUE(is_taken(std::string("ab") + std::string(254, 'c')));
}

TEST(PasswordRules, RefuseWhatIsGuessedFirst) {
    for (const auto* password : {"password123", "PassWord123!", "QWERTYUIOP", "1q2w3e4r5t", "aaaaaaaaaaaa", "12345678901", "abcdefghijkl", "zyxwvutsrqpo", "Grace Hopper", "grace@navy.example"})
        EXPECT_FALSE(is_taken(password)) << password;
    EXPECT_FALSE(is_taken("ｐａｓｓｗｏｒｄ１２３")) << "wide letters are the same letters";
}

TEST(PasswordRules, CountCharactersAndNotBytes) {
    EXPECT_FALSE(is_taken("short one"));
    EXPECT_FALSE(is_taken("äöüäöüäöü"));
    EXPECT_TRUE(is_taken("äöüäöüäöüß"));
    EXPECT_TRUE(is_taken("eight8ch", 8));
    EXPECT_FALSE(is_taken("ab" + std::string(255, 'c')));
}

TEST(PasswordRules, TakeOnePasswordTypedOnTwoKeyboardsForOne) {
    EXPECT_EQ(identity::normalised_password("Zoe\xCC\x88"), identity::normalised_password("Zo\xC3\xAB"));
    EXPECT_NE(identity::normalised_password("Secret"), identity::normalised_password("secret"));
}
}  // namespace
