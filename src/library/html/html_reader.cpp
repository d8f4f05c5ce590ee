#include "library/html/html_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "library/html/gumbo_tree.hpp"
#include "library/html/mathml.hpp"
#include "library/import/markdown.hpp"
#include "library/text/escape.hpp"
#include "library/text/words.hpp"

namespace library {

namespace {

constexpr std::array skipped{GUMBO_TAG_STYLE,  GUMBO_TAG_NAV,      GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE,  GUMBO_TAG_FORM,   GUMBO_TAG_BUTTON, GUMBO_TAG_HEAD,
                             GUMBO_TAG_NOSCRIPT, GUMBO_TAG_IFRAME, GUMBO_TAG_SVG,    GUMBO_TAG_SELECT, GUMBO_TAG_OBJECT, GUMBO_TAG_VIDEO,  GUMBO_TAG_AUDIO};
constexpr std::array<std::string_view, 6> skipped_classes{"sidebar", "navbar", "breadcrumb", "mw-editsection", "katex-html", "MathJax_Preview"};

bool is_skipped(const GumboNode& node) {
    if (!is_element(node)) return false;
    if (std::ranges::find(skipped, tag_of(node)) != skipped.end()) return true;
    if (attribute(node, "aria-hidden") == "true" || gumbo_get_attribute(&node.v.element.attributes, "hidden")) return true;
    const auto classes = attribute(node, "class");
    return std::ranges::any_of(skipped_classes, [&](auto name) { return classes.find(name) != std::string_view::npos; });
}

bool is_block(GumboTag tag) {
    switch (tag) {
        case GUMBO_TAG_P: case GUMBO_TAG_DIV: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_MAIN: case GUMBO_TAG_BODY:
        case GUMBO_TAG_HEADER: case GUMBO_TAG_BLOCKQUOTE: case GUMBO_TAG_FIGURE: case GUMBO_TAG_FIGCAPTION: case GUMBO_TAG_ADDRESS:
        case GUMBO_TAG_DETAILS: case GUMBO_TAG_SUMMARY: case GUMBO_TAG_CENTER: case GUMBO_TAG_FIELDSET: case GUMBO_TAG_HTML: case GUMBO_TAG_LI:
            return true;
        default: return false;
    }
}

int heading_level_of(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0; }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
}

std::string small_digits(const std::string& text, std::string_view first, bool up) {
    constexpr std::array<std::string_view, 10> raised{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    constexpr std::array<std::string_view, 10> lowered{"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    std::string result;
    for (const char letter : text) {
        if (letter < '0' || letter > '9') return std::string(first) + text;
        result += (up ? raised : lowered)[static_cast<std::size_t>(letter - '0')];
    }
    return result;
}

void collect_rows(const GumboNode& node, std::vector<const GumboNode*>& rows) {
    for (const auto* child : children(node)) {
        if (tag_of(*child) == GUMBO_TAG_TR) rows.push_back(child);
        else if (tag_of(*child) != GUMBO_TAG_TABLE) collect_rows(*child, rows);
    }
}

}  // namespace

std::string one_line(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        const bool blank = letter == ' ' || letter == '\n' || letter == '\t';
        if (!blank) result += letter;
        else if (!result.empty() && result.back() != ' ') result += ' ';
    }
    if (result.ends_with(' ')) result.pop_back();
    return result;
}

void HtmlReader::read(const GumboNode& content) {
    walk(content);
    flush();
}

void HtmlReader::block(Kind kind, std::string text) {
    if (text.empty()) return;
    if (document_.sections.empty()) document_.sections.emplace_back();
    document_.sections.back().blocks.push_back({kind, std::move(text), std::nullopt});
}

// A formula that stands alone in its paragraph is a block of its own kind.
void HtmlReader::flush() {
    auto text = trimmed(std::exchange(paragraph_, {}));
    replace_all(text, "  ", " ");
    const bool formula = text.starts_with("$$") && text.find("$$", 2) == text.size() - 2 && text.size() > 4;
    block(formula ? Kind::formula : Kind::text, std::move(text));
}

void HtmlReader::heading(const GumboNode& node, int level) {
    flush();
    auto title = one_line(inline_text(node));
    std::erase(title, '*');
    if (title.empty()) return;
    const auto id = attribute(node, "id");
    document_.sections.push_back({.level = level, .title = title, .anchor = id.empty() ? slug(title) : std::string(id)});
}

void HtmlReader::walk(const GumboNode& node) {
    if (is_skipped(node)) return;
    const auto tag = tag_of(node);
    if (const int level = heading_level_of(tag)) return heading(node, level);
    if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) return list(node);
    if (tag == GUMBO_TAG_TABLE) return table(node);
    if (tag == GUMBO_TAG_DL) return definitions(node);
    if (tag == GUMBO_TAG_PRE) {
        flush();
        return block(Kind::code, "```\n" + trimmed(inner_text(node)) + "\n```");
    }
    if (!is_block(tag)) return add_inline(node, paragraph_);
    flush();
    for (const auto* child : children(node)) walk(*child);
    flush();
}

void HtmlReader::list(const GumboNode& node) {
    flush();
    std::string text;
    items(node, 0, text);
    block(Kind::list, trimmed(text));
}

