#include "library/html/nesting.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "platform/text/ascii.hpp"

namespace library {

namespace {

// Void elements, and those that a sibling closes.
constexpr std::array<std::string_view, 29> not_counted{"area", "base", "br",  "col", "colgroup", "dd",    "dt", "embed",  "hr",     "img",
                                                       "input", "li",  "link", "meta", "option", "p",     "param", "rp", "rt",    "source",
                                                       "tbody", "td",  "tfoot", "th", "thead",  "tr",    "track", "wbr", "optgroup"};

std::string name_at(std::string_view source, std::size_t at) {
    std::string name;
    for (; at < source.size() && name.size() < 12 && (text::is_letter(source[at]) || text::is_digit(source[at])); ++at)
        name += static_cast<char>(source[at] | 32);
    return name;
}

}  // namespace

int nesting_depth(std::string_view source) {
    int depth = 0, deepest = 0;
    for (auto at = source.find('<'); at != std::string_view::npos; at = source.find('<', at + 1)) {
        const bool closing = at + 1 < source.size() && source[at + 1] == '/';
        const auto start = at + (closing ? 2 : 1);
        if (start >= source.size() || !text::is_letter(source[start]) || std::ranges::find(not_counted, name_at(source, start)) != not_counted.end()) continue;
        const auto end = source.find('>', start);
        const bool empty = end != std::string_view::npos && source[end - 1] == '/';
        if (!empty) depth = std::max(depth + (closing ? -1 : 1), 0);
        deepest = std::max(deepest, depth);
    }
    return deepest;
}

}  // namespace library
