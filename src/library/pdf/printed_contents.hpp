#pragma once
#include "library/pdf/lines.hpp"

namespace library::pdf {

// Takes out the lines of a printed table of contents or an index: a title, leaders, the number of a page.
void drop_printed_contents(std::vector<Line>& lines);

}  // namespace library::pdf
