#include "library/pdf/paragraphs.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "library/text/escape.hpp"
#include "library/text/words.hpp"

namespace library::pdf {

namespace {

constexpr double wide_gap = 0.7, indent = 0.8;  // in font sizes

bool is_small_letter(char letter) { return letter >= 'a' && letter <= 'z'; }
bool ends_sentence(std::string_view text) { return text.ends_with('.') || text.ends_with('?') || text.ends_with('!') || text.ends_with(':'); }

// The text behind a bullet; nullopt when there is none.
std::optional<std::string_view> item_text(std::string_view line) {
    for (const std::string_view bullet : {"\u2022 ", "\u25E6 ", "\u25AA ", "\u2013 ", "\u00B7 ", "- ", "* "})
        if (line.starts_with(bullet)) return line.substr(bullet.size());
    return std::nullopt;
}

bool begins_paragraph(const Line& before, const Line& line) {
    if (item_text(line.text)) return true;
    const double size = std::max(line.size, 1.0);
    if (std::abs(before.size - line.size) > 1.5) return true;
    if (line.page != before.page) return ends_sentence(before.text) && !is_small_letter(line.text[0]);
    if (line.top < before.top) return ends_sentence(before.text);  // the next column
    if (line.top - before.bottom > wide_gap * size) return true;
    return line.left - before.left > indent * size && ends_sentence(before.text);
}

// "accel-" and "eration" are one word; "well-" and "Known" are not.
void join(std::string& text, std::string_view line) {
    const bool hyphen = text.size() > 2 && text.ends_with('-') && is_small_letter(text[text.size() - 2]) && !line.empty() && is_small_letter(line[0]);
    if (hyphen) text.pop_back();
    else if (!text.empty()) text += ' ';
    text += line;
}

class Builder {
public:
    void add(const Line& line, bool fresh) {
        const auto item = item_text(line.text);
        if (fresh) flush();
        if (text_.empty()) {
            page_ = line.page;
            is_item_ = item.has_value();
        }
        join(text_, is_item_ && fresh && item ? *item : std::string_view(line.text));
    }

    std::vector<Block> take() {
        flush();
        return std::move(blocks_);
    }

private:
    void flush() {
        if (text_.empty()) return;
        auto text = escape_markdown(std::exchange(text_, {}));
        if (!is_item_) return blocks_.push_back({Kind::text, std::move(text), page_});
        if (!blocks_.empty() && blocks_.back().kind == Kind::list) blocks_.back().text += "\n- " + text;
        else blocks_.push_back({Kind::list, "- " + text, page_});
    }

    std::vector<Block> blocks_;
    std::string text_;
    int page_ = 0;
    bool is_item_ = false;
};

}  // namespace

std::vector<Block> to_blocks(const std::vector<Line>& lines, std::size_t first, std::size_t end) {
    Builder builder;
    for (std::size_t at = first; at < end; ++at) builder.add(lines[at], at == first || begins_paragraph(lines[at - 1], lines[at]));
    return builder.take();
}

}  // namespace library::pdf
