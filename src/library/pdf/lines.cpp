#include "library/pdf/lines.hpp"

#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <poppler-toc.h>

#include <cmath>
#include <memory>

#include "library/text/utf8.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"

namespace library::pdf {

namespace {

constexpr int deepest_outline = 6;
constexpr std::size_t most_outline_items = 20'000;
constexpr std::size_t most_words_of_a_page = 20'000;

// Ligatures are letters to a reader; a soft hyphen is none.
void add_point(std::string& text, char32_t point) {
    switch (point) {
        case 0xFB00: text += "ff"; break;
        case 0xFB01: text += "fi"; break;
        case 0xFB02: text += "fl"; break;
        case 0xFB03: text += "ffi"; break;
        case 0xFB04: text += "ffl"; break;
        case 0x00A0: text += ' '; break;
        case 0x00AD: text += '-'; break;
        default:
            if (point >= 0x20 && point != 0x7F && point != 0xFFFE && point != 0xFFFF) append_code_point(text, point);
    }
}

std::string to_utf8(const poppler::ustring& text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        char32_t point = text[at];
        if (point >= 0xD800 && point < 0xDC00 && at + 1 < text.size() && text[at + 1] >= 0xDC00 && text[at + 1] < 0xE000)
            point = 0x10000 + ((point - 0xD800) << 10) + (text[++at] - 0xDC00u);
        if (point >= 0xD800 && point < 0xE000) point = 0xFFFD;
        add_point(result, point);
    }
    return result;
}

bool is_bold(const std::string& font) {
    const auto name = lower_ascii(font);
    for (const auto* mark : {"bold", "black", "heavy", "cmbx", "semib", "demi"})
        if (name.find(mark) != std::string::npos) return true;
    return false;
}

bool same_line(const Line& line, const poppler::rectf& box) {
    const double middle = (box.top() + box.bottom()) / 2;
    return middle > line.top && middle < line.bottom && box.left() > line.left - 1 && box.left() < line.right + 12 * std::max(line.size, 1.0);
}

class PageReader {
public:
    PageReader(std::vector<Line>& lines, int page, double height) : lines_(lines), first_(lines.size()), page_(page), height_(height) {}

    void add(const poppler::text_box& word) {
        const auto text = to_utf8(word.text());
        if (text.empty() || text.find_first_not_of(' ') == std::string::npos) return;
        const auto box = word.bbox();
        if (lines_.size() == first_ || !same_line(lines_.back(), box)) begin(box);
        auto& line = lines_.back();
        if (!line.text.empty() && (spaced_ || box.left() - line.right > 0.15 * line.size)) line.text += ' ';
        line.text += text;
        weigh(line, word, text.size());
        line.right = std::max(line.right, box.right());
        spaced_ = word.has_space_after();
    }

private:
    void begin(const poppler::rectf& box) {
        lines_.push_back({.left = box.left(), .right = box.left(), .top = box.top(), .bottom = box.bottom(), .page_height = height_, .page = page_});
        spaced_ = false;
        longest_ = 0;
    }
    // The longest word speaks for its line: superscripts and symbols do not.
    void weigh(Line& line, const poppler::text_box& word, std::size_t length) {
        if (length <= longest_ || !word.has_font_info()) return;
        longest_ = length;
        line.size = word.get_font_size();
        line.bold = is_bold(word.get_font_name());
    }

    std::vector<Line>& lines_;
    std::size_t first_;
    int page_;
    double height_;
    bool spaced_ = false;
    std::size_t longest_ = 0;
};

void read_page(poppler::document& document, int number, std::vector<Line>& lines) {
    const std::unique_ptr<poppler::page> page(document.create_page(number - 1));
    if (!page) return;
    PageReader reader(lines, number, page->page_rect().height());
    std::size_t words = 0;
    for (const auto& word : page->text_list(poppler::page::text_list_include_font)) {
        if (++words > most_words_of_a_page) return;
        if (word.rotation() == 0) reader.add(word);
    }
}

void read_outline(const poppler::toc_item& item, int level, std::vector<OutlineItem>& outline) {
    if (level > deepest_outline) return;
    for (const auto* child : item.children()) {
        if (outline.size() >= most_outline_items) return;
        outline.push_back({level, trimmed(to_utf8(child->title()))});
        read_outline(*child, level + 1, outline);
    }
}

[[noreturn]] void refuse(ErrorCode code, const std::string& filename, std::string_view why) {
    throw Error(code, fmt::format("{} {}", filename, why));
}

std::unique_ptr<poppler::document> open(const std::string& filename, const std::string& path, int page_limit) {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    std::unique_ptr<poppler::document> document(poppler::document::load_from_file(path));
    if (!document) refuse(ErrorCode::invalid, filename, "is a damaged PDF: it cannot be opened.");
    if (document->is_locked()) refuse(ErrorCode::invalid, filename, "is protected by a password. Save a copy without one and upload that.");
    if (document->pages() < 1) refuse(ErrorCode::invalid, filename, "is a damaged PDF: it has no pages.");
    if (document->pages() > page_limit)
        refuse(ErrorCode::too_large, filename, fmt::format("has {} pages; the limit is {}. Upload it in parts.", document->pages(), page_limit));
    return document;
}

}  // namespace

Pages load(const std::string& filename, const std::string& path, int page_limit, const Report& report) {
    const auto document = open(filename, path, page_limit);
    Pages pages{.title = trimmed(to_utf8(document->get_title())), .count = document->pages()};
    if (const std::unique_ptr<poppler::toc> toc(document->create_toc()); toc && toc->root()) read_outline(*toc->root(), 1, pages.outline);
    for (int page = 1; page <= pages.count; ++page) {
        read_page(*document, page, pages.lines);
        if (page % 10 == 0 || page == pages.count) report(page, pages.count, fmt::format("Reading page {} of {}", page, pages.count));
    }
    return pages;
}

}  // namespace library::pdf
