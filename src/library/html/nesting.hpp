#pragma once
#include <string_view>

namespace library {

// How deep elements are nested, at most, by the tags alone; elements that HTML closes by itself do not count. Gumbo builds and
// frees its tree by recursion, so what is too deep must not reach it.
int nesting_depth(std::string_view source);
inline constexpr int deepest_nesting = 500;

}  // namespace library
