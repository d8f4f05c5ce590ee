#pragma once
#include "library/import/document.hpp"

namespace library {

// The readable part of an HTML page: its main content without navigation, scripts and styles. MathML, KaTeX and MathJax
// become TeX where the page carries it. Throws Error(invalid) when the page is nested beyond reason.
Document read_html(const std::string& filename, std::string_view source);

}  // namespace library
