#pragma once
#include "library/import/document.hpp"

namespace library {

// GitHub-flavoured Markdown with TeX. Texts are cut out of the source, so formulas stay as they were written.
Document read_markdown(std::string_view source);
// "**acceleration** — also: rate of change of velocity; a. …" → the words that mean acceleration.
std::vector<Synonym> read_glossary(const Document& glossary);
// A heading as an anchor: lower case, words joined by hyphens, as GitHub makes them.
std::string slug(std::string_view title);

}  // namespace library