void HtmlReader::items(const GumboNode& node, int depth, std::string& text) {
    int number = 0;
    for (const auto* child : children(node)) {
        const auto tag = tag_of(*child);
        if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) items(*child, depth + 1, text);
        if (tag != GUMBO_TAG_LI || is_skipped(*child)) continue;
        std::string own;
        for (const auto* part : children(*child))
            if (const auto inner = tag_of(*part); inner != GUMBO_TAG_UL && inner != GUMBO_TAG_OL) add_inline(*part, own);
        const auto mark = tag_of(node) == GUMBO_TAG_OL ? std::to_string(++number) + ". " : std::string("- ");
        text += std::string(static_cast<std::size_t>(depth) * 3, ' ') + mark + one_line(own) + '\n';
        for (const auto* part : children(*child))
            if (const auto inner = tag_of(*part); inner == GUMBO_TAG_UL || inner == GUMBO_TAG_OL) items(*part, depth + 1, text);
    }
}

void HtmlReader::table(const GumboNode& node) {
    flush();
    std::vector<const GumboNode*> rows;
    collect_rows(node, rows);
    std::string text;
    for (const auto* row : rows) {
        std::string line = "|", rule = "|";
        for (const auto* cell : children(*row)) {
            if (tag_of(*cell) != GUMBO_TAG_TD && tag_of(*cell) != GUMBO_TAG_TH) continue;
            auto content = one_line(inline_text(*cell));
            replace_all(content, "|", "\\|");
            line += ' ' + content + " |";
            rule += "---|";
        }
        if (line.size() > 1) text += (text.empty() ? "" : "\n") + line + (text.empty() ? '\n' + rule : "");
    }
    block(Kind::table, std::move(text));
}

void HtmlReader::definitions(const GumboNode& node) {
    flush();
    std::string term;
    for (const auto* child : children(node)) {
        if (tag_of(*child) == GUMBO_TAG_DT) term = one_line(inline_text(*child));
        else if (tag_of(*child) == GUMBO_TAG_DD) block(Kind::definition, "**" + term + "**: " + one_line(inline_text(*child)));
        else walk(*child);
    }
    flush();
}

std::string HtmlReader::inline_text(const GumboNode& node) {
    std::string text;
    for (const auto* child : children(node)) add_inline(*child, text);
    return text;
}

std::string HtmlReader::plain(std::string_view source) const {
    auto text = std::string(source);
    std::ranges::replace_if(text, [](char letter) { return letter == '\n' || letter == '\t'; }, ' ');
    if (dollars_ == Dollars::are_money) return escape_markdown(text);
    replace_all(text, "\\(", "$");
    replace_all(text, "\\)", "$");
    replace_all(text, "\\[", "$$");
    replace_all(text, "\\]", "$$");
    return text;
}

void HtmlReader::add_math(std::string tex, bool display, std::string& text) {
    if (tex.empty()) return;
    if (&text == &paragraph_ && display) {
        flush();
        return block(Kind::formula, "$$" + tex + "$$");
    }
    text += (display ? "$$" : "$") + tex + (display ? "$$" : "$");
}

void HtmlReader::add_inline(const GumboNode& node, std::string& text) {
    if (is_text(node)) {
        auto piece = plain(node.v.text.text);
        if ((text.empty() || text.ends_with(' ')) && piece.starts_with(' ')) piece.erase(0, std::min(piece.find_first_not_of(' '), piece.size()));
        text += piece;
    } else if (is_element(node) && !is_skipped(node)) {
        add_element(node, text);
    }
}

void HtmlReader::add_element(const GumboNode& node, std::string& text) {
    const auto wrap = [&](std::string_view mark) {
        const auto inner = one_line(inline_text(node));
        if (!inner.empty()) text.append(mark).append(inner).append(mark);
    };
    switch (tag_of(node)) {
        case GUMBO_TAG_MATH: return add_math(tex_of(node), attribute(node, "display") == "block", text);
        case GUMBO_TAG_SCRIPT:
            if (const auto type = attribute(node, "type"); type.starts_with("math/tex"))
                add_math(trimmed(inner_text(node)), type.find("mode=display") != std::string_view::npos, text);
            return;
        case GUMBO_TAG_EM: case GUMBO_TAG_I: return wrap("*");
        case GUMBO_TAG_STRONG: case GUMBO_TAG_B: return wrap("**");
        case GUMBO_TAG_CODE: text += '`' + inner_text(node) + '`'; return;
        case GUMBO_TAG_SUP: text += small_digits(one_line(inline_text(node)), "^", true); return;
        case GUMBO_TAG_SUB: text += small_digits(one_line(inline_text(node)), "_", false); return;
        case GUMBO_TAG_BR: text += ' '; return;
        default: break;
    }
    const bool block_inside = &text == &paragraph_ && (is_block(tag_of(node)) || heading_level_of(tag_of(node)) > 0 || tag_of(node) == GUMBO_TAG_TABLE ||
                                                       tag_of(node) == GUMBO_TAG_UL || tag_of(node) == GUMBO_TAG_OL || tag_of(node) == GUMBO_TAG_PRE || tag_of(node) == GUMBO_TAG_DL);
    if (block_inside) return walk(node);
    for (const auto* child : children(node)) add_inline(*child, text);
    if (is_block(tag_of(node))) text += ' ';
}

}  // namespace library
