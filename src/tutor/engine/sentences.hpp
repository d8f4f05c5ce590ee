#pragma once
#include <string_view>
#include <vector>

#include "tutor/engine/markup.hpp"

namespace tutor::engine {

enum class Shape { prose, item, row, formula, heading, code };

struct Piece {
    Range range;  // bytes of the passage, without the list marker and blanks around
    Shape shape = Shape::prose;
};

// Sentences, list items, table rows and display formulas of one passage, in order, each whole. TeX is never cut; a sentence that ends in a
// colon keeps the display formula it announces. `language` is BCP 47.
std::vector<Piece> split_sentences(std::string_view text, std::string_view language);

}  // namespace tutor::engine
