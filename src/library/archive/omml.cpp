#include "library/archive/omml.hpp"

#include <optional>
#include <string_view>

#include "library/text/math_signs.hpp"

namespace library {

namespace {

std::string to_tex(const pugi::xml_node& node, int depth);

std::string parts(const pugi::xml_node& node, int depth) {
    std::string tex;
    for (const auto& child : node.children()) tex += to_tex(child, depth + 1);
    return tex;
}

std::string group(const pugi::xml_node& node, const char* name, int depth) { return '{' + parts(node.child(name), depth) + '}'; }

std::string sum_sign(const pugi::xml_node& node) {
    const std::string sign = node.child("m:naryPr").child("m:chr").attribute("m:val").value();
    return sign.empty() ? "\\int " : tex_of_text(sign);
}

std::string root(const pugi::xml_node& node, int depth) {
    const auto degree = parts(node.child("m:deg"), depth);
    return (degree.empty() ? "\\sqrt" : "\\sqrt[" + degree + ']') + group(node, "m:e", depth);
}

std::string in_brackets(const pugi::xml_node& node, int depth) {
    const auto properties = node.child("m:dPr");
    const std::string open = properties.child("m:begChr").attribute("m:val").as_string("(");
    const std::string close = properties.child("m:endChr").attribute("m:val").as_string(")");
    return "\\left" + (open == "{" ? "\\{" : open.empty() ? "." : open) + parts(node.child("m:e"), depth) + "\\right" +
           (close == "}" ? "\\}" : close.empty() ? "." : close);
}

std::optional<std::string> structure(std::string_view name, const pugi::xml_node& node, int depth) {
    if (name == "m:f") return "\\frac" + group(node, "m:num", depth) + group(node, "m:den", depth);
    if (name == "m:sSup") return group(node, "m:e", depth) + '^' + group(node, "m:sup", depth);
    if (name == "m:sSub") return group(node, "m:e", depth) + '_' + group(node, "m:sub", depth);
    if (name == "m:sSubSup") return group(node, "m:e", depth) + '_' + group(node, "m:sub", depth) + '^' + group(node, "m:sup", depth);
    if (name == "m:rad") return root(node, depth);
    if (name == "m:nary") return sum_sign(node) + '_' + group(node, "m:sub", depth) + '^' + group(node, "m:sup", depth) + group(node, "m:e", depth);
    if (name == "m:d") return in_brackets(node, depth);
    if (name == "m:acc") return "\\overset{" + tex_of_text(node.child("m:accPr").child("m:chr").attribute("m:val").as_string("^")) + '}' + group(node, "m:e", depth);
    return std::nullopt;
}

std::string to_tex(const pugi::xml_node& node, int depth) {
    constexpr int deepest = 60;
    const std::string_view name = node.name();
    if (depth > deepest || name.ends_with("Pr")) return {};
    if (name == "m:t") return tex_of_text(node.text().get());
    if (auto tex = structure(name, node, depth)) return *tex;
    return parts(node, depth);
}

}  // namespace

std::string tex_of_omml(const pugi::xml_node& math) { return to_tex(math, 0); }

}  // namespace library
