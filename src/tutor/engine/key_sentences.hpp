#pragma once
#include <string_view>
#include <vector>

#include "tutor/engine/scope.hpp"

namespace tutor::engine {

struct KeySentence {
    int sentence = 0;
    double weight = 0;
};
// What one section is about, in reading order: by definition cue, position, headings and TextRank.
std::vector<KeySentence> key_sentences(const Index::State& state, const Section& section, int most);

// "After this section you can explain …", and where the aim itself begins in it; nothing for any other sentence.
std::string_view aim_of(std::string_view sentence);
// A sentence that leans on the one before it ("This …", "However, …") cannot stand alone.
bool leans(std::string_view sentence);
// Shown whole rather than sentence by sentence: an example, a list, a table, code.
bool shown_whole(const library::Passage& passage);

}  // namespace tutor::engine
