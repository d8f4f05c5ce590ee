#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace tutor::engine {

// The same numbers for the same seed on every machine, which std::shuffle and the standard distributions do not promise.
class Random {
public:
    explicit Random(std::string_view seed) {
        for (const char c : seed) state_ = (state_ ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    }
    std::uint64_t next() {  // splitmix64
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }
    int below(int limit) { return limit <= 1 ? 0 : static_cast<int>(next() % static_cast<std::uint64_t>(limit)); }
    template <class T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[static_cast<std::size_t>(below(static_cast<int>(i)))]);
    }

private:
    std::uint64_t state_ = 14695981039346656037ull;
};

}  // namespace tutor::engine
