#pragma once
#include <array>
#include <vector>

#include "tutor/engine/index.hpp"
#include "tutor/engine/question.hpp"

namespace tutor::engine {

// What speaks for one sentence as the answer to one question. Each is about 0 to 1.
struct Evidence {
    double words = 0;       // idf mass of the question found in the sentence
    double context = 0;     // the same, with less credit for words in the neighbours, the passage and the headings
    double near = 0;        // question words that stand together here too
    double defines = 0;     // "What is X?" and this says what X is
    double about = 0;       // defines something that the question names
    double kind = 0;        // has the number, name, date or reason that is asked for
    double missing = 0;     // share of the heaviest word found nowhere around
    double awkward = 0;     // an exercise, a glossary line, very long or very short
    double tight = 0;       // share of the sentence that is the question's words
    double lost = 0;        // the question names somebody or something, and what it asks about them is not around
    static constexpr int count = 10;
    std::array<double, count> values() const { return {words, context, near, defines, about, kind, missing, awkward, tight, lost}; }
};

struct Candidate {
    int sentence = 0;
    double score = 0;
    Evidence evidence;
};

// Sentences that may answer, best first; at most `limit`.
std::vector<Candidate> rank(const Index::State& state, const Question& question, int limit);
// The same for whole passages: (passage, score), best first. What recall@5 is measured on.
std::vector<std::pair<int, double>> rank_passages(const std::vector<Candidate>& candidates, const Index::State& state);

}  // namespace tutor::engine
