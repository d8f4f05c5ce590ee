#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace library {

// A file to import. A large one is on disk and mapped, so that it costs page cache and not memory of the process. Copies
// share it.
class Source {
public:
    // Keeps a few bytes in memory, writes many to a nameless file in `directory`.
    static Source spool(std::string filename, std::string_view bytes, const std::filesystem::path& directory);
    static Source keep(std::string filename, std::string bytes);  // in memory, whatever its size
    static Source open(const std::filesystem::path& path, std::string filename);
    // Takes over an open descriptor.
    static Source adopt(int descriptor, std::string filename);

    const std::string& filename() const { return filename_; }
    std::string_view bytes() const;
    // Of an open file that holds the bytes; lives as long as the source.
    int descriptor() const;

private:
    struct Contents;
    Source(std::string filename, std::shared_ptr<Contents> contents) : filename_(std::move(filename)), contents_(std::move(contents)) {}
    std::string filename_;
    std::shared_ptr<Contents> contents_;
};

}  // namespace library
