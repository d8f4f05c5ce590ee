#pragma once
#include <algorithm>
#include <string>
#include <string_view>

// Text as protocols have it: case and blanks are those of ASCII, and other bytes are let be. Pure.
namespace text {

constexpr char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter; }
std::string lower_case(std::string_view text);
inline bool equal_without_case(std::string_view left, std::string_view right) { return std::ranges::equal(left, right, {}, lower, lower); }
// Without `blanks` at both ends; a part of `text`.
std::string_view trimmed(std::string_view text, std::string_view blanks = " \t\r\n");

}  // namespace text
