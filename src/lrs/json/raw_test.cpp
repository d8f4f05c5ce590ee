#include "lrs/json/raw.hpp"

#include <gmock/gmock.h>

#include "lrs/store/definitions.hpp"

namespace lrs {
namespace {

TEST(Raw, KeepsTheTextOfValues) {
    const auto members = raw::members(R"({ "a" : 1.10 , "b":{"x":"}\"]"},"c\u0064":[ 1e2,[] ],"e":null } )");
    ASSERT_EQ(members.size(), 4u);
    EXPECT_EQ(raw::find(members, "a"), "1.10");
    EXPECT_EQ(raw::find(members, "b"), R"({"x":"}\"]"})");
    EXPECT_EQ(raw::find(members, "cd"), "[ 1e2,[] ]");
    EXPECT_EQ(raw::find(members, "e"), "null");
    EXPECT_EQ(raw::find(members, "f"), "");
    EXPECT_THAT(raw::items("[ 1e2,[] , \"a,b\"]"), testing::ElementsAre("1e2", "[]", "\"a,b\""));
    EXPECT_TRUE(raw::items("[ ]").empty());
    EXPECT_TRUE(raw::members("{}").empty());
}

TEST(Raw, EndsATextAtItsOwnQuote) {
    const auto members = raw::members(R"({"a\"]}":"\\\"x\\","b":[{"c":"}\\\\"}],"\\":"\\"})");
    ASSERT_EQ(members.size(), 3u);
    EXPECT_EQ(raw::find(members, "a\"]}"), R"("\\\"x\\")");
    EXPECT_EQ(raw::find(members, "b"), R"([{"c":"}\\\\"}])");
    EXPECT_EQ(raw::find(members, "\\"), R"("\\")");
    EXPECT_EQ(members[0].name.text(), "a\"]}");
    EXPECT_FALSE(members[0].name == R"(a\"]})");
}

// Eight bytes are looked at as one: the quote must be found at each place among them, before bytes of any kind.
TEST(Raw, FindsTheEndOfATextOfAnySize) {
    for (std::size_t size = 0; size < 30; ++size)
        for (const char* end : {"", "\\\"", "\\\\", "!", "#", "[", "]", "\xC3\xA9", "\\u0022"})
            for (const char* behind : {"", ",1", ",\"\"", ",\"!#[]\\\\\"", ",{\"a\":\"\\\"\"}  "}) {
                const auto text = '"' + std::string(size, 'x') + end + '"';
                const auto array = '[' + text + behind + ']';
                ASSERT_EQ(raw::items(array).front(), text) << array;
                EXPECT_EQ(raw::items(array).size(), *behind == 0 ? 1u : 2u) << array;
            }
}

TEST(Definitions, MergeLanguageByLanguage) {
    EXPECT_EQ(merge_definition(R"({"name":{"en":"a","de":"b"},"type":"x"})", R"({"name":{"en":"c"},"type":"y","moreInfo":"z"})"),
              R"({"name":{"en":"c","de":"b"},"type":"y","moreInfo":"z"})");
    EXPECT_EQ(merge_members(R"({"a":{"x":1},"b":2.0})", R"({"a":{"y":2}})"), R"({"a":{"y":2},"b":2.0})");
}

}  // namespace
}  // namespace lrs
