#include "library/html/gumbo_tree.hpp"

#include "library/text/words.hpp"

namespace library {

namespace {

void collect(const GumboNode& node, std::string& text) {
    if (is_text(node)) text += node.v.text.text;
    for (const auto* child : children(node)) collect(*child, text);
}

}  // namespace

std::string element_name(const GumboNode& node) {
    if (!is_element(node)) return {};
    if (node.v.element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(node.v.element.tag);
    GumboStringPiece piece = node.v.element.original_tag;
    if (!piece.data) return {};
    gumbo_tag_from_original_text(&piece);
    return lower_ascii({piece.data, piece.length});
}

std::string inner_text(const GumboNode& node) {
    std::string text;
    collect(node, text);
    return text;
}

}  // namespace library
