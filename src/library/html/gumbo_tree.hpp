#pragma once
#include <gumbo.h>

#include <span>
#include <string>
#include <string_view>

// Reading a Gumbo tree.
namespace library {

inline bool is_element(const GumboNode& node) { return node.type == GUMBO_NODE_ELEMENT; }
inline bool is_text(const GumboNode& node) {
    return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}
inline GumboTag tag_of(const GumboNode& node) { return is_element(node) ? node.v.element.tag : GUMBO_TAG_UNKNOWN; }
inline std::span<GumboNode* const> children(const GumboNode& node) {
    if (!is_element(node)) return {};
    const auto& list = node.v.element.children;
    return {reinterpret_cast<GumboNode* const*>(list.data), list.length};
}
inline std::string_view attribute(const GumboNode& node, const char* name) {
    if (!is_element(node)) return {};
    const auto* found = gumbo_get_attribute(&node.v.element.attributes, name);
    return found ? std::string_view(found->value) : std::string_view();
}
// The name of an element as it was written, for those that Gumbo has no tag for; lower case.
std::string element_name(const GumboNode& node);
std::string inner_text(const GumboNode& node);

}  // namespace library
