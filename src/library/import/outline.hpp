#pragma once
#include "library/import/document.hpp"

namespace library {

// A course ready to be stored: nodes and passages in reading order, ids given.
struct Outline {
    std::vector<Node> nodes;
    std::vector<std::string> anchors;  // of `nodes`
    std::vector<Passage> passages;
    // What the index reads beside each passage: the titles above it.
    std::vector<std::string> headings;
};

// Headings become nodes (a jump from level 1 to 3 is evened out, a single book title above all chapters is dropped), blocks
// become passages. `document` is emptied on the way, so that a large book is not held twice.
Outline to_outline(Document& document, const CourseId& course);

}  // namespace library
