#include "lrs/moving/csv.hpp"

#include <gtest/gtest.h>

#include "platform/error.hpp"

namespace lrs {
namespace {

constexpr std::string_view statement =
    R"({"id":"a","actor":{"name":"=cmd|' /C calc'!A0","mbox":"mailto:a@b.c"},"result":{"score":{"raw":-1.50},"response":"one, \"two\"\nthree","success":true},)"
    R"("context":{"extensions":{"http://x.y/z":["@",1]}}})";

std::string row(std::string_view columns) { return csv_row(read_columns(columns), statement); }

TEST(Csv, WritesWhatThePathsLeadTo) {
    EXPECT_EQ(row("id,result.score.raw,result.success,actor.mbox"), "a,-1.50,true,mailto:a@b.c\r\n");
    EXPECT_EQ(row("result.response"), "\"one, \"\"two\"\"\nthree\"\r\n");
    EXPECT_EQ(row("/context/extensions/http:~1~1x.y~1z,nothing.here,id.below"), "\"[\"\"@\"\",1]\",,\r\n");
    EXPECT_EQ(csv_head(read_columns("id,verb.id")), "id,verb.id\r\n");
}

TEST(Csv, LetsNoTextBecomeAFormula) { EXPECT_EQ(row("actor.name"), "'=cmd|' /C calc'!A0\r\n"); }

TEST(Csv, RefusesAnEmptyPath) {
    EXPECT_THROW(read_columns("id,,verb.id"), Error);
    EXPECT_THROW(read_columns("a..b"), Error);
}

TEST(Csv, HasTheUsualColumnsWhenNoneAreNamed) { EXPECT_TRUE(csv_head(read_columns("")).starts_with("timestamp,stored,id,")); }

}  // namespace
}  // namespace lrs
