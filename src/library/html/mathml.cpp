#include "library/html/mathml.hpp"

#include <optional>
#include <vector>

#include "library/html/gumbo_tree.hpp"
#include "library/text/math_signs.hpp"
#include "library/text/words.hpp"

namespace library {

namespace {

using Nodes = std::vector<const GumboNode*>;

Nodes elements_of(const GumboNode& node) {
    Nodes elements;
    for (const auto* child : children(node))
        if (is_element(*child)) elements.push_back(child);
    return elements;
}

std::string to_tex(const GumboNode& node);

std::string row(const GumboNode& node) {
    std::string tex;
    for (const auto* child : elements_of(node)) tex += to_tex(*child);
    return tex;
}

std::string group(const GumboNode& node) { return '{' + to_tex(node) + '}'; }

std::string identifier(const GumboNode& node) {
    const auto text = trimmed(inner_text(node));
    const auto tex = tex_of_text(text);
    const bool is_name = text.size() > 1 && tex == text;
    return is_name ? "\\mathrm{" + text + "}" : tex;
}

std::string table(const GumboNode& node) {
    std::string tex = "\\begin{matrix}";
    for (const auto* line : elements_of(node)) {
        std::string cells;
        for (const auto* cell : elements_of(*line)) cells += (cells.empty() ? "" : " & ") + row(*cell);
        tex += cells + " \\\\ ";
    }
    return tex + "\\end{matrix}";
}

// Elements with a fixed number of parts; nullopt when the parts are missing or the element is another.
std::optional<std::string> with_parts(const std::string& name, const Nodes& parts) {
    if (parts.size() == 2) {
        if (name == "mfrac") return "\\frac" + group(*parts[0]) + group(*parts[1]);
        if (name == "msup") return group(*parts[0]) + '^' + group(*parts[1]);
        if (name == "msub" || name == "munder") return group(*parts[0]) + '_' + group(*parts[1]);
        if (name == "mover") return "\\overset" + group(*parts[1]) + group(*parts[0]);
        if (name == "mroot") return "\\sqrt[" + to_tex(*parts[1]) + ']' + group(*parts[0]);
    }
    if (parts.size() == 3 && (name == "msubsup" || name == "munderover")) return group(*parts[0]) + '_' + group(*parts[1]) + '^' + group(*parts[2]);
    return std::nullopt;
}

std::string to_tex(const GumboNode& node) {
    const auto name = element_name(node);
    if (name == "annotation" || name == "annotation-xml") return {};
    if (name == "mi") return identifier(node);
    if (name == "mn") return trimmed(inner_text(node));
    if (name == "mo") return tex_of_text(trimmed(inner_text(node)));
    if (name == "mtext" || name == "ms") return "\\text{" + trimmed(inner_text(node)) + '}';
    if (name == "mspace") return "\\ ";
    if (name == "msqrt") return "\\sqrt{" + row(node) + '}';
    if (name == "mfenced") return "\\left(" + row(node) + "\\right)";
    if (name == "mtable") return table(node);
    if (auto tex = with_parts(name, elements_of(node))) return *tex;
    return row(node);
}

const GumboNode* annotation_in(const GumboNode& node) {
    if (attribute(node, "encoding") == "application/x-tex") return &node;
    for (const auto* child : children(node))
        if (const auto* found = annotation_in(*child)) return found;
    return nullptr;
}

}  // namespace

std::string tex_of(const GumboNode& math) {
    if (const auto* annotation = annotation_in(math)) return trimmed(inner_text(*annotation));
    if (const auto alternative = attribute(math, "alttext"); !alternative.empty()) return trimmed(alternative);
    return trimmed(row(math));
}

}  // namespace library
