#pragma once
#include <filesystem>

namespace files {

// Returns when a file's content, or which names a directory holds, survives a power cut. Blocking. Throws Error(unavailable).
void to_disk(const std::filesystem::path& path);

}  // namespace files
