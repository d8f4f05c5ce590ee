#pragma once

#include "library/pdf/lines.hpp"

namespace library::pdf {

// A heading stands on the lines from `first` to before `end`.
struct Heading {
    std::size_t first = 0, end = 0;
    int level = 1;
    std::string title;
};

// The font size of most of the text.
double body_size(const std::vector<Line>& lines);
// In reading order. From the outline when most of it is found again in the text, else from sizes, weight and numbering.
std::vector<Heading> find_headings(const Pages& pages);

}  // namespace library::pdf
