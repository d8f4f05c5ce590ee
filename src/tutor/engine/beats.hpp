#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tutor/engine/index.hpp"

// Single beats, made of the author's words.
namespace tutor::engine {

// The sentences with their markers after a connecting phrase of ours; a display formula at the end of one is left to its own beat, or
// left out together with the colon that announces it.
enum class Announced { follows, left_out };
Say say_sentences(const Index::State& state, const std::vector<int>& sentences, std::string_view lead, Announced announced = Announced::follows);
// Ours alone; cites nothing.
Say say_phrase(std::string text);
Show show_passage(const Index::State& state, int passage);
// Display formulas of a sentence, or its one inline equation.
std::vector<Beat> formulas(const Index::State& state, int sentence);
std::vector<Beat> figures(const Index::State& state, int passage);
// "Example: lamp on a cord", or just "Example".
std::string example_title(std::string_view text);

}  // namespace tutor::engine
