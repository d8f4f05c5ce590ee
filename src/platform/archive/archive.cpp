#include "platform/archive/archive.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>

#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace archive {

namespace {

constexpr std::uint64_t always_allowed = 1u << 20;  // a small archive may pack well

[[noreturn]] void damaged(const std::string& filename) { throw Error(ErrorCode::invalid, fmt::format("{} is a damaged archive.", filename)); }

[[noreturn]] void too_large(const std::string& filename, std::string_view why) {
    throw Error(ErrorCode::too_large, fmt::format("{} {}", filename, why));
}

struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

void Zip::Close::operator()(zip* archive) const { zip_discard(archive); }

Zip::Zip(std::string filename, std::string_view bytes, const Limits& limits) : filename_(std::move(filename)), limits_(limits) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (!source) damaged(filename_);
    zip_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!zip_) {
        zip_source_free(source);
        damaged(filename_);
    }
    check();
}

void Zip::check() {
    const auto count = zip_get_num_entries(zip_.get(), 0);
    if (count > limits_.members) too_large(filename_, fmt::format("holds {} files; the limit is {}.", count, limits_.members));
    std::uint64_t total = 0, packed = 0;
    for (zip_int64_t at = 0; at < count; ++at) {
        zip_stat_t about;
        zip_stat_init(&about);
        if (zip_stat_index(zip_.get(), static_cast<zip_uint64_t>(at), 0, &about) != 0 || !about.name) damaged(filename_);
        if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE)
            throw Error(ErrorCode::invalid, fmt::format("{} is protected by a password. Save a copy without one and upload that.", filename_));
        if (about.size > limits_.bytes) too_large(filename_, "unpacks to more than is allowed.");
        total += about.size;
        packed += about.comp_size;
        names_.emplace_back(about.name);
    }
    if (total > limits_.bytes) too_large(filename_, "unpacks to more than is allowed.");
    if (total > always_allowed && static_cast<double>(total) > limits_.ratio * static_cast<double>(std::max<std::uint64_t>(packed, 1)))
        too_large(filename_, "unpacks to far more than it holds: it looks like a zip bomb.");
}

bool Zip::has(const std::string& name) const { return std::ranges::find(names_, name) != names_.end(); }

std::string Zip::read(const std::string& name) {
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat(zip_.get(), name.c_str(), 0, &about) != 0)
        throw Error(ErrorCode::invalid, fmt::format("{} lacks {}.", filename_, json::is_utf8(name) ? name : "a file that it names"));
    if (about.size > limits_.member_bytes) too_large(filename_, "holds a file that is too large.");
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen(zip_.get(), name.c_str(), 0));
    if (!file) damaged(filename_);
    // The size in the directory may lie, so the buffer is what bounds the reading.
    std::string content(about.size, '\0');
    std::size_t at = 0;
    while (at < content.size()) {
        const auto got = zip_fread(file.get(), content.data() + at, content.size() - at);
        if (got <= 0) damaged(filename_);
        at += static_cast<std::size_t>(got);
    }
    // Only at the end does the library compare the checksum.
    if (char beyond = 0; zip_fread(file.get(), &beyond, 1) != 0) damaged(filename_);
    return content;
}

}  // namespace archive
