#pragma once
#include <string>
#include <string_view>
#include <vector>

// Statements as rows of a table (RFC 4180). Pure.
namespace lrs {

// The way to one property: "result.score.scaled", or a JSON pointer where a name holds dots
// ("/context/extensions/http:~1~1example.com~1x").
struct StatementColumn {
    std::string title;
    std::vector<std::string> steps;
};
// Reads "timestamp,actor.mbox,…"; "" gives the usual columns. Error(invalid) for an empty path.
std::vector<StatementColumn> read_columns(std::string_view list);

std::string csv_head(const std::vector<StatementColumn>& columns);
// One row; what is absent is empty, objects and arrays are written as JSON. A text that a spreadsheet would take for a formula gets
// an apostrophe before it.
std::string csv_row(const std::vector<StatementColumn>& columns, std::string_view statement);

}  // namespace lrs
