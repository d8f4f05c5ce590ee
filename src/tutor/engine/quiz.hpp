#pragma once
#include <optional>
#include <vector>

#include "tutor/engine/index.hpp"
#include "tutor/engine/random.hpp"

// Checks made of the course's text. Each answers nothing when the text does not allow an honest one.
namespace tutor::engine {

// The term of a definition, or another telling word, left out of its sentence.
std::optional<Check> make_cloze(const Index& index, int sentence, Random& random);
// "What is X?" with the definition among those of other terms of the chapter.
std::optional<Check> make_choice(const Index& index, int sentence, Random& random);
// The sentence as it is, or with its term or its number changed.
std::optional<Check> make_truefalse(const Index& index, int sentence, Random& random);
// A worked example (Given, Formula, Answer) with other numbers.
std::optional<Check> make_numeric(const Index& index, int passage, Random& random);
// A numbered list of steps: which comes right after one of them?
std::optional<Check> make_steps(const Index& index, int passage, Random& random);

}  // namespace tutor::engine
