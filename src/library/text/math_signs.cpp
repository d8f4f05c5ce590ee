#include "library/text/math_signs.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace library {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 62> signs{{
    {"α", "\\alpha "},   {"β", "\\beta "},    {"γ", "\\gamma "},   {"δ", "\\delta "},  {"ε", "\\varepsilon "}, {"ϵ", "\\epsilon "},
    {"ζ", "\\zeta "},    {"η", "\\eta "},     {"θ", "\\theta "},   {"κ", "\\kappa "},  {"λ", "\\lambda "},     {"μ", "\\mu "},
    {"ν", "\\nu "},      {"ξ", "\\xi "},      {"π", "\\pi "},      {"ρ", "\\rho "},    {"σ", "\\sigma "},      {"τ", "\\tau "},
    {"φ", "\\varphi "},  {"ϕ", "\\phi "},     {"χ", "\\chi "},     {"ψ", "\\psi "},    {"ω", "\\omega "},      {"Γ", "\\Gamma "},
    {"Δ", "\\Delta "},   {"Θ", "\\Theta "},   {"Λ", "\\Lambda "},  {"Π", "\\Pi "},     {"Σ", "\\Sigma "},      {"Φ", "\\Phi "},
    {"Ψ", "\\Psi "},     {"Ω", "\\Omega "},   {"≤", "\\leq "},     {"≥", "\\geq "},    {"≠", "\\neq "},        {"≈", "\\approx "},
    {"±", "\\pm "},      {"×", "\\times "},   {"⋅", "\\cdot "},    {"·", "\\cdot "},   {"÷", "\\div "},        {"∞", "\\infty "},
    {"∑", "\\sum "},     {"∏", "\\prod "},    {"∫", "\\int "},     {"∂", "\\partial "}, {"∇", "\\nabla "},     {"√", "\\surd "},
    {"→", "\\to "},      {"⇒", "\\Rightarrow "}, {"∈", "\\in "},   {"∝", "\\propto "}, {"∘", "\\circ "},       {"°", "^{\\circ}"},
    {"−", "-"},          {"′", "'"},          {"…", "\\ldots "},   {"∠", "\\angle "},  {"∥", "\\parallel "},   {"⊥", "\\perp "},
    {"\u2061", ""},      {"\u2062", ""},
}};

}  // namespace

std::string tex_of_text(std::string_view text) {
    std::string tex;
    while (!text.empty()) {
        const auto sign = std::ranges::find_if(signs, [&](const auto& entry) { return text.starts_with(entry.first); });
        if (sign == signs.end()) {
            const char letter = text.front();
            if (letter == '%' || letter == '#' || letter == '&' || letter == '$') tex += '\\';
            tex += letter;
            text.remove_prefix(1);
        } else {
            tex += sign->second;
            text.remove_prefix(sign->first.size());
        }
    }
    return tex;
}

}  // namespace library
