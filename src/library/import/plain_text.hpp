#pragma once
#include "library/import/document.hpp"

namespace library {

// Paragraphs between blank lines; headings by their look: "Chapter 3", "2.1 Title", a short line in capitals, an underline.
Document read_plain_text(std::string_view source);
// The level of a line that looks like a heading on its own; 0 when it does not.
int heading_level(std::string_view line);

}  // namespace library
