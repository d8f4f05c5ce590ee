#include "library/pdf/headings.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "library/import/plain_text.hpp"
#include "library/text/words.hpp"

namespace library::pdf {

namespace {

constexpr std::size_t longest = 160;     // bytes of a heading
constexpr double larger = 1.12;          // than the body, to be a heading by its size
constexpr std::size_t most_lines = 4;    // of one heading
constexpr int most_levels = 4;
constexpr int short_book = 20;           // pages
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

// "Chapter 3" alone: its title is the next line. "3 Waves" has its own.
bool is_division(std::string_view text) {
    return count_words(text) == 2 && heading_level(text) == 1 && text.find_first_of("0123456789IVX") != std::string_view::npos && (text[0] < '0' || text[0] > '9');
}

// "2.1 Speed", "B.3 Units" and "Chapter 4: Waves" without what counts them; outlines often leave it out, pages seldom.
std::string_view without_number(std::string_view title) {
    const auto end = title.find(' ');
    if (end == title.npos) return title;
    const auto first = title.substr(0, end);
    const bool counts = first.find_first_not_of("0123456789.:ABCDEFGHIVX") == first.npos && (first.size() == 1 || first.find_first_of("0123456789.:") != first.npos);
    if (counts) return title.substr(end + 1);
    return first == "Chapter" || first == "Appendix" || first == "Part" ? without_number(title.substr(end + 1)) : title;
}

// How a title may be spelt: with its number and without.
struct Spelling {
    explicit Spelling(std::string_view title) : whole(key_of(title)), bare(key_of(without_number(title))) {}
    std::string whole, bare;

    Spelling with(const std::string& more) const {
        Spelling longer = *this;
        longer.whole += more;
        longer.bare += more;
        return longer;
    }
    bool is(const Spelling& other) const { return whole == other.whole || bare == other.whole || whole == other.bare || bare == other.bare; }
    bool may_become(const Spelling& other) const {
        return other.whole.starts_with(whole) || other.whole.starts_with(bare) || other.bare.starts_with(whole) || other.bare.starts_with(bare);
    }
};

// A line that may be the first of a heading.
struct Candidate {
    std::size_t line;
    Spelling spelling;
};

std::vector<Candidate> candidates_in(const std::vector<Line>& lines, double body) {
    std::vector<Candidate> found;
    for (std::size_t at = 0; at < lines.size(); ++at)
        if (stands_out(lines[at], body)) found.push_back({at, Spelling(lines[at].text)});
    return found;
}

// How many lines from the candidate's on spell the title; 0 when they do not.
std::size_t lines_spelling(const std::vector<Line>& lines, const Candidate& first, const Spelling& title) {
    Spelling text = first.spelling;
    for (std::size_t count = 1; count <= most_lines; ++count) {
        if (text.bare.empty() && text.whole.empty()) return 0;
        if (text.is(title)) return count;
        if (!text.may_become(title) || first.line + count == lines.size()) return 0;
        text = text.with(key_of(lines[first.line + count].text));
    }
    return 0;
}

std::string joined(const std::vector<Line>& lines, std::size_t first, std::size_t end) {
    std::string text = lines[first].text;
    for (std::size_t at = first + 1; at < end; ++at) text += ' ' + lines[at].text;
    return text;
}

// Backwards, so that the printed table of contents in the front is never taken for the headings themselves.
std::vector<Heading> by_outline(const Pages& pages, double body) {
    std::vector<Heading> headings;
    const auto candidates = candidates_in(pages.lines, body);
    std::size_t end = candidates.size();
    for (auto item = pages.outline.rbegin(); item != pages.outline.rend(); ++item) {
        const Spelling title(item->title);
        if (title.whole.empty()) continue;
        for (std::size_t at = end; at-- > 0;) {
            const auto first = candidates[at].line;
            const auto count = lines_spelling(pages.lines, candidates[at], title);
            if (count == 0) continue;
            const bool numbered = candidates[at].spelling.whole != candidates[at].spelling.bare;
            headings.push_back({first, first + count, item->level, numbered ? joined(pages.lines, first, first + count) : item->title});
            end = at;
            break;
        }
    }
    std::ranges::reverse(headings);
    return headings;
}

double rounded(double size) { return std::round(size * 2) / 2; }

// Level by rank of size among the sizes that headings use; what is only bold comes last. A size that a long book has on one
// page only is that of its title page or of a poster in it.
class Sizes {
public:
    Sizes(const Pages& pages, double body) : body_(body) {
        for (const auto& line : pages.lines)
            if (line.size >= body_ * larger) pages_[rounded(line.size)].insert(line.page);
        if (pages.count > short_book) std::erase_if(pages_, [](const auto& entry) { return entry.second.size() == 1; });
    }
    bool is_large(const Line& line) const { return pages_.contains(rounded(line.size)); }
    int level(const Line& line) const {
        int level = 1;
        for (const auto& [size, on] : pages_) level += size > rounded(line.size);
        return std::min(level, most_levels);
    }

private:
    double body_;
    std::map<double, std::set<int>> pages_;
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
    const Sizes sizes(pages, body);
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

// An outline may stop at the chapters. Headings in print that are smaller than all of the outline's, or numbered deeper, go
// below them.
std::vector<Heading> with_deeper(std::vector<Heading> outline, const std::vector<Heading>& printed, const std::vector<Line>& lines) {
    int deepest = 1;
    double smallest = 1000;
    for (const auto& heading : outline) {
        deepest = std::max(deepest, heading.level);
        smallest = std::min(smallest, rounded(lines[heading.first].size));
    }
    auto all = outline;
    for (auto heading : printed) {
        const bool smaller = rounded(lines[heading.first].size) < smallest, numbered_deeper = heading_level(heading.title) > deepest;
        const auto next = std::ranges::upper_bound(outline, heading.first, {}, &Heading::first);
        const bool below = next != outline.begin() && std::prev(next)->end <= heading.first && (next == outline.end() || heading.end <= next->first);
        if (!below || !(smaller || numbered_deeper)) continue;
        heading.level = std::min(std::max(heading.level, deepest + 1), most_levels + 2);
        all.push_back(std::move(heading));
    }
    std::ranges::sort(all, {}, &Heading::first);
    return all;
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
    const auto is_book = [&](const std::vector<Heading>& headings) { return headings.size() * 4 <= pages.lines.size() + few_lines; };
    auto sized = by_size(pages, body);
    if (!is_book(sized)) sized.clear();
    if (auto headings = by_outline(pages, body); headings.size() >= 2 && headings.size() * 2 >= pages.outline.size())
        return with_deeper(std::move(headings), sized, pages.lines);
    return sized.empty() ? by_wording(pages) : sized;
}

}  // namespace library::pdf
