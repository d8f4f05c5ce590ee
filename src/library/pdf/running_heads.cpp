#include "library/pdf/running_heads.hpp"

#include <algorithm>
#include <unordered_map>

#include "library/text/words.hpp"

namespace library::pdf {

namespace {

constexpr double edge = 0.1;  // of the page's height
constexpr int often = 3;

bool is_at_edge(const Line& line) {
    return line.page_height > 0 && (line.bottom < edge * line.page_height || line.top > (1 - edge) * line.page_height);
}

// "Motion 17" and "18 Motion" are one head: digits and blanks do not count.
std::string shape(std::string_view text) {
    std::string result;
    for (const char letter : lower_ascii(text))
        if (letter != ' ' && (letter < '0' || letter > '9')) result += letter;
    return result;
}

bool is_page_number(std::string_view text) {
    if (text.size() > 16) return false;
    const auto lower = lower_ascii(text);
    std::string_view rest = lower;
    if (rest.starts_with("page")) rest.remove_prefix(4);
    return rest.find_first_not_of("0123456789ivxlc -/|of\u2013") == std::string_view::npos;
}

}  // namespace

void drop_running_heads(std::vector<Line>& lines) {
    std::unordered_map<std::string, int> pages;
    for (const auto& line : lines)
        if (is_at_edge(line)) ++pages[shape(line.text)];
    std::erase_if(lines, [&](const Line& line) {
        return is_at_edge(line) && (is_page_number(line.text) || pages[shape(line.text)] >= often);
    });
}

}  // namespace library::pdf
