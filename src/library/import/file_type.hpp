#pragma once
#include <string>
#include <string_view>

namespace library {

enum class FileType { markdown, plain_text, html, pdf, docx, epub, zip };

inline constexpr std::string_view supported_types = "PDF, HTML, Markdown, plain text, DOCX, EPUB, or a zip of HTML or Markdown files";

// Decided by the bytes and the name together. Throws Error(unsupported_type) when they contradict each other or the format is
// not one of ours, and Error(invalid) when the file is empty or cut off; says what was found and what is supported.
FileType file_type(const std::string& filename, std::string_view bytes);
// Cheap to read and read by our own code or cmark: needs no helper process.
inline bool is_simple(FileType type) { return type == FileType::markdown || type == FileType::plain_text; }

}  // namespace library
