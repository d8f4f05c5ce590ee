#include "models/calls/schema_check.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace {

using models::fits;

TEST(SchemaCheck, HoldsTheKeywordsThatWeUse) {
    const auto schema = boost::json::parse(R"({"type":"object","required":["kind","n"],"additionalProperties":false,"properties":{
        "kind":{"enum":["a","b"]},"n":{"type":"integer"},"list":{"type":"array","items":{"type":["string","null"]}},"v":{"const":1}}})").as_object();
    const auto check = [&schema](const char* text) { return fits(schema, boost::json::parse(text)); };
    EXPECT_TRUE(check(R"({"kind":"a","n":1})"));
    EXPECT_TRUE(check(R"({"kind":"b","n":1,"list":["x",null],"v":1})"));
    EXPECT_FALSE(check(R"({"kind":"c","n":1})"));
    EXPECT_FALSE(check(R"({"kind":"a"})"));
    EXPECT_FALSE(check(R"({"kind":"a","n":1.5})"));
    EXPECT_FALSE(check(R"({"kind":"a","n":1,"list":[1]})"));
    EXPECT_FALSE(check(R"({"kind":"a","n":1,"v":2})"));
    EXPECT_FALSE(check(R"({"kind":"a","n":1,"more":2})"));
    EXPECT_FALSE(check("[]"));
}

TEST(SchemaCheck, UnwrapsAFence) {
    EXPECT_EQ(models::without_fence("```json\n{}\n```"), "{}\n");
    EXPECT_EQ(models::without_fence(" {} "), " {} ");
    EXPECT_EQ(models::without_fence("```"), "```");
}

}  // namespace
