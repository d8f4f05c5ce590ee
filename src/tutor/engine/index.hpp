#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tutor/engine/definitions.hpp"
#include "tutor/engine/engine.hpp"
#include "tutor/engine/sentences.hpp"

// What the engine keeps of a course. Stems are numbers; everything is in reading order.
namespace tutor::engine {

using Stem = int;
inline constexpr Stem unknown_stem = -1;

// Numbers of sentences, passages and nodes are ints, of which -1 is none.
inline std::size_t at(int number) { return static_cast<std::size_t>(number); }

struct SentenceEntry {
    int passage = 0;
    Range bytes;
    int start = 0, end = 0;  // code points
    Shape shape = Shape::prose;
    std::vector<Stem> words;    // all of them, in order
    std::vector<Stem> content;  // without words of grammar; sorted, each once
    int number_count = 0;
    std::optional<Definition> definition;
    std::vector<Stem> term;                // stems of the defined term
};

// A term that the course explains.
struct Term {
    std::string text;
    std::vector<Stem> stems;
    int sentence = 0;  // of the best definition
    int node = 0;
    int strength = 0;
};

struct PassageEntry {
    int node = -1;
    int first_sentence = 0, last_sentence = 0;  // [first, last)
    std::vector<Stem> content;                  // sorted, each once
};

struct NodeEntry {
    int parent = -1;
    int last_child = 0;                         // nodes (index, last_child) lie below this one
    int first_passage = 0, last_passage = 0;    // own passages only
    std::vector<Stem> title;                    // own content words, sorted
    std::vector<Stem> path;                     // with those of the parents
};

struct SynonymEntry {
    std::vector<Stem> phrase, other;
};

struct Index::State {
    library::Course course;
    std::vector<library::Node> nodes;
    std::vector<library::Passage> passages;

    std::unordered_map<std::string, Stem> stems;
    std::vector<std::string> stem_text;
    std::vector<int> passages_with;                  // per stem
    std::vector<std::vector<int>> postings;          // stem → passages (of content words and headings)
    std::vector<SentenceEntry> sentences;
    std::vector<PassageEntry> passage_entries;
    std::vector<NodeEntry> node_entries;
    std::vector<Term> terms;
    std::vector<SynonymEntry> synonyms;              // both directions
    std::unordered_map<Stem, std::vector<int>> synonyms_by_first;
    std::unordered_map<std::string, int> node_at, passage_at;

    Stem stem_id(const std::string& stem) const;     // unknown_stem when the course never uses it
    double idf(Stem stem) const;                     // of a word never used: the largest
    std::string_view text(const SentenceEntry& sentence) const;
    Cite cite(const SentenceEntry& sentence) const;
    const Term* term(const std::vector<Stem>& stems) const;
    int node_of(const SentenceEntry& sentence) const { return passage_entries[static_cast<std::size_t>(sentence.passage)].node; }
    // Passages of a node and of all below it.
    std::vector<int> passages_below(int node) const;
    int chapter(int node) const;
};

bool contains(const std::vector<Stem>& sorted, Stem stem);
// True when `phrase` stands in `words` as a run.
bool contains_run(const std::vector<Stem>& words, const std::vector<Stem>& phrase);

}  // namespace tutor::engine
