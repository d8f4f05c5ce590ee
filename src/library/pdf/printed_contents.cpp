#include "library/pdf/printed_contents.hpp"

#include <algorithm>

namespace library::pdf {

namespace {

constexpr std::ptrdiff_t fewest_dots = 4;

// "Motion . . . . . 17", "Energy.........xii", "abs . . . . 12, 140"
bool leads_to_a_page(std::string_view text) {
    const auto number = text.find_last_not_of("0123456789ivxlc, \u2013-");
    if (number == text.npos || number + 1 == text.size() || text[number] != '.') return false;
    const auto before = text.find_last_not_of(". ", number);
    const auto leaders = text.substr(before == text.npos ? 0 : before + 1, number - before);
    return std::ranges::count(leaders, '.') >= fewest_dots;
}

}  // namespace

void drop_printed_contents(std::vector<Line>& lines) {
    std::erase_if(lines, [](const Line& line) { return leads_to_a_page(line.text); });
}

}  // namespace library::pdf
