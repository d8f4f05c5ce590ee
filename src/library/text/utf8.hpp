#pragma once
#include <cstddef>
#include <string>
#include <string_view>

// UTF-8 as passages need it: spans count code points, stored text is always well formed.
namespace library {

// How many code points a well-formed text has.
std::size_t code_points(std::string_view text);
// The text from code point `start` to `end`; "" when the span leaves the text.
std::string_view slice(std::string_view text, std::size_t start, std::size_t end);

struct Repaired {
    std::string text;
    std::size_t broken = 0;  // how many sequences became U+FFFD
};
// Well-formed UTF-8 without a byte order mark, NULs and other control characters; broken sequences become U+FFFD. Line
// ends become "\n". Understands UTF-16 with a byte order mark.
Repaired repair(std::string_view bytes);
void append_code_point(std::string& text, char32_t point);

}  // namespace library
