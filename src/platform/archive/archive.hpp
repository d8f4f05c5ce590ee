#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct zip;

// Archives from outside.
namespace archive {

struct Limits {
    std::int64_t members = 20'000;
    std::uint64_t member_bytes = 64u << 20;  // of one, unpacked
    std::uint64_t bytes = 400u << 20;        // of all, unpacked
    double ratio = 100;                      // how much larger than packed they may be
};

// A zip file (32 or 64 bits) in memory, read member by member, never beyond its limits. Names are names only: nothing is ever
// written under them, and a symbolic link is a member whose content is a name. `bytes` outlives the object; one thread.
class Zip {
public:
    // Throws Error(invalid) for a damaged or encrypted archive, Error(too_large) for a bomb; `filename` is for its words.
    Zip(std::string filename, std::string_view bytes, const Limits& limits);

    const std::vector<std::string>& names() const { return names_; }  // as they are written; folders end in "/"
    bool has(const std::string& name) const;
    // Throws Error(invalid) when there is no such member or it is damaged.
    std::string read(const std::string& name);

private:
    void check();
    struct Close {
        void operator()(zip* archive) const;
    };
    std::string filename_;
    Limits limits_;
    std::unique_ptr<zip, Close> zip_;
    std::vector<std::string> names_;
};

}  // namespace archive
