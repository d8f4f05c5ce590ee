#pragma once
#include "library/import/document.hpp"
#include "library/library.hpp"
#include "platform/archive/archive.hpp"

namespace library {

inline archive::Limits limits_of(const Config& config) {
    return {.members = config.zip_entries_limit, .bytes = 4 * static_cast<std::uint64_t>(config.text_limit), .ratio = config.zip_ratio_limit};
}

// ISO/IEC 29500 WordprocessingML: headings by style or outline level, lists, tables, OMML formulas as TeX.
Document read_docx(const std::string& filename, std::string_view bytes, const Config& config);
// EPUB 2 and 3: the spine of the package in order, each file through the HTML importer.
Document read_epub(const std::string& filename, std::string_view bytes, const Config& config, const Report& report);
// A zip of HTML, Markdown and text files: one chapter each, in the order of their names.
Document read_zip(const std::string& filename, std::string_view bytes, const Config& config, const Report& report);

}  // namespace library
