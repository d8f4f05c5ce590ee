#pragma once
#include <string>
#include <string_view>

namespace lrs {

// A text as a cell of CSV (RFC 4180): between quotation marks where it must be. What a spreadsheet would run as a formula (OWASP,
// CSV Injection) gets an apostrophe before it.
std::string csv_text(std::string_view text);
// A cell that is no text, such as a number or JSON.
std::string csv_cell(std::string_view text);

}  // namespace lrs
