#pragma once
#include <set>

#include "identity/privacy.hpp"
#include "platform/archive/zip_writer.hpp"

namespace identity {

// The files of an export, under the folder of the part that is at work.
class TakeoutFile final : public Takeout {
public:
    explicit TakeoutFile(const std::filesystem::path& directory) : zip_(directory) {}
    void enter(std::string folder) { folder_ = std::move(folder); }

    Task<void> add(std::string_view file, std::string_view json) override;
    Task<void> append(std::string_view file, std::string_view bytes) override;
    void finish();  // blocking
    std::uint64_t size() const { return zip_.size(); }
    std::string read(std::uint64_t at, std::size_t most) const { return zip_.read(at, most); }

private:
    std::string path_of(std::string_view file) const { return folder_ + '/' + std::string(file); }

    archive::ZipWriter zip_;
    std::string folder_;
    std::set<std::string> arrays_;  // that have begun
};

}  // namespace identity
