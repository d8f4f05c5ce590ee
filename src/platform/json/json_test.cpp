#include "platform/json/json.hpp"

#include <gmock/gmock.h>

#include <array>
#include <boost/json/serialize.hpp>

#include "platform/error.hpp"

namespace {
enum class Mood { calm, busy, default_ };
BOOST_DESCRIBE_ENUM(Mood, calm, busy, default_)

struct Item {
    std::string name;
    double weight = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name, weight))

struct Order {
    std::string topic;
    std::optional<int> minutes;
    std::vector<Item> items;
    Mood mood = Mood::calm;
    bool gift = false;
    UserId user;
    std::map<std::string, std::int64_t> counts;
    boost::json::object extra;
};
BOOST_DESCRIBE_STRUCT(Order, (), (topic, minutes, items, mood, gift, user, counts, extra))

struct Loose {
    std::optional<std::string> text;
    std::optional<std::uint8_t> byte;
    std::optional<boost::json::value> any;
};
BOOST_DESCRIBE_STRUCT(Loose, (), (text, byte, any))

constexpr std::string_view full =
    R"({"topic":"tides","minutes":20,"items":[{"name":"a","weight":1.5},{"name":"b","weight":2}],"mood":"busy","gift":true,)"
    R"("user":"u1","counts":{"x":-3},"extra":{"k":[1,"two",null,2.5,true]}})";

template <class T>
Error refusal(std::string_view text) {
    try {
        (void)json::read<T>(text);
    } catch (const Error& error) {
        return error;
    }
    return {ErrorCode::internal, "nothing was refused"};
}
}  // namespace

template <>
inline constexpr auto json::limits<Order> =
    std::array{json::text("topic", 1, 8), json::number("minutes", 3, 180), json::items("items", 0, 2)};

