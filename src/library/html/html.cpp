#include "library/html/html.hpp"

#include <fmt/format.h>
#include <gumbo.h>

#include <algorithm>
#include <memory>

#include "library/html/gumbo_tree.hpp"
#include "library/html/html_reader.hpp"
#include "library/html/nesting.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"

namespace library {

namespace {

struct Close {
    void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

const GumboNode* find(const GumboNode& node, GumboTag tag) {
    if (tag_of(node) == tag) return &node;
    for (const auto* child : children(node))
        if (const auto* found = find(*child, tag)) return found;
    return nullptr;
}

// <main>, or the only <article>, or the body.
const GumboNode& main_content(const GumboNode& root) {
    if (const auto* main = find(root, GUMBO_TAG_MAIN)) return *main;
    if (const auto* article = find(root, GUMBO_TAG_ARTICLE); article && inner_text(*article).size() * 2 > inner_text(root).size()) return *article;
    const auto* body = find(root, GUMBO_TAG_BODY);
    return body ? *body : root;
}

// The entities that an XHTML file declares for itself would be taken for text; nobody expands them.
std::string_view without_declarations(std::string_view source) {
    const auto begin = lower_ascii(source.substr(0, 4096)).find("<!doctype");
    if (begin == std::string_view::npos) return source;
    const auto open = source.find('[', begin), plain_end = source.find('>', begin);
    const auto end = source.find("]>", begin);
    return open < plain_end && end != std::string_view::npos ? source.substr(end + 2) : source;
}

// "<title/>" of an XHTML file would swallow the whole page when it is read as HTML.
std::string without_empty_raw_text(std::string_view source) {
    std::string result;
    for (std::size_t at = 0; at < source.size();) {
        const auto open = std::min(source.find('<', at), source.size());
        result += source.substr(at, open - at);
        const auto end = source.find('>', open);
        if (end == std::string_view::npos) return result += source.substr(open);
        const auto tag = source.substr(open, end + 1 - open);
        const auto name = lower_ascii(tag.substr(1, 6));
        const bool raw = name.starts_with("title") || name.starts_with("script") || name.starts_with("style");
        if (!raw || !tag.ends_with("/>")) result += tag;
        at = end + 1;
    }
    return result;
}

}  // namespace

Document read_html(const std::string& filename, std::string_view source) {
    if (nesting_depth(source) > deepest_nesting) throw Error(ErrorCode::invalid, fmt::format("{} is nested too deeply to be read.", filename));
    const auto text = without_empty_raw_text(without_declarations(source));
    const std::unique_ptr<GumboOutput, Close> output(gumbo_parse_with_options(&kGumboDefaultOptions, text.data(), text.size()));
    if (!output) throw Error(ErrorCode::invalid, fmt::format("{} cannot be read as HTML.", filename));
    const auto& root = *output->root;
    Document document{.format = "html"};
    if (const auto* title = find(root, GUMBO_TAG_TITLE)) document.title = one_line(inner_text(*title));
    document.language = std::string(attribute(root, "lang").substr(0, 2));
    const bool has_math_script = text.find("athJax") != std::string::npos || text.find("katex") != std::string::npos;
    HtmlReader(document, has_math_script ? Dollars::are_tex : Dollars::are_money).read(main_content(root));
    repair_texts(document);
    return document;
}

}  // namespace library
