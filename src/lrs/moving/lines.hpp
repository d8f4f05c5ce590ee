#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lrs {

// The lines of a text one after another, numbered from 1.
class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}
    std::optional<std::string_view> next() {
        if (rest_.empty()) return std::nullopt;
        const auto end = std::min(rest_.find('\n'), rest_.size());
        const auto line = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        ++number_;
        return line;
    }
    std::int64_t number() const { return number_; }

private:
    std::string_view rest_;
    std::int64_t number_ = 0;
};

}  // namespace lrs
