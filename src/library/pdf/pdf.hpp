#pragma once
#include "library/import/document.hpp"

namespace library {

// A PDF as headings and paragraphs: the outline tells the headings where there is one, else sizes and numbering of lines do;
// running heads and page numbers go; hyphenated line ends are joined. Call it in the helper process only (extract.hpp).
// Throws Error with a text that names the file.
Document read_pdf(const std::string& filename, const std::string& path, std::string_view bytes, int page_limit, const Report& report);

}  // namespace library
