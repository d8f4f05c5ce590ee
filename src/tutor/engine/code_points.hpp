#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace tutor::engine {

// Bytes ↔ Unicode code points of one UTF-8 text. Any bytes are fine: what does not start a sequence counts with what stands before it.
class CodePoints {
public:
    explicit CodePoints(std::string_view text);
    int size() const { return static_cast<int>(starts_.size()) - 1; }
    std::size_t byte(int point) const { return starts_[static_cast<std::size_t>(point)]; }
    // The number of the code point that begins at, or holds, this byte.
    int point(std::size_t byte) const;

private:
    std::vector<std::size_t> starts_;  // one more than there are points: the end
};

// The part of `text` between two code points; empty when the span does not fit.
std::string_view cut(std::string_view text, int start, int end);

// The code point at `at`, which moves past it; U+FFFD for broken input.
char32_t next_point(std::string_view text, std::size_t& at);
bool is_letter(char32_t point);
bool is_digit(char32_t point);
bool is_upper(char32_t point);
bool is_ideograph(char32_t point);  // written without spaces: each is a word of its own

}  // namespace tutor::engine
