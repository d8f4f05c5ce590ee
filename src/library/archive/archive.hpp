#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "library/library.hpp"

struct zip;

namespace library {

// A zip file read into memory, member by member, never beyond its limits: the number of members, the bytes of one and of all
// together, and how much larger than packed they may be. Names are names only: nothing is ever written under them.
class Archive {
public:
    // Throws Error(invalid) for a damaged or encrypted archive, Error(too_large) for a bomb.
    Archive(const std::string& filename, std::string_view bytes, const Config& config);

    const std::vector<std::string>& names() const { return names_; }
    bool has(const std::string& name) const;
    // Throws Error(invalid) when there is no such member or it is damaged.
    std::string read(const std::string& name);

private:
    void check(const Config& config);
    struct Close {
        void operator()(zip* archive) const;
    };
    std::string filename_;
    std::unique_ptr<zip, Close> zip_;
    std::vector<std::string> names_;
};

}  // namespace library
