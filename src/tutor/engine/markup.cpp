#include "tutor/engine/markup.hpp"

#include <algorithm>

namespace tutor::engine {

namespace {

bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool escaped(std::string_view text, std::size_t at) { return at > 0 && text[at - 1] == '\\'; }

std::size_t closing_display(std::string_view text, std::size_t from) { return text.find("$$", from); }

// As pandoc: a single dollar opens before a non-space, and closes after a non-space and not before a digit, in one paragraph.
std::size_t closing_inline(std::string_view text, std::size_t from) {
    if (from >= text.size() || space(text[from])) return std::string_view::npos;
    for (std::size_t i = from; i < text.size(); ++i) {
        if (text.substr(i, 2) == "\n\n") return std::string_view::npos;
        if (text[i] != '$' || escaped(text, i) || i == from) continue;
        const bool digit_follows = i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
        return space(text[i - 1]) || digit_follows ? std::string_view::npos : i;
    }
    return std::string_view::npos;
}

}  // namespace

std::vector<TexRange> tex_ranges(std::string_view text) {
    std::vector<TexRange> found;
    for (std::size_t i = text.find('$'); i != std::string_view::npos; i = text.find('$', i)) {
        const bool display = text.substr(i, 2) == "$$";
        const std::size_t marks = display ? 2 : 1, inner = i + marks;
        const auto close = escaped(text, i) ? std::string_view::npos
                           : display        ? closing_display(text, inner)
                                            : closing_inline(text, inner);
        if (close == std::string_view::npos) {
            i = inner;
            continue;
        }
        found.push_back({{i, close + marks}, {inner, close}, display});
        i = close + marks;
    }
    return found;
}

std::vector<Image> images(std::string_view text) {
    std::vector<Image> found;
    for (auto i = text.find("!["); i != std::string_view::npos; i = text.find("![", i + 2)) {
        const auto alt_end = text.find("](", i + 2);
        const auto close = alt_end == std::string_view::npos ? alt_end : text.find(')', alt_end);
        if (close == std::string_view::npos) break;
        auto url = text.substr(alt_end + 2, close - alt_end - 2);
        url = url.substr(0, url.find(' '));
        found.push_back({std::string(text.substr(i + 2, alt_end - i - 2)), std::string(url), {i, close + 1}});
    }
    return found;
}

namespace {

// Copies a link's or an image's words and steps over it; false when `[` is just a bracket.
bool copy_link(std::string_view text, std::size_t& at, std::string& out) {
    const auto middle = text.find("](", at);
    if (middle == std::string_view::npos || text.substr(at, middle - at).find('\n') != std::string_view::npos) return false;
    const auto close = text.find(')', middle);
    if (close == std::string_view::npos) return false;
    out += plain(text.substr(at + 1, middle - at - 1));
    at = close + 1;
    return true;
}

std::size_t list_marker(std::string_view line) {
    std::size_t i = line.find_first_not_of(" \t");
    if (i == std::string_view::npos) return 0;
    const auto mark = i;
    if (line[i] == '#' || line[i] == '>') return std::min(line.find_first_not_of("#> ", i), line.size());
    while (i < line.size() && line[i] >= '0' && line[i] <= '9') ++i;
    const bool number = i > mark && i - mark < 4 && i < line.size() && (line[i] == '.' || line[i] == ')');
    const bool bullet = i == mark && (line[i] == '-' || line[i] == '*' || line[i] == '+');
    return (number || bullet) && i + 1 < line.size() && line[i + 1] == ' ' ? i + 2 : 0;
}

}  // namespace

std::string plain(std::string_view markdown) {
    std::string out;
    const auto formulas = tex_ranges(markdown);
    auto formula = formulas.begin();
    bool line_start = true;
    for (std::size_t i = 0; i < markdown.size();) {
        if (formula != formulas.end() && formula->whole.begin == i) {
            out += formula->whole.of(markdown);
            i = (formula++)->whole.end;
            line_start = false;
            continue;
        }
        if (line_start) i += list_marker(markdown.substr(i, markdown.find('\n', i) - i));
        line_start = false;
        if (i >= markdown.size()) break;
        const char c = markdown[i];
        if (c == '!' && i + 1 < markdown.size() && markdown[i + 1] == '[') ++i;
        if (markdown[i] == '[' && copy_link(markdown, i, out)) continue;
        if (c == '\n') line_start = true;
        const bool mark = c == '*' || c == '`' || (c == '_' && markdown.substr(i, 2) == "__");
        if (c == '_' && mark && markdown.substr(i, 3) != "___") i += 1;
        if (!mark) out += c == '\n' ? ' ' : c;
        ++i;
    }
    return std::string(trim(out));
}

std::string without_tex(std::string_view text) {
    std::string out;
    std::size_t from = 0;
    for (const auto& tex : tex_ranges(text)) {
        out += text.substr(from, tex.whole.begin - from);
        out += ' ';
        from = tex.whole.end;
    }
    return out += text.substr(from);
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && space(text.front())) text.remove_prefix(1);
    while (!text.empty() && space(text.back())) text.remove_suffix(1);
    return text;
}

std::string lower_first(std::string text) {
    // "DNA" and "I" keep their capitals.
    const bool word = text.size() > 1 && text[1] >= 'a' && text[1] <= 'z';
    if (word && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

std::string upper_first(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

}  // namespace tutor::engine
