#pragma once
#include "library/pdf/lines.hpp"

namespace library::pdf {

// Takes out what stands at the top or the bottom of many pages: running heads, feet and page numbers.
void drop_running_heads(std::vector<Line>& lines);

}  // namespace library::pdf
