#pragma once
#include "library/helper/source.hpp"
#include "library/import/document.hpp"
#include "library/library.hpp"

namespace library {

// One file, read by a helper process under limits (extract.hpp). Blocking. Throws Error; a helper that dies, hangs or grows
// beyond its limits becomes Error(invalid) with a text for the uploader.
Document read_apart(const Source& source, const Config& config, const Report& report);

}  // namespace library
