#pragma once
#include "library/material.hpp"
#include "library/search/index.hpp"

namespace library {

// What the asker's words come down to in the language of a course.
struct Terms {
    std::vector<std::string> stems;                            // distinct, content words only when there are any
    std::vector<std::string> also;                             // of the glossary's other words for them; they count half
    std::vector<std::pair<std::string, std::string>> phrases;  // stems that stood side by side
};
using Stems = std::vector<std::string>;
// Phrases of the glossary that mean the same.
using SameMeaning = std::vector<std::pair<Stems, Stems>>;
SameMeaning to_stems(const std::vector<Synonym>& synonyms, std::string_view language);
Terms to_terms(std::string_view query, std::string_view language, const SameMeaning& synonyms = {});

struct Ranked {
    std::uint32_t passage = 0;
    double score = 0;
};
// BM25 over text and titles, best first. `parts` holds the rows of every part that `terms` fall into.
std::vector<Ranked> rank(const Terms& terms, const std::map<int, db::Bytes>& parts, const std::vector<std::uint16_t>& lengths, std::size_t limit);
// How much of the asker's phrases stands word by word in the text, 0 to 1.
double phrase_share(const Terms& terms, std::string_view text, Stemmer& stemmer);
// The sentence or two of the text that hold most of the terms, at most about 240 code points.
std::string snippet(const Terms& terms, std::string_view text, Stemmer& stemmer);

}  // namespace library