namespace {
using testing::HasSubstr;

TEST(Json, ReadsWhatItWrites) {
    const auto order = json::read<Order>(full);
    EXPECT_EQ(order.topic, "tides");
    EXPECT_EQ(order.minutes, 20);
    EXPECT_EQ(order.items.at(1).weight, 2);
    EXPECT_EQ(order.mood, Mood::busy);
    EXPECT_EQ(order.user, UserId("u1"));
    EXPECT_EQ(order.counts.at("x"), -3);
    EXPECT_EQ(json::write(order), full);
}

TEST(Json, LeavesOutAbsentOptionalsAndTakesNullForThem) {
    EXPECT_EQ(json::write(Loose{}), "{}");
    EXPECT_FALSE(json::read<Loose>(R"({"text":null})").text);
    EXPECT_FALSE(json::read<Loose>("{}").byte);
}

TEST(Json, ReadsMembersInAnyOrderAndIgnoresUnknownOnes) {
    const auto item = json::read<Item>(R"({"new":[{}],"weight":3,"name":"n"})");
    EXPECT_EQ(item.name, "n");
    EXPECT_EQ(item.weight, 3);
}

TEST(Json, DropsTheUnderscoreThatKeepsANameFromBeingAKeyword) {
    EXPECT_EQ(json::write(std::vector{Mood::default_}), R"(["default"])");
    EXPECT_EQ(json::read<std::vector<Mood>>(R"(["default"])").at(0), Mood::default_);
}

struct Refused {
    std::string name, text, pointer, reason;
};
class JsonRefuses : public testing::TestWithParam<Refused> {};
TEST_P(JsonRefuses, WithThePlaceAndTheReason) {
    const Error error = refusal<Order>(GetParam().text);
    EXPECT_EQ(error.code, ErrorCode::invalid) << error.detail;
    EXPECT_EQ(error.pointer, GetParam().pointer) << error.detail;
    EXPECT_THAT(error.detail, HasSubstr(GetParam().reason));
}

std::string with(std::string_view from, std::string_view to) {
    std::string text(full);
    return text.replace(text.find(from), from.size(), to);
}
std::string nested(std::size_t depth) {
    return R"({"extra":{"k":)" + std::string(depth, '[') + std::string(depth, ']') + "}}";
}
std::string place_in_array(std::size_t depth) {
    std::string pointer = "/extra/k";
    for (std::size_t i = 0; i < depth; ++i) pointer += "/0";
    return pointer;
}

INSTANTIATE_TEST_SUITE_P(
    Table, JsonRefuses,
    testing::Values(
        Refused{"Empty", "", "", "empty"}, Refused{"NoKey", "{x", "", "line 1, column 2"}, Refused{"Truncated", R"({"topic":"ti)", "/topic", "ends too early"},
        Refused{"SomethingBehind", "{} x", "", "not valid JSON"}, Refused{"NotAnObject", "[]", "", "an object expected, found an array"},
        Refused{"Missing", with(R"("topic":"tides",)", ""), "/topic", "required"},
        Refused{"WrongKind", with(R"("minutes":20)", R"("minutes":"20")"), "/minutes", "an integer expected, found a string"},
        Refused{"Fraction", with(R"("minutes":20)", R"("minutes":20.5)"), "/minutes", "an integer expected"},
        Refused{"TooSmall", with(R"("minutes":20)", R"("minutes":2)"), "/minutes", "from 3 to 180 expected, found 2"},
        Refused{"TooLong", with("tides", "tides & ebb"), "/topic", "from 1 to 8 characters expected, found 11"},
        Refused{"TooMany", with("[{", R"([{"name":"z","weight":0},{)"), "/items", "from 0 to 2 items expected, found 3"},
        Refused{"DeepMember", with(R"("weight":2)", R"("weight":"heavy")"), "/items/1/weight", "a number expected"},
        Refused{"UnknownName", with("busy", "angry"), "/mood", "one of calm busy default expected"},
        Refused{"TwiceNamed", with(R"("gift":true)", R"("gift":true,"gift":false)"), "/gift", "named twice"},
        Refused{"TwiceNamedDeep", with(R"("k":)", R"("a/b":[{"x":1,"x":2}],"k":)"), "/extra/a~1b/0/x", "named twice"},
        Refused{"TwiceNamedByEscape", with(R"("k":)", R"("\u006b":1,"k":)"), "/extra/k", "named twice"},
        Refused{"BrokenUtf8", with("tides", "ti\xC3"), "/topic", "not valid JSON"},
        Refused{"OverlongUtf8", with(R"("name":"b")", "\"name\":\"\xC0\x80\""), "/items/1/name", "not valid JSON"},
        Refused{"Nul", with("tides", "ti\\u0000"), "/topic", "U+0000"},
        Refused{"TooDeep", nested(200), place_in_array(62), "deeper than 64"},
        Refused{"VeryDeep", nested(200'000), place_in_array(62), "deeper than 64"},
        Refused{"HugeInteger", with(R"("minutes":20)", R"("minutes":123456789012345678901234567890)"), "/minutes", "out of range"},
        Refused{"HugeDouble", with(R"("weight":2)", R"("weight":1e999)"), "/items/1/weight", "out of range"}),
    [](const auto& info) { return info.param.name; });

TEST(Json, TellsLineAndColumnOfASyntaxError) {
    EXPECT_THAT(refusal<Order>("{\n  \"topic\": tides\n}").detail, HasSubstr("line 2, column 12"));
}

TEST(Json, FindsARepeatedMemberAmongMany) {
    std::string text = "{";
    for (int i = 0; i < 500; ++i) text += "\"m" + std::to_string(i) + "\":1,";
    EXPECT_EQ(refusal<Loose>(text + "\"m250\":2}").pointer, "/m250");
    EXPECT_NO_THROW((void)json::read<Loose>(text + "\"last\":2}"));
}

TEST(Json, CountsCodePointsNotBytes) {
    EXPECT_NO_THROW((void)json::read<Order>(with("tides", "ééééééÉÉ")));
    EXPECT_EQ(refusal<Order>(with("tides", "ééééééÉÉé")).pointer, "/topic");
}

TEST(Json, RefusesNumbersThatDoNotFitTheMember) {
    EXPECT_EQ(json::read<Loose>(R"({"byte":255})").byte, 255);
    EXPECT_EQ(refusal<Loose>(R"({"byte":256})").pointer, "/byte");
    EXPECT_EQ(refusal<Loose>(R"({"byte":-1})").pointer, "/byte");
    EXPECT_EQ(json::read<Loose>(R"({"byte":7.0})").byte, 7);
}

TEST(Json, WritesEveryStringAsValidJson) {
    const std::string odd("a\"b\\c\n\x01\xFFz\0", 10);
    EXPECT_EQ(json::write(odd), "\"a\\\"b\\\\c\\n\\u0001\xEF\xBF\xBDz\\u0000\"");
    EXPECT_EQ(json::write(std::vector{1.5, 1e300 * 1e10}), "[1.5,null]");
}

// A string that has to grow while it is written into is where a wrong length shows.
TEST(Json, WritesTextsOfEveryLengthWhole) {
    for (std::size_t length = 0; length < 300; ++length) {
        const std::vector texts{std::string(length, 'a'), std::string(length / 2, 'b')};
        EXPECT_EQ(json::write(texts), "[\"" + texts[0] + "\",\"" + texts[1] + "\"]");
    }
}

TEST(Json, DescribesATypeAsASchema) {
    EXPECT_EQ(boost::json::serialize(json::schema<Item>()),
              R"({"type":"object","properties":{"name":{"type":"string"},"weight":{"type":"number"}},"required":["name","weight"]})");
    const auto order = json::schema<Order>();
    EXPECT_EQ(boost::json::serialize(order.at("properties").at("topic")), R"({"type":"string","minLength":1,"maxLength":8})");
    EXPECT_EQ(boost::json::serialize(order.at("properties").at("minutes")), R"({"type":"integer","minimum":3,"maximum":180})");
    EXPECT_EQ(boost::json::serialize(order.at("properties").at("mood")), R"({"type":"string","enum":["calm","busy","default"]})");
    EXPECT_EQ(boost::json::serialize(order.at("required")), R"(["topic","items","mood","gift","user","counts","extra"])");
}

TEST(Json, PicksTextsForModeration) {
    EXPECT_THAT(json::pick_texts(R"({"a":"x","b":7,"c":"z"})", {"c", "b", "a", "d"}), testing::ElementsAre("z", "x"));
}
}  // namespace
