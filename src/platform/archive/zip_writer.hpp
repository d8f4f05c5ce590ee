#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace archive {

// A file without a name: gone with the process, however that ends.
class NamelessFile {
public:
    // In `directory`; throws Error(unavailable).
    explicit NamelessFile(const std::filesystem::path& directory);
    NamelessFile(NamelessFile&& other) noexcept;
    ~NamelessFile();

    int descriptor() const { return descriptor_; }
    std::uint64_t size() const { return size_; }
    void write(std::string_view bytes, std::uint64_t at);  // throws Error(unavailable) when the disk is full
    std::string read(std::uint64_t at, std::size_t most) const;

private:
    int descriptor_;
    std::uint64_t size_ = 0;
};

// Makes a zip file of members that grow piece by piece, in any order and of any size: all of it is on disk, nothing of it under a name. One thread
// at a time; blocking.
class ZipWriter {
public:
    explicit ZipWriter(std::filesystem::path directory);
    void append(const std::string& member, std::string_view bytes);
    // Packs the members; takes as long as that takes. Afterwards only `size` and `read` are called.
    void finish();
    std::uint64_t size() const { return packed_.size(); }
    std::string read(std::uint64_t at, std::size_t most) const { return packed_.read(at, most); }  // "" at the end

private:
    std::filesystem::path directory_;
    std::map<std::string, NamelessFile> members_;
    NamelessFile packed_;
};

}  // namespace archive
