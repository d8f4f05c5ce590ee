#include "platform/client/mail.hpp"

#include <gmock/gmock.h>

#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"

namespace {
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

client::Mail mail(std::string subject, client::Mailbox to = {"Ada", "ada@school.example"}) {
    return {.id = "0192", .from = {"OmniTutor", "tutor@school.example"}, .to = std::move(to), .subject = std::move(subject), .text = "", .html = "", .date = 1795315336'000'000};
}

// The reader of RFC 2047 in the least words: joins the Base64 of all encoded words.
std::string decoded(std::string text) {
    std::string result;
    for (std::size_t at = 0; (at = text.find("=?UTF-8?B?", at)) != text.npos;) {
        at += 10;
        const auto end = text.find("?=", at);
        result += *crypto::from_base64(text.substr(at, end - at));
        at = end;
    }
    return result;
}
}  // namespace

TEST(Mail, SaysWhoToWhomAndWhen) {
    EXPECT_EQ(client::header_lines(mail("Hello")),
              (std::vector<std::string>{"From: \"OmniTutor\"\r\n <tutor@school.example>", "To: \"Ada\"\r\n <ada@school.example>", "Subject: Hello",
                                        "Date: Sun, 22 Nov 2026 02:42:16 +0000", "Message-ID: <0192@school.example>"}));
}

TEST(Mail, LetsNoSubjectOrNameBeginAnotherHeader) {
    const auto lines = client::header_lines(mail("Hello\r\nBcc: eve@example.com\r\n\r\nbody", {"Ada\r\nBcc: eve@example.com", "ada@school.example"}));
    EXPECT_EQ(lines.size(), 5u);
    EXPECT_THAT(lines, Each(Not(HasSubstr("\nBcc"))));
    EXPECT_THAT(lines, Contains("Subject: Hello  Bcc: eve@example.com    body"));
}

TEST(Mail, EncodesWhatIsNotAsciiWithoutCuttingACharacter) {
    const std::string subject = "Übung macht die Meisterin: 日本語の課題が今日も待っています、アダさん 🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉";
    const auto text = client::header_text(subject);
    EXPECT_EQ(decoded(text), subject);
    for (std::size_t begin = 0, end; begin < text.size(); begin = end + 3) {
        end = std::min(text.find("\r\n ", begin), text.size());
        EXPECT_LE(end - begin, 75u);
        EXPECT_TRUE(decoded(text.substr(begin, end - begin)).size() <= 45);
    }
    EXPECT_EQ(client::header_text("a =?UTF-8?Q?fake?= word").find("=?UTF-8?B?"), 0u);
    EXPECT_EQ(decoded(client::header_text(std::string(200, 'a'))), std::string(200, 'a'));
}

TEST(Mail, QuotesNamesAndRefusesAddressesThatSayMore) {
    EXPECT_EQ(client::header_lines(mail("x", {"A \"quoted\" name", "ada@school.example"}))[1], "To: \"A \\\"quoted\\\" name\"\r\n <ada@school.example>");
    for (const auto* address : {"", "ada", "@school", "ada@", "a@b@c", "ada@school.example>\r\nRCPT TO:<eve@x", "a b@c", "ada@school.example,eve@x", "<ada@x>"}) {
        EXPECT_FALSE(client::is_mail_address(address)) << address;
        EXPECT_THROW(client::header_lines(mail("x", {"", address})), Error) << address;
    }
    EXPECT_TRUE(client::is_mail_address("ada+math@xn--schl-5qa.example"));
    EXPECT_EQ(client::mailbox_named("The Tutor <t@school.example>").name, "The Tutor");
    EXPECT_EQ(client::mailbox_named("t@school.example").address, "t@school.example");
    EXPECT_THROW(client::mailbox_named("The Tutor"), Error);
}
