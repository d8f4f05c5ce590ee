#pragma once
#include <algorithm>
#include <string>
#include <string_view>

// Text as protocols have it: case and blanks are those of ASCII, and other bytes are let be. Pure.
namespace text {

constexpr bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
constexpr bool is_letter(char letter) { return (letter | 0x20) >= 'a' && (letter | 0x20) <= 'z'; }
constexpr bool is_hex_digit(char letter) { return is_digit(letter) || ((letter | 0x20) >= 'a' && (letter | 0x20) <= 'f'); }
constexpr char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter; }
std::string lower_case(std::string_view text);
inline bool equal_without_case(std::string_view left, std::string_view right) { return std::ranges::equal(left, right, {}, lower, lower); }
// Without `blanks` at both ends; a part of `text`.
std::string_view trimmed(std::string_view text, std::string_view blanks = " \t\r\n");
// Each `from`, from left to right; what takes its place is not looked at again.
void replace_all(std::string& text, std::string_view from, std::string_view to);
// For HTML, as text of an element or a value of an attribute in double quotes.
std::string escape_html(std::string_view text);
inline bool has_any(std::string_view text, std::initializer_list<std::string_view> parts) {
    return std::ranges::any_of(parts, [text](std::string_view part) { return text.contains(part); });
}

}  // namespace text
