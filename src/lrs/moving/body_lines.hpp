#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/http.hpp"

namespace lrs {

// The lines of a request's body, one at a time, while it comes. Holds one line of at most `most` bytes, and what came with it; of a longer one
// only the number is told. `request` outlives it; throws what its stream throws.
class BodyLines {
public:
    BodyLines(const http::Request& request, std::size_t most) : request_(request), most_(most) {}

    struct Line {
        std::int64_t number = 0;
        std::string_view text;  // until the next call
        bool too_long = false;
    };
    Task<std::optional<Line>> next();
    std::size_t most() const { return most_; }

private:
    Task<void> receive();
    Line take(std::size_t end);

    const http::Request& request_;
    std::size_t most_;
    std::string held_;
    std::size_t at_ = 0, scanned_ = 0;
    std::int64_t number_ = 0;
    bool ended_ = false, passing_over_ = false;
};

}  // namespace lrs
