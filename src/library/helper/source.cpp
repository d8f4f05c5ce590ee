#include "library/helper/source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "platform/error.hpp"

namespace library {

namespace fs = std::filesystem;

struct Source::Contents {
    Contents() = default;
    ~Contents() {
        if (data) munmap(const_cast<char*>(data), size);
        if (descriptor >= 0) close(descriptor);
    }
    Contents(const Contents&) = delete;
    Contents& operator=(const Contents&) = delete;

    void map() {
        struct stat about {};
        if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0) return;
        size = static_cast<std::size_t>(about.st_size);
        if (void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0); start != MAP_FAILED) data = static_cast<const char*>(start);
        else size = 0;
    }

    std::string small;  // instead of a file
    int descriptor = -1;
    const char* data = nullptr;
    std::size_t size = 0;
};

namespace {

constexpr std::size_t small_file = 256 * 1024;

[[noreturn]] void no_room() { throw Error(ErrorCode::unavailable, "The server has no room to keep the upload while it is read."); }

int nameless_file(const fs::path& directory) {
    auto pattern = ((directory.empty() ? fs::temp_directory_path() : directory) / "omnitutor-upload-XXXXXX").string();
    const int descriptor = mkostemp(pattern.data(), O_CLOEXEC);
    if (descriptor < 0) no_room();
    unlink(pattern.c_str());
    return descriptor;
}

void write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) no_room();
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

Source Source::spool(std::string filename, std::string_view bytes, const fs::path& directory) {
    auto contents = std::make_shared<Contents>();
    if (bytes.size() <= small_file) {
        contents->small = bytes;
    } else {
        contents->descriptor = nameless_file(directory);
        write_all(contents->descriptor, bytes);
        contents->map();
    }
    return Source(std::move(filename), std::move(contents));
}

Source Source::keep(std::string filename, std::string bytes) {
    auto contents = std::make_shared<Contents>();
    contents->small = std::move(bytes);
    return Source(std::move(filename), std::move(contents));
}

Source Source::open(const fs::path& path, std::string filename) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw Error(ErrorCode::not_found, fmt::format("{} cannot be read.", path.string()));
    return adopt(descriptor, std::move(filename));
}

Source Source::adopt(int descriptor, std::string filename) {
    auto contents = std::make_shared<Contents>();
    contents->descriptor = descriptor;
    contents->map();
    return Source(std::move(filename), std::move(contents));
}

std::string_view Source::bytes() const {
    return contents_->data ? std::string_view(contents_->data, contents_->size) : std::string_view(contents_->small);
}

int Source::descriptor() const {
    if (contents_->descriptor < 0) {
        contents_->descriptor = memfd_create("omnitutor-upload", MFD_CLOEXEC);
        if (contents_->descriptor < 0) no_room();
        write_all(contents_->descriptor, contents_->small);
    }
    return contents_->descriptor;
}

}  // namespace library
