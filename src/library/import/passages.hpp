#pragma once
#include "library/import/document.hpp"

namespace library {

// The blocks of one section as passages: worked examples whole, short paragraphs joined, long ones cut at sentence ends. By value:
// a book may be one section of 100 MB, which should exist once.
std::vector<Block> to_passages(Section section);
// Minutes to read and understand a passage.
double reading_minutes(const Block& passage);

}  // namespace library
