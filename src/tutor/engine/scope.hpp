#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "tutor/engine/index.hpp"

namespace tutor::engine {

// One stretch of text under one heading, as a lesson goes through it.
struct Section {
    int node = -1;               // -1 in a course without headings
    std::vector<int> passages;   // reading order
};

// What a lesson covers.
struct Scope {
    int node = -1;
    std::vector<Section> sections;
    int first_passage() const { return sections.front().passages.front(); }
};

// A section, or a chapter by its sections; of very long ones as much as one lesson holds. Nothing when there is no text.
std::optional<Scope> scope_of(const Index::State& state, int node);
// The first section that teaches; past a preface, a table of contents, a licence.
std::optional<Scope> first_scope(const Index::State& state);
// A glossary, an index, a list of sources: good to look things up in, not to be taught from.
bool is_back_matter(std::string_view title);

}  // namespace tutor::engine
