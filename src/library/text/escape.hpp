#pragma once
#include <string>
#include <string_view>

namespace library {

// Plain text as Markdown that shows it unchanged: "$5 * 2" must become neither a formula nor emphasis.
std::string escape_markdown(std::string_view text);

}  // namespace library
