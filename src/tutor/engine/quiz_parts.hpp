#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tutor/engine/index.hpp"
#include "tutor/engine/random.hpp"

// What the makers of checks share.
namespace tutor::engine {

// "Chapter › Section" of a sentence; the first hint.
std::string where(const Index::State& state, int node);
// The passage's text with the range replaced by ____.
std::string blanked(std::string_view sentence, Range range);

// A check about one sentence, without prompt and answer.
Check draft(const Index::State& state, const SentenceEntry& sentence, Form form);
// The ladder of four; the first points to the section.
void add_hints(Check& check, const Index::State& state, const SentenceEntry& sentence, std::string second, std::string third, std::string last);

// The term that a sentence defines well; null when it defines none.
const Term* term_of(const Index::State& state, int sentence);
// Terms of the same chapter first, of like length, that cannot also be right.
std::vector<const Term*> other_terms(const Index::State& state, const Term& term, int wanted, Random& random);
bool is_glossary_line(const SentenceEntry& sentence);
// Whether the words at `except` stand in the sentence elsewhere too.
bool visible_elsewhere(const Index::State& state, std::string_view sentence, Range except, const std::vector<Stem>& stems);

}  // namespace tutor::engine
