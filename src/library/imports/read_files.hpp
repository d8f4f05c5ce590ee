#pragma once
#include <filesystem>

#include "library/helper/source.hpp"
#include "library/import/document.hpp"
#include "library/library.hpp"

namespace library {

// The files of one course as one document; several files follow each other by name. Throws Error(unsupported_type, invalid or
// too_large) that names the file, what was found and what is supported.
Document read_files(std::vector<Source> files, const Config& config, const Report& report);
// A file, or a folder: course.toml, glossary.md and every *.md or *.html in it and below it.
std::vector<Source> load_path(const std::filesystem::path& path, const Config& config);

}  // namespace library
