#include "platform/json/document.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <vector>

#include "platform/error.hpp"

namespace json {
namespace {

std::string refused_at(const std::string& text) {
    try {
        const Document document(text);
        return "nowhere";
    } catch (const Error& refusal) {
        return refusal.pointer;
    }
}

TEST(Document, KnowsTheKindOfEveryValue) {
    const Document document(R"([null,true,false,0,-9223372036854775808,9223372036854775807,18446744073709551615,1.5,-2e3,"","é\n",[],{},[[{}]],{"a":{}}])");
    std::vector<Kind> kinds;
    for (Cursor at(document.root()); !at.done(); at.advance()) {
        kinds.push_back(at.value().kind());
        EXPECT_EQ(at.key(), "");
    }
    using enum Kind;
    EXPECT_THAT(kinds, testing::ElementsAre(null, boolean, boolean, integer, integer, integer, integer, number, number, string, string, array, object, array, object));
}

TEST(Document, ReadsValues) {
    const Document document(R"({"t":true,"f":false,"least":-9223372036854775808,"most":9223372036854775807,"beyond":18446744073709551615,"x":-2.5,"e":"","s":"é\u0041"})");
    Members members(document.root());
    EXPECT_TRUE(members.find("t")->boolean());
    EXPECT_FALSE(members.find("f")->boolean());
    EXPECT_EQ(members.find("least")->integer(), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(members.find("least")->number(), -9223372036854775808.0);
    EXPECT_EQ(members.find("most")->integer(), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(members.find("beyond")->integer(), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(members.find("beyond")->number(), 18446744073709551615.0);
    EXPECT_EQ(members.find("x")->number(), -2.5);
    EXPECT_EQ(members.find("e")->string(), "");
    EXPECT_EQ(members.find("s")->string(), "éA");
    EXPECT_TRUE(members.find("t"));  // behind the last one found
    EXPECT_FALSE(members.find("none"));
}

TEST(Document, StepsOverWhatItDoesNotEnter) {
    const Document document(R"({"a":{"x":[1,2.5,{"y":"z"}]},"b":[[],{}],"c":12,"d":"end"})");
    std::string keys;
    for (Cursor at(document.root()); !at.done(); at.advance()) keys += at.key();
    EXPECT_EQ(keys, "abcd");
    for (const char* empty : {"[]", "{}"}) {
        const Document nothing(empty);
        EXPECT_TRUE(Cursor(nothing.root()).done());
    }
    for (const char* scalar : {"1", "\"x\"", "null"}) EXPECT_NO_THROW(const Document one(scalar)) << scalar;
}

// Few keys are compared as they come, many are sorted; both must find the one that comes twice wherever it stands.
TEST(Document, RefusesAMemberNamedTwice) {
    EXPECT_EQ(refused_at(R"({"a":1,"b":{"c":1,"d":[{"":1,"":2}]}})"), "/b/d/0/");
    EXPECT_EQ(refused_at(R"({"a":1,"\u0061":1})"), "/a");
    for (const int size : {2, 3, 15, 16, 17, 18, 40, 100}) {
        const auto object = [size](int twice, int as) {
            std::string text = "{";
            for (int i = 0; i < size; ++i) text += (i == 0 ? "" : ",") + ('"' + std::to_string(i == twice ? as : i)) + "\":0";
            return text + '}';
        };
        EXPECT_EQ(refused_at(object(-1, 0)), "nowhere") << size;
        for (int as = 0; as < size; ++as)
            for (const int twice : {0, size / 2, size - 1})
                if (twice != as) ASSERT_EQ(refused_at(object(twice, as)), '/' + std::to_string(as)) << size << ' ' << twice;
    }
}

}  // namespace
}  // namespace json
