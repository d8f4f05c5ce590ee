#include "library/import/markdown.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "library/import/markdown_math.hpp"
#include "library/text/words.hpp"

namespace library {

namespace {

constexpr int deepest_quote = 8;

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

Tree parse(const std::string& source) {
    static std::once_flag registered;
    std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
    std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(cmark_parser_new(CMARK_OPT_DEFAULT), cmark_parser_free);
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser.get(), source.data(), source.size());
    return Tree(cmark_parser_finish(parser.get()));
}

// "## **Work** done ##" → "Work done". TeX is left alone.
std::string plain_title(std::string_view source) {
    std::string text = trimmed(source.substr(std::min(source.find_first_not_of("# \t"), source.size())));
    while (text.ends_with('#') || text.ends_with(' ')) text.pop_back();
    if (const auto id = text.rfind(" {#"); id != std::string::npos && text.ends_with('}')) text.resize(id);
    std::string title;
    bool in_tex = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '$') in_tex = !in_tex;
        if (!in_tex && (text[at] == '*' || text[at] == '`')) continue;
        title += text[at] == '\n' ? ' ' : text[at];
    }
    return title;
}

bool has_word(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// "**A unit** is …", "**The uncertainty** of a measurement is …", "**mass** — also: …"
bool is_definition(std::string_view text) {
    const auto close = text.find("**", 2);
    if (!text.starts_with("**") || close == std::string_view::npos || close < 3) return false;
    if (has_word(text.substr(close - 1, 1), {".", ":", "!", "?"})) return false;
    auto rest = text.substr(close + 2);
    rest = rest.substr(0, std::min(rest.find_first_of(".;"), std::size_t{80}));
    return rest.starts_with(" \u2014") || rest.starts_with(":") || has_word(rest, {" is ", " are ", " was ", " means ", " refers to "});
}

Kind kind_of_paragraph(std::string_view text) {
    if (text.starts_with("$$") && text.ends_with("$$") && text.size() > 4) return Kind::formula;
    if (text.starts_with("![") && text.ends_with(")") && text.find('\n') == std::string_view::npos) return Kind::figure;
    if (text.starts_with("**Example") || text.starts_with("**Worked example")) return Kind::example;
    return is_definition(text) ? Kind::definition : Kind::text;
}

class MarkdownReader {
public:
    MarkdownReader(std::string_view source, Document& document, int depth)
        : lines_(lines_of(source)), math_(protect_math(lines_)), document_(document), depth_(depth) {}

    void read() {
        const Tree tree = parse(math_.source);
        for (auto* node = cmark_node_first_child(tree.get()); node; node = cmark_node_next(node)) block(node);
    }

private:
    std::string source_of(cmark_node* node) const {
        const auto from = static_cast<std::size_t>(std::max(cmark_node_get_start_line(node), 1)) - 1;
        auto to = static_cast<std::size_t>(std::max(cmark_node_get_end_line(node), 0));
        if (to <= from) to = from + 1;
        std::string text;
        for (std::size_t line = from; line < std::min(to, lines_.size()); ++line) text.append(lines_[line]) += '\n';
        while (text.ends_with('\n') || text.ends_with(' ')) text.pop_back();
        return text;
    }

    bool is_math(cmark_node* node) const { return math_.starts.contains(cmark_node_get_start_line(node)); }

    void add(Kind kind, std::string text) {
        if (document_.sections.empty()) document_.sections.emplace_back();
        if (!text.empty()) document_.sections.back().blocks.push_back({kind, std::move(text), std::nullopt});
    }

    void heading(cmark_node* node) {
        std::string text = source_of(node);
        if (const auto last = text.rfind('\n'); last != std::string::npos) text.resize(last);  // the underline of a setext heading
        if (depth_ > 0) return add(Kind::text, "**" + plain_title(text) + "**");
        Section section{.level = cmark_node_get_heading_level(node), .title = plain_title(text)};
        section.anchor = slug(section.title);
        if (!section.title.empty()) document_.sections.push_back(std::move(section));
    }

    void quote(cmark_node* node) {
        std::string inner;
        for (const auto line : lines_of(source_of(node))) {
            const auto mark = line.find('>');
            auto rest = mark == std::string_view::npos ? line : line.substr(mark + 1);
            if (rest.starts_with(' ')) rest.remove_prefix(1);
            inner.append(rest) += '\n';
        }
        if (depth_ < deepest_quote) MarkdownReader(inner, document_, depth_ + 1).read();
        else add(Kind::text, trimmed(inner));
    }

    void block(cmark_node* node) {
        const auto type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HEADING) return heading(node);
        if (type == CMARK_NODE_BLOCK_QUOTE) return quote(node);
        if (is_math(node)) return add(Kind::formula, trimmed(source_of(node)));
        if (type == CMARK_NODE_LIST) return add(Kind::list, source_of(node));
        if (type == CMARK_NODE_CODE_BLOCK) return add(Kind::code, source_of(node));
        if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_THEMATIC_BREAK) return;
        if (std::string_view(cmark_node_get_type_string(node)) == "table") return add(Kind::table, source_of(node));
        const std::string text = trimmed(source_of(node));
        add(kind_of_paragraph(text), text);
    }

    std::vector<std::string_view> lines_;
    ProtectedMath math_;
    Document& document_;
    int depth_;
};

void make_unique(std::vector<Section>& sections) {
    std::map<std::string, int> seen;
    for (auto& section : sections)
        if (const int before = seen[section.anchor]++; before > 0) section.anchor += "-" + std::to_string(before);
}

void read_entry(std::string_view text, std::vector<Synonym>& synonyms) {
    constexpr std::string_view mark = "also: ";
    const auto close = text.find("**", 2);
    const auto also = text.find(mark);
    if (!text.starts_with("**") || close == std::string_view::npos || also == std::string_view::npos || also < close) return;
    const std::string term(text.substr(2, close - 2));
    auto rest = text.substr(also + mark.size());
    rest = rest.substr(0, rest.find(". "));
    while (!rest.empty()) {
        const auto end = std::min(rest.find_first_of(",;"), rest.size());
        if (auto other = trimmed(rest.substr(0, end)); !other.empty()) synonyms.push_back({term, std::move(other)});
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

}  // namespace

std::string slug(std::string_view title) {
    std::string result;
    for (const char letter : lower_ascii(title)) {
        const bool word = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || (letter & 0x80) || letter == '_';
        if (word) result += letter;
        else if (letter == ' ' || letter == '-') result += '-';
    }
    return result;
}

Document read_markdown(std::string_view source) {
    Document document{.format = "markdown"};
    MarkdownReader(source, document, 0).read();
    make_unique(document.sections);
    return document;
}

std::vector<Synonym> read_glossary(const Document& glossary) {
    std::vector<Synonym> synonyms;
    for (const auto& section : glossary.sections)
        for (const auto& block : section.blocks) read_entry(block.text, synonyms);
    return synonyms;
}

}  // namespace library
