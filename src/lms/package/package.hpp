#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "lms/package/structure.hpp"
#include "platform/archive/archive.hpp"

// A course as it is brought (cmi5, 14): a zip file (32 or 64 bits) with cmi5.xml at its root, or cmi5.xml alone.
namespace lms {

struct PackageLimits {
    std::int64_t files = 10'000;
    std::uint64_t file_bytes = 64u << 20;
    std::uint64_t bytes = 512u << 20;  // unpacked
};

class Package {
public:
    // Reads and checks the structure, the names of all files, and that those which the structure names are there. Throws Error(invalid)
    // and Error(too_large). `bytes` outlives the object. Blocking, as `read`: for a pool; one thread at a time.
    Package(std::string_view bytes, const PackageLimits& limits);

    const Structure& structure() const { return structure_; }
    // All but cmi5.xml: relative paths without ".." and empty parts, each once.
    const std::set<std::string>& files() const { return files_; }
    std::string read(const std::string& file) { return zip_->read(file); }

private:
    void open_zip(std::string_view bytes, const PackageLimits& limits);
    void check_urls() const;
    std::optional<archive::Zip> zip_;
    std::set<std::string> files_;
    Structure structure_;
};

}  // namespace lms
