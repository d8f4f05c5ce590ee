#pragma once
#include "library/pdf/lines.hpp"

namespace library::pdf {

// Lines from `first` to before `end` as paragraphs and lists; every block knows the page it begins on.
std::vector<Block> to_blocks(const std::vector<Line>& lines, std::size_t first, std::size_t end);

}  // namespace library::pdf
