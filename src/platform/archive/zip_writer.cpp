#include "platform/archive/zip_writer.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include "platform/error.hpp"

namespace archive {

namespace {
[[noreturn]] void no_room() { throw Error(ErrorCode::unavailable, "A temporary file cannot be written: is the disk full?"); }

// libzip writes its archive here; it reads, writes and seeks in the words of zip_source_function(3).
struct Target {
    NamelessFile& file;
    std::uint64_t read_at = 0, write_at = 0;
    zip_error_t error{};

    zip_int64_t read(void* data, zip_uint64_t size) {
        const auto bytes = file.read(read_at, size);
        bytes.copy(static_cast<char*>(data), bytes.size());
        read_at += bytes.size();
        return static_cast<zip_int64_t>(bytes.size());
    }
    zip_int64_t write(const void* data, zip_uint64_t size) {
        file.write({static_cast<const char*>(data), size}, write_at);
        write_at += size;
        return static_cast<zip_int64_t>(size);
    }
    zip_int64_t seek(std::uint64_t& position, void* data, zip_uint64_t size) {
        const auto to = zip_source_seek_compute_offset(position, file.size(), data, size, &error);
        if (to < 0) return -1;
        position = static_cast<std::uint64_t>(to);
        return 0;
    }
    zip_int64_t stat(void* data) const {
        auto* found = static_cast<zip_stat_t*>(data);
        zip_stat_init(found);
        found->size = file.size();
        found->valid |= ZIP_STAT_SIZE;
        return sizeof *found;
    }
    zip_int64_t obey(void* data, zip_uint64_t size, zip_source_cmd_t command) {
        switch (command) {
            case ZIP_SOURCE_OPEN: return static_cast<zip_int64_t>(read_at = 0);
            case ZIP_SOURCE_READ: return read(data, size);
            case ZIP_SOURCE_STAT: return stat(data);
            case ZIP_SOURCE_SEEK: return seek(read_at, data, size);
            case ZIP_SOURCE_TELL: return static_cast<zip_int64_t>(read_at);
            case ZIP_SOURCE_BEGIN_WRITE: return static_cast<zip_int64_t>(write_at = 0);
            case ZIP_SOURCE_WRITE: return write(data, size);
            case ZIP_SOURCE_SEEK_WRITE: return seek(write_at, data, size);
            case ZIP_SOURCE_TELL_WRITE: return static_cast<zip_int64_t>(write_at);
            case ZIP_SOURCE_ERROR: return zip_error_to_data(&error, data, size);
            case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_WRITABLE;
            case ZIP_SOURCE_CLOSE:
            case ZIP_SOURCE_COMMIT_WRITE:
            case ZIP_SOURCE_ROLLBACK_WRITE:
            case ZIP_SOURCE_REMOVE:
            case ZIP_SOURCE_FREE: return 0;
            default: zip_error_set(&error, ZIP_ER_OPNOTSUPP, 0); return -1;
        }
    }
};

// Called from C, which no exception may cross.
zip_int64_t obey(void* target, void* data, zip_uint64_t size, zip_source_cmd_t command) {
    auto& to = *static_cast<Target*>(target);
    try {
        return to.obey(data, size, command);
    } catch (const Error&) {
        zip_error_set(&to.error, ZIP_ER_WRITE, 0);
        return -1;
    }
}

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

Archive open_archive(Target& target) {
    auto* source = zip_source_function_create(obey, &target, nullptr);
    Archive archive(source ? zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, nullptr) : nullptr);
    if (!archive) zip_source_free(source);
    if (!archive) no_room();
    return archive;
}

// libzip closes the stream, so it gets one of its own.
void add(zip_t* archive, const std::string& name, const NamelessFile& file) {
    std::FILE* stream = fdopen(dup(file.descriptor()), "rb");
    if (!stream) no_room();
    auto* source = zip_source_filep(archive, stream, 0, static_cast<zip_int64_t>(file.size()));
    if (!source) std::fclose(stream);
    if (!source || zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
        zip_source_free(source);
        no_room();
    }
}
}  // namespace

NamelessFile::NamelessFile(const std::filesystem::path& directory) {
    auto path = (directory / "omnitutor-XXXXXX").string();
    descriptor_ = mkostemp(path.data(), O_CLOEXEC);
    if (descriptor_ < 0) no_room();
    unlink(path.c_str());
}
NamelessFile::NamelessFile(NamelessFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}
NamelessFile::~NamelessFile() {
    if (descriptor_ >= 0) close(descriptor_);
}

void NamelessFile::write(std::string_view bytes, std::uint64_t at) {
    while (!bytes.empty()) {
        const auto written = pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (written <= 0) no_room();
        at += static_cast<std::uint64_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
        size_ = std::max(size_, at);
    }
}

std::string NamelessFile::read(std::uint64_t at, std::size_t most) const {
    std::string bytes(most, '\0');
    const auto got = pread(descriptor_, bytes.data(), most, static_cast<off_t>(at));
    if (got < 0) no_room();
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

ZipWriter::ZipWriter(std::filesystem::path directory) : directory_(std::move(directory)), packed_(directory_) {}

void ZipWriter::append(const std::string& member, std::string_view bytes) {
    auto found = members_.find(member);
    if (found == members_.end()) found = members_.emplace(member, NamelessFile(directory_)).first;
    found->second.write(bytes, found->second.size());
}

void ZipWriter::finish() {
    Target target{.file = packed_};
    auto archive = open_archive(target);
    for (const auto& [name, file] : members_) add(archive.get(), name, file);
    if (zip_close(archive.get()) != 0) no_room();
    archive.release();
    members_.clear();
}

}  // namespace archive
