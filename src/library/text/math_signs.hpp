#pragma once
#include <string>
#include <string_view>

namespace library {

// Unicode signs of mathematics as TeX: "α ≤ β" → "\alpha \leq \beta ". Other text stays.
std::string tex_of_text(std::string_view text);

}  // namespace library
