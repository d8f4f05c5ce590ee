#include <algorithm>
#include <array>

#include "identity/accounts/password_rules.hpp"

namespace identity {

namespace {
// Of published lists of leaked passwords, those of eight letters and more that stand at their top; runs such as 12345678 are refused by rule.
constexpr auto commonest = std::to_array<std::string_view>({
    "0987654321", "1029384756", "10203040", "1122334455", "11223344", "112233445566", "123123123", "1231231231", "123321123", "123412341234", "12344321",
    "1234512345", "1234554321", "123456123456", "1234567890", "12345678901", "123456789012", "123456789a", "123456789q", "12345678a", "12345678910", "12345qwert", "1234qwer",
    "1234qwer1234", "123abc123", "123qweasd", "123qweasdzxc", "12qwaszx", "147258369", "159357456", "1q2w3e4r", "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx",
    "1qaz2wsx3edc", "1qazxsw2", "22222222", "2wsx3edc", "741852963", "789456123", "87654321", "963852741", "987654321", "9876543210", "a123456789", "a1b2c3d4",
    "a1b2c3d4e5", "aa123456", "aa12345678", "abc12345", "abc123456", "abc1234567", "abc123abc", "abcd1234", "abcd12345", "abcdefg1", "abcdefg123", "access14",
    "admin123", "admin1234", "admin12345", "administrator", "alexander", "america1", "anthony1", "arsenal1", "asasasas", "asd123456", "asdasd123", "asdf1234",
    "asdf123456", "asdfasdf", "asdfasdfasdf", "asdfghjk", "asdfghjkl", "asdfghjkl1", "asdfjkl;", "ashley123", "babygirl", "babygirl1", "barcelona", "baseball",
    "baseball1", "basketball", "basketball1", "bismillah", "blink182", "bubblegum", "butterfly", "butterfly1", "changeme", "changeme1", "changeme123", "charlie1",
    "charlie123", "cheesecake", "chelsea1", "chocolate", "chocolate1", "christian", "christine", "computer", "computer1", "corvette", "cristiano", "dearbook",
    "december", "default123", "dragon123", "dragonball", "elephant", "elizabeth", "february", "filipino", "fireball", "football", "football1", "football123",
    "forever1", "friendship", "fuckyou1", "fuckyou123", "gabriela", "gateway1", "gfhjkm123", "google123", "guest1234", "hahaha123", "hallo123", "harrypotter",
    "hello123", "hello1234", "hello12345", "helloworld", "iloveyou", "iloveyou1", "iloveyou12", "iloveyou123", "iloveyou2", "internet", "jennifer", "jessica1",
    "jonathan", "jordan23", "killer123", "kisskiss", "letmein1", "letmein123", "letmeinnow", "liverpool", "liverpool1", "lovelove", "loveme123", "loveyou1",
    "master123", "maverick", "mercedes", "metallica", "michael1", "michelle", "midnight", "minecraft", "minecraft1", "monkey123", "mustang1", "mypassword",
    "mypassword1", "naruto123", "nicholas", "nicole123", "november", "omnitutor", "omnitutor1", "omnitutor123", "p@ssw0rd", "p@ssw0rd1", "p@ssword", "p@ssword1",
    "pass1234", "pass12345", "passw0rd", "passw0rd1", "passw0rd123", "password", "password!", "password.", "password0", "password01", "password1", "password1!",
    "password11", "password12", "password123", "password123!", "password1234", "password12345", "password2", "password21", "password99", "passwordpassword",
    "patricia", "pineapple", "pokemon1", "pokemon123", "portugal", "princess", "princess1", "princess123", "q1w2e3r4", "q1w2e3r4t5", "q1w2e3r4t5y6", "qazwsx123",
    "qazwsxedc", "qazwsxedcrfv", "qwe123456", "qweasdzxc", "qweasdzxc123", "qweqweqwe", "qwer1234", "qwer12345", "qwert123", "qwert12345", "qwertyui",
    "qwertyuiop", "qwertyuiop1", "qwertyuiop123", "qwerty12", "qwerty123", "qwerty1234", "qwerty12345", "qwerty123456", "qwerty321", "qwertyqwerty", "realmadrid",
    "rockstar1", "royalmail", "samantha", "samsung1", "samsung123", "scorpion", "secret123", "september", "shadow123", "slipknot", "soccer123", "spiderman",
    "spiderman1", "starwars", "starwars1", "student1", "student123", "summer123", "sunflower", "sunshine", "sunshine1", "sunshine123", "superman", "superman1",
    "superman123", "superstar", "swordfish", "teacher1", "teacher123", "test1234", "test12345", "testtest", "testtest1", "tinkerbell", "trustno1", "unknown1",
    "valentina", "vanessa1", "veronica", "victoria", "volleyball", "welcome1", "welcome12", "welcome123", "welcome1234", "whatever", "whatever1", "william1",
    "winter123", "wordpass", "xbox360xbox", "yellow123", "yourpassword", "zaq12wsx", "zaq1zaq1", "zaqxswcde", "zxcvbnm1", "zxcvbnm123", "zxcvbnmasd",
});
}  // namespace

bool is_common_password(std::string_view folded) { return std::ranges::find(commonest, folded) != commonest.end(); }

}  // namespace identity
