#include "platform/files/to_disk.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "platform/error.hpp"

namespace files {

void to_disk(const std::filesystem::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool fine = descriptor >= 0 && fsync(descriptor) == 0;
    if (descriptor >= 0) close(descriptor);
    if (!fine) throw Error(ErrorCode::unavailable, path.string() + " cannot be written to disk.");
}

}  // namespace files
