#pragma once
#include "library/helper/source.hpp"
#include "library/import/file_type.hpp"
#include "library/library.hpp"
#include "library/import/document.hpp"

namespace library {

// One file by its type, in this process. Throws Error.
Document read_one(const Source& source, const Config& config, const Report& report);

}  // namespace library
