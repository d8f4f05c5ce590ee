#include "lrs/json/readable.hpp"

#include <gtest/gtest.h>

#include "lrs/json/odd_value.hpp"
#include "lrs/json/raw.hpp"
#include "platform/error.hpp"

namespace lrs {
namespace {
std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }
bool reads(const std::string& text) {
    try {
        Readable readable(text);
        return true;
    } catch (const Error& error) {
        EXPECT_EQ(error.code, ErrorCode::invalid);
        return false;
    }
}

TEST(Readable, TakesAnyValueOfAnExtension) {
    for (const auto& value : {std::string(R"("a\u0000b")"), std::string("1e999"), std::string("123456789012345678901234567890"), nested(512), std::string(R"("\ud800")"),
                              std::string(R"({"a":[1,{"b":"\u0000"}],"c":-0.5E+400 })")}) {
        EXPECT_TRUE(reads(R"({"result":{"extensions":{"http://x":)" + value + R"(, "http://y" : 1},"success":true}})")) << value.substr(0, 50);
        EXPECT_TRUE(reads(R"([{"context": {"extensions" : {"http://x": )" + value + " } } }]")) << value.substr(0, 50);
        EXPECT_EQ(reads(R"({"result":{"response":)" + value + "}}"), value[0] == '1' && value.size() == 30) << value.substr(0, 50);
    }
}

TEST(Readable, TakesWholeNumbersBeyond64Bits) {
    const std::string large = "100000000000000000000";
    const Readable readable(R"({"result":{"score":{"raw":)" + large + R"(, "min":-)" + large + "}},\"n\":[18446744073709551616,18446744073709551615]}");
    json::Members score(*json::Members(*json::Members(readable.root()).find("result")).find("score"));
    EXPECT_EQ(score.find("raw")->number(), 1e20);
    EXPECT_EQ(score.find("min")->number(), -1e20);
    json::Cursor item(*json::Members(readable.root()).find("n"));
    EXPECT_EQ(item.value().kind(), json::Kind::number);
    item.advance();
    EXPECT_EQ(item.value().kind(), json::Kind::integer) << "the last that fits";
    for (const auto& bad : {std::string(400, '1'), "0" + large, large + "x", "--" + large, "+" + large})
        EXPECT_FALSE(reads("[" + bad + "]")) << bad.substr(0, 30);
}

TEST(Readable, RefusesWhatIsNoJsonInAnExtensionToo) {
    for (const auto& value : {std::string("01e999"), std::string("[1e999"), nested(513), std::string("\"\\u000\""), std::string("[1e999,]"), std::string("{\"a\" 1e999}"),
                              std::string("1e"), std::string("-"), std::string("\"\\x\""), std::string("\"\n\""), std::string("nul")})
        EXPECT_FALSE(reads(R"({"result":{"extensions":{"http://x":)" + value + "}}}")) << value.substr(0, 50);
    EXPECT_FALSE(reads("{\"extensions\":{\"http://x\":1e999,\"http://y\":\"\xFF\"}}"));
    EXPECT_FALSE(reads("{\"extensions\":{\"http://x\":1e999}"));
    EXPECT_FALSE(reads("{\"extensions\":{"));
    EXPECT_FALSE(reads("{\"extensions\":{\"a"));
    EXPECT_FALSE(reads("{\"a\":" + nested(5000) + ",\"extensions\":{\"http://x\":1e999}}"));
}

TEST(Readable, LeavesTheOthersAsTheyAre) {
    EXPECT_EQ(without_odd_values(R"({"extensions":{"a":1,"b":"x"}})"), std::nullopt);
    const auto shadow = without_odd_values(R"({ "extensions" : {"a": 1.50 ,"b":1e999 } , "z":[ ]})");
    ASSERT_TRUE(shadow);
    EXPECT_EQ(shadow->substr(0, 32), R"({ "extensions" : {"a": 1.50 ,"b")");
    EXPECT_TRUE(shadow->ends_with(R"(" } , "z":[ ]})"));
}

TEST(AnyValue, HasTheSizeOfItsText) {
    EXPECT_EQ(read_any_value("[1, 2] x")->size, 6u);
    EXPECT_EQ(read_any_value("true,")->size, 4u);
    EXPECT_EQ(read_any_value(R"({"a":{"b":[]}}})")->size, 14u);
    EXPECT_FALSE(read_any_value("[1,2]")->odd);
    EXPECT_TRUE(read_any_value("1e100")->odd);
    EXPECT_FALSE(read_any_value("1e99")->odd);
    EXPECT_FALSE(read_any_value(""));
    EXPECT_FALSE(read_any_value("[,1]"));
    EXPECT_FALSE(read_any_value("[1 2]"));
}
}  // namespace
}  // namespace lrs
