#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/database.hpp"

namespace lrs {

// A report is a table that comes in pages.
enum class Holds { text, whole, real, time, day };  // times in microseconds, days since 1970-01-01
struct Column {
    std::string_view name;
    Holds holds = Holds::text;
};
using Row = std::vector<db::Value>;  // null where nothing is known

struct ReportPage {
    std::vector<Row> rows;
    std::string after;  // names the page that follows; "" when this is the last
};

// The columns of a row of the database from `first` on.
Row read_row(std::span<const Column> columns, const db::Row& from, std::size_t first);

std::string to_json(std::span<const Column> columns, const ReportPage& page);
// RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it.
std::string csv_head(std::span<const Column> columns);
std::string csv_lines(std::span<const Column> columns, const std::vector<Row>& rows);

}  // namespace lrs
