#include "library/import/cut.hpp"

#include <algorithm>
#include <array>

#include "library/text/words.hpp"

namespace library {

namespace {

constexpr std::size_t bytes_per_word = 10;
constexpr int whole_factor = 4;  // examples and formulas stay whole up to this many times the limit

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

bool is_abbreviation(std::string_view before) {
    constexpr std::array<std::string_view, 14> known{"e.g", "i.e", "Fig", "fig", "Eq", "eq", "Dr", "Mr", "Mrs", "St", "vs", "cf", "No", "approx"};
    const auto start = before.find_last_of(" \n(");
    const auto word = before.substr(start == std::string_view::npos ? 0 : start + 1);
    return word.size() == 1 || std::ranges::find(known, word) != known.end();
}

// A run without a sentence end (data, or a script without spaces) is cut at blanks, or anywhere between code points.
void cut_anywhere(std::string_view text, std::size_t most_bytes, std::vector<std::string>& pieces) {
    while (text.size() > most_bytes) {
        auto end = text.find_last_of(" \n", most_bytes);
        if (end == std::string_view::npos || end < most_bytes / 2) end = most_bytes;
        while (end > 0 && continues(text[end])) --end;
        if (end == 0) end = most_bytes;
        pieces.push_back(trimmed(text.substr(0, end)));
        text.remove_prefix(end);
    }
    if (auto rest = trimmed(text); !rest.empty()) pieces.push_back(std::move(rest));
}

// Joins neighbours while the sum stays below `most`; a part that is too long alone is cut anywhere.
std::vector<std::string> pack(const std::vector<std::string_view>& parts, int most, std::string_view head) {
    std::vector<std::string> pieces;
    std::string piece(head);
    int size = 0;
    const auto flush = [&] {
        if (size > 0) cut_anywhere(piece, static_cast<std::size_t>(most) * bytes_per_word * 2, pieces);
        piece = head;
        size = 0;
    };
    for (const auto part : parts) {
        const int more = std::max(text_size(part), 1);
        if (size > 0 && size + more > most) flush();
        piece += part;
        size += more;
    }
    flush();
    return pieces;
}

std::vector<std::string_view> by_sentence(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t from = 0;
    for (const auto end : sentence_ends(text)) {
        parts.push_back(text.substr(from, end - from));
        from = end;
    }
    return parts;
}

std::vector<std::string_view> by_line(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
        parts.push_back(text.substr(at, end - at));
        at = end;
    }
    return parts;
}

bool begins_item(std::string_view line) {
    const auto first = line.find_first_not_of("0123456789");
    if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) return true;
    return first != 0 && first != std::string_view::npos && (line[first] == '.' || line[first] == ')');
}

std::vector<std::string_view> by_item(std::string_view text) {
    std::vector<std::string_view> items;
    for (const auto line : by_line(text)) {
        if (items.empty() || begins_item(line)) items.push_back(line);
        else items.back() = {items.back().data(), items.back().size() + line.size()};
    }
    return items;
}

std::vector<std::string> cut_table(std::string_view text, int most) {
    auto rows = by_line(text);
    const auto rule = std::ranges::find_if(rows, [](auto row) { return row.find_first_not_of("|-: \n") == std::string_view::npos; });
    if (rule == rows.end()) return pack(rows, most, "");
    const auto head = text.substr(0, static_cast<std::size_t>(rule->data() + rule->size() - text.data()));
    rows.erase(rows.begin(), rule + 1);
    return pack(rows, most, head);
}

}  // namespace

int text_size(std::string_view text) { return std::max(count_words(text), static_cast<int>(text.size() / bytes_per_word)); }

std::vector<std::size_t> sentence_ends(std::string_view text) {
    std::vector<std::size_t> ends;
    bool in_tex = false;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        if (text[at] == '$' && (at == 0 || text[at - 1] != '\\')) in_tex = !in_tex;
        if (in_tex) continue;
        const bool stop = text[at] == '.' || text[at] == '!' || text[at] == '?';
        const bool paragraph = text[at] == '\n' && text[at + 1] == '\n';
        const bool cjk = text.substr(at, 3) == "\u3002";
        if (paragraph || (stop && (text[at + 1] == ' ' || text[at + 1] == '\n') && !is_abbreviation(text.substr(0, at)))) ends.push_back(at + 2);
        else if (cjk && at + 3 < text.size()) ends.push_back(at + 3);
    }
    if (ends.empty() || ends.back() != text.size()) ends.push_back(text.size());
    return ends;
}

std::vector<std::string> cut(Kind kind, std::string_view text, int most) {
    const bool whole = kind == Kind::example || kind == Kind::formula || kind == Kind::figure;
    const int size = text_size(text);
    if (size <= (whole ? most * whole_factor : most)) return {std::string(text)};
    const int pieces = (size + most - 1) / most;
    most = std::min(most, size / pieces + most / 10);  // evenly, so that no crumb is left at the end
    if (kind == Kind::list) return pack(by_item(text), most, "");
    if (kind == Kind::table) return cut_table(text, most);
    if (kind == Kind::code) return pack(by_line(text), most, "");
    return pack(by_sentence(text), most, "");
}

}  // namespace library
