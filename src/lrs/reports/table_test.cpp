#include "lrs/reports/table.hpp"

#include <gmock/gmock.h>

#include <array>

namespace lrs {
namespace {

constexpr std::array<Column, 4> columns{{{"name"}, {"at", Holds::time}, {"day", Holds::day}, {"share", Holds::real}}};

TEST(ReportTable, IsWrittenAsJson) {
    const ReportPage page{{{std::string("a\"b"), std::int64_t{1'767'225'600'000'000}, std::int64_t{20'454}, 0.25}, {db::Value(), db::Value(), db::Value(), db::Value()}}, "1.2"};
    EXPECT_EQ(to_json(columns, page),
              R"({"rows":[{"name":"a\"b","at":"2026-01-01T00:00:00.000Z","day":"2026-01-01","share":0.25},{"name":null,"at":null,"day":null,"share":null}],"after":"1.2"})");
    EXPECT_EQ(to_json(columns, {}), R"({"rows":[]})");
}

TEST(ReportTable, IsWrittenAsCsv) {
    EXPECT_EQ(csv_head(columns), "name,at,day,share\r\n");
    EXPECT_EQ(csv_lines(columns, {{std::string("a\"b,c"), std::int64_t{0}, std::int64_t{0}, -0.5}}), "\"a\"\"b,c\",1970-01-01T00:00:00.000Z,1970-01-01,-0.5\r\n");
}

TEST(ReportTable, ASpreadsheetFindsNoFormulaInIt) {
    for (const std::string text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
        EXPECT_THAT(csv_lines(std::span(columns).first(1), {{text}}), testing::HasSubstr("'" + text));
}

}  // namespace
}  // namespace lrs
