#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tutor/engine/markup.hpp"

namespace tutor::engine {

// A sentence that says what a term is.
struct Definition {
    std::string term;      // plain, without its article: "net force"
    Range term_range;      // in the sentence, without marks of emphasis
    Range body;            // "the vector sum of all the forces that act on a body"
    std::string verb;      // "is", "states that"; empty in a glossary's "term — …"
    bool marked = false;   // the author set the term in bold or italics
    int strength = 1;      // 3 marked at the front, 2 a plain "X is the …", 1 a weaker cue
};
std::optional<Definition> find_definition(std::string_view sentence);

// Words the author says mean the same: "also: air resistance; AR", "also called …", "simple harmonic motion (SHM)".
struct Synonym {
    std::string term, other;
};
std::vector<Synonym> find_synonyms(std::string_view paragraph);

}  // namespace tutor::engine
