#include "library/import/plain_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "library/import/markdown.hpp"
#include "library/text/words.hpp"
#include "platform/text/ascii.hpp"

namespace library {

namespace {

constexpr std::size_t longest_heading = 90;  // bytes
constexpr std::array<std::string_view, 6> divisions{"chapter ", "part ", "section ", "appendix ", "kapitel ", "chapitre "};

// "2.1 Title" → 2, "3 Title" → 1, "2.1.4. Title" → 3; dates and amounts are none.
int numbering_level(std::string_view line) {
    int level = 0;
    std::size_t at = 0;
    while (at < line.size() && text::is_digit(line[at])) {
        const auto end = std::min(line.find_first_not_of("0123456789", at), line.size());
        if (end - at > 2) return 0;
        ++level;
        at = end;
        if (at < line.size() && line[at] == '.') ++at;
    }
    if (level == 0 || at + 1 >= line.size() || line[at] != ' ') return 0;
    const char first = line[at + 1];
    return (first >= 'A' && first <= 'Z') || (first & 0x80) ? level : 0;
}

bool in_capitals(std::string_view line) {
    const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    const auto is_small = [](char letter) { return letter >= 'a' && letter <= 'z'; };
    return std::ranges::count_if(line, is_capital) >= 4 && std::ranges::none_of(line, is_small);
}

bool is_rule(std::string_view line, char mark) { return line.size() >= 3 && line.find_first_not_of(mark) == std::string_view::npos; }

bool is_item(std::string_view line) { return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("\u2022 "); }

class PlainTextReader {
public:
    explicit PlainTextReader(std::string_view source) : lines_(lines_of(source)) {}

    Document read() {
        for (std::size_t at = 0; at < lines_.size(); ++at) line(at);
        flush();
        return std::move(document_);
    }

private:
    void line(std::size_t& at) {
        const std::string text = trimmed(lines_[at]);
        const std::string next = at + 1 < lines_.size() ? trimmed(lines_[at + 1]) : "";
        if (text.empty()) return flush();
        if (paragraph_.empty() && (is_rule(next, '=') || is_rule(next, '-')) && text.size() <= longest_heading) {
            heading(next[0] == '=' ? 1 : 2, text);
            ++at;
        } else if (const int level = paragraph_.empty() && next.empty() ? heading_level(text) : 0; level > 0) {
            heading(level, text);
        } else {
            if (!paragraph_.empty()) paragraph_ += is_item(text) ? '\n' : ' ';
            paragraph_ += text;
        }
    }

    void heading(int level, const std::string& title) {
        flush();
        document_.sections.push_back({.level = level, .title = title, .anchor = slug(title)});
    }

    void flush() {
        if (paragraph_.empty()) return;
        if (document_.sections.empty()) document_.sections.emplace_back();
        document_.sections.back().blocks.push_back({is_item(paragraph_) ? Kind::list : Kind::text, std::exchange(paragraph_, {}), std::nullopt});
    }

    std::vector<std::string_view> lines_;
    Document document_{.format = "text"};
    std::string paragraph_;
};

}  // namespace

int heading_level(std::string_view line) {
    const bool has_leader = line.find("....") != std::string_view::npos || line.find(". . .") != std::string_view::npos;
    if (line.size() > longest_heading || has_leader || line.ends_with('.') || line.ends_with(',') || line.ends_with(';')) return 0;
    const auto lower = lower_ascii(line);
    for (const auto division : divisions)
        if (lower.starts_with(division) && lower.size() > division.size() && count_words(line) <= 12) {
            const char number = lower[division.size()];
            const bool letter = division == "appendix " && std::string_view(" :.").find((lower + ' ')[division.size() + 1]) != std::string_view::npos;
            if (text::is_digit(number) || number == 'i' || number == 'v' || number == 'x' || number == 'a' || letter) return division == "section " ? 2 : 1;
        }
    if (const int level = numbering_level(line)) return std::min(level, 6);
    return in_capitals(line) && count_words(line) <= 10 ? 1 : 0;
}

Document read_plain_text(std::string_view source) { return PlainTextReader(source).read(); }

}  // namespace library
