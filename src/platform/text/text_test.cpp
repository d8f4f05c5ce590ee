#include <gtest/gtest.h>

#include "platform/text/ascii.hpp"
#include "platform/text/percent.hpp"

namespace {

TEST(TextTest, LowersLettersOfAsciiOnly) {
    EXPECT_EQ(text::lower_case("AZ@[`{-Ü"), "az@[`{-Ü");
    EXPECT_TRUE(text::equal_without_case("Content-Type", "content-tYPE"));
    EXPECT_FALSE(text::equal_without_case("a@", "a`"));
    EXPECT_FALSE(text::equal_without_case("a", "ab"));
}

TEST(TextTest, TrimsBothEnds) {
    EXPECT_EQ(text::trimmed(" \t\r\na b\n "), "a b");
    EXPECT_EQ(text::trimmed(" \t"), "");
    EXPECT_EQ(text::trimmed(""), "");
    EXPECT_EQ(text::trimmed(" \ta ", " "), "\ta");
}

TEST(TextTest, LeavesNoMarkupInWhatStandsInHtml) {
    EXPECT_EQ(text::escape_html("<a href=\"x\">&amp;é</a>"), "&lt;a href=&quot;x&quot;&gt;&amp;amp;é&lt;/a&gt;");
}

TEST(TextTest, DecodesEscapesAndRefusesWhatIsNone) {
    EXPECT_EQ(text::decode_percent("%C3%bc%2B+"), "ü++");
    EXPECT_EQ(text::decode_percent("a+%20", text::Plus::is_space), "a  ");
    EXPECT_EQ(text::decode_percent(""), "");
    for (const char* broken : {"%", "a%4", "%zz", "%4%41", "%%41"}) EXPECT_FALSE(text::decode_percent(broken)) << broken;
}

TEST(TextTest, LetsBrokenEscapesBeWherePeopleWriteThem) {
    EXPECT_EQ(text::decode_percent_leniently("%C3%BC%zz%4"), "ü%zz%4");
    EXPECT_EQ(text::decode_percent_leniently("100%+%%41"), "100%+%A");
}

TEST(TextTest, EscapesAllButWhatIsUnreservedOrKept) {
    EXPECT_EQ(text::encode_percent("aZ09-._~"), "aZ09-._~");
    EXPECT_EQ(text::encode_percent("a b/ü+%"), "a%20b%2F%C3%BC%2B%25");
    EXPECT_EQ(text::encode_percent("a b/ü", "/"), "a%20b/%C3%BC");
}

}  // namespace
