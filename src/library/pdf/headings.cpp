#include "library/pdf/headings.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "library/import/plain_text.hpp"
#include "library/text/words.hpp"

namespace library::pdf {

namespace {

constexpr std::size_t longest = 160;     // bytes of a heading
constexpr double larger = 1.12;          // than the body, to be a heading by its size
constexpr std::size_t most_lines = 4;    // of one heading
constexpr int most_levels = 4;
constexpr std::size_t few_lines = 40;    // beyond them, a heading in every fourth line is a table or a poster, not a book

// Letters and digits only, so that spacing, case and punctuation do not hide a title.
std::string key_of(std::string_view text) {
    std::string key;
    for (const char letter : lower_ascii(text))
        if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || (letter & 0x80)) key += letter;
    return key;
}

bool has_letters(std::string_view text) {
    return std::ranges::count_if(text, [](char letter) { return ((letter | 32) >= 'a' && (letter | 32) <= 'z') || (letter & 0x80); }) >= 2;
}

bool stands_out(const Line& line, double body) { return line.size > body * 1.05 || line.bold || heading_level(line.text) > 0; }

// "Chapter 3" alone: its title is the next line.
bool is_division(std::string_view text) { return count_words(text) == 2 && heading_level(text) == 1 && text.find_first_of("0123456789IVX") != std::string_view::npos; }

// The lines from `first` on that spell `key`; 0 when they do not.
std::size_t lines_spelling(const std::vector<Line>& lines, std::size_t first, const std::string& key) {
    std::string text;
    for (std::size_t count = 1; count <= most_lines && first + count <= lines.size(); ++count) {
        text += key_of(lines[first + count - 1].text);
        if (text == key) return count;
        if (text.size() > key.size() || !key.starts_with(text)) return 0;
    }
    return 0;
}

// Backwards, so that the printed table of contents in the front is never taken for the headings themselves.
std::vector<Heading> by_outline(const Pages& pages, double body) {
    std::vector<Heading> headings;
    std::size_t end = pages.lines.size();
    for (auto item = pages.outline.rbegin(); item != pages.outline.rend(); ++item) {
        const auto key = key_of(item->title);
        if (key.empty()) continue;
        for (std::size_t line = end; line-- > 0;) {
            if (!stands_out(pages.lines[line], body)) continue;
            const auto count = lines_spelling(pages.lines, line, key);
            if (count == 0) continue;
            headings.push_back({line, line + count, item->level, item->title});
            end = line;
            break;
        }
    }
    std::ranges::reverse(headings);
    return headings;
}

double rounded(double size) { return std::round(size * 2) / 2; }

// Level by rank of size among the sizes that headings use; what is only bold comes last.
class Sizes {
public:
    Sizes(const std::vector<Line>& lines, double body) : body_(body) {
        for (const auto& line : lines)
            if (is_large(line)) ++counts_[rounded(line.size)];
    }
    bool is_large(const Line& line) const { return line.size >= body_ * larger; }
    int level(const Line& line) const {
        int level = 1;
        for (const auto& [size, count] : counts_) level += size > rounded(line.size);
        return std::min(level, most_levels);
    }

private:
    double body_;
    std::map<double, int> counts_;
};

bool looks_like_heading(const Line& line, const Sizes& sizes) {
    if (line.text.size() > longest || !has_letters(line.text)) return false;
    if (sizes.is_large(line)) return true;
    return line.bold && heading_level(line.text) > 0;
}

bool goes_on(const Line& line, const Line& next) {
    return line.page == next.page && rounded(line.size) == rounded(next.size) && next.top - line.bottom < line.size && next.top > line.top &&
           heading_level(next.text) == 0;
}

void join_division(const std::vector<Line>& lines, const Sizes& sizes, Heading& heading) {
    if (!is_division(heading.title) || heading.end >= lines.size() || !looks_like_heading(lines[heading.end], sizes)) return;
    heading.title += ": " + lines[heading.end].text;
    for (++heading.end; heading.end < lines.size() && goes_on(lines[heading.end - 1], lines[heading.end]); ++heading.end)
        heading.title += ' ' + lines[heading.end].text;
}

std::vector<Heading> by_size(const Pages& pages, double body) {
    const auto& lines = pages.lines;
    const Sizes sizes(lines, body);
    std::vector<Heading> headings;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        if (!looks_like_heading(lines[at], sizes)) continue;
        Heading heading{at, at + 1, sizes.level(lines[at]), lines[at].text};
        while (heading.end < lines.size() && heading.end - at < most_lines && goes_on(lines[heading.end - 1], lines[heading.end]) &&
               heading.title.size() < longest)
            heading.title += ' ' + lines[heading.end++].text;
        join_division(lines, sizes, heading);
        if (const int numbered = heading_level(heading.title)) heading.level = std::max(numbered, 1);
        at = heading.end - 1;
        headings.push_back(std::move(heading));
    }
    return headings;
}

// Plain text in one size: the wording of lines that stand alone is all there is.
std::vector<Heading> by_wording(const Pages& pages) {
    std::vector<Heading> headings;
    for (std::size_t at = 0; at < pages.lines.size(); ++at)
        if (const int level = heading_level(pages.lines[at].text); level > 0) headings.push_back({at, at + 1, level, pages.lines[at].text});
    return headings;
}

}  // namespace

double body_size(const std::vector<Line>& lines) {
    std::map<double, std::size_t> letters;
    for (const auto& line : lines) letters[rounded(line.size)] += line.text.size();
    const auto most = std::ranges::max_element(letters, {}, [](const auto& entry) { return entry.second; });
    return most == letters.end() ? 10 : std::max(most->first, 1.0);
}

std::vector<Heading> find_headings(const Pages& pages) {
    const double body = body_size(pages.lines);
    if (auto headings = by_outline(pages, body); headings.size() >= 2 && headings.size() * 2 >= pages.outline.size()) return headings;
    const auto is_book = [&](const std::vector<Heading>& headings) { return headings.size() * 4 <= pages.lines.size() + few_lines; };
    if (auto headings = by_size(pages, body); !headings.empty() && is_book(headings)) return headings;
    return by_wording(pages);
}

}  // namespace library::pdf
