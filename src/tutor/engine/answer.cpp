#include <algorithm>
#include <cmath>
#include <numeric>

#include "tutor/engine/engine.hpp"
#include "tutor/engine/ranking.hpp"

namespace tutor::engine {

namespace {

constexpr double fitted_threshold = 0.4;
// Of a logistic regression from the evidence for the best sentence to "this question is answered"; the first is the constant. README.md
// says what it was fitted on.
constexpr std::array<double, Evidence::count + 2> confidence_weights{-3.0, 3.2, 3.5, 0.7, 0.7, 0.0, 1.1, -3.3, 0.0, 1.8, -2.25, -1.55};

constexpr int most_sentences = 3;

double confidence(const Question& question, const std::vector<Candidate>& ranked) {
    if (ranked.empty()) return 0;
    const auto values = ranked.front().evidence.values();
    const double sum = std::inner_product(values.begin(), values.end(), confidence_weights.begin() + 1, confidence_weights.front()) +
                       confidence_weights.back() * question.unknown;
    return 1 / (1 + std::exp(-sum));
}

bool overlaps(const Index::State& state, int a, int b) {
    const auto& one = state.sentences[at(a)].content;
    const auto& other = state.sentences[at(b)].content;
    std::vector<Stem> both;
    std::ranges::set_intersection(one, other, std::back_inserter(both));
    return static_cast<double>(both.size()) > 0.6 * static_cast<double>(std::min(one.size(), other.size()));
}

// The best, and others nearly as good that say something else.
std::vector<int> choose(const Index::State& state, const std::vector<Candidate>& ranked) {
    std::vector<int> chosen{ranked.front().sentence};
    const auto& best = ranked.front();
    for (const auto& next : ranked) {
        if (chosen.size() == most_sentences) break;
        const bool same_passage = state.sentences[at(next.sentence)].passage == state.sentences[at(best.sentence)].passage;
        if (next.score < best.score * (same_passage ? 0.8 : 0.9)) continue;
        if (std::ranges::none_of(chosen, [&](int other) { return other == next.sentence || overlaps(state, other, next.sentence); })) chosen.push_back(next.sentence);
    }
    return chosen;
}

std::vector<library::NodeId> nearest(const Index::State& state, const std::vector<Candidate>& ranked) {
    std::vector<library::NodeId> nodes;
    for (const auto& candidate : ranked) {
        const int node = state.node_of(state.sentences[at(candidate.sentence)]);
        if (node < 0) continue;
        const auto& id = state.nodes[at(node)].id;
        if (std::ranges::find(nodes, id) == nodes.end()) nodes.push_back(id);
        if (nodes.size() == 3) break;
    }
    return nodes;
}

}  // namespace

double abstain_threshold() { return fitted_threshold; }

Answer answer(const Index& index, std::string_view text, double threshold) {
    const auto& state = index.state();
    const auto question = read_question(state, text);
    const auto ranked = rank(state, question, 40);
    Answer result;
    result.confidence = confidence(question, ranked);
    result.nearest = nearest(state, ranked);
    result.abstained = ranked.empty() || result.confidence < (threshold > 0 ? threshold : fitted_threshold);
    if (result.abstained) return result;
    for (const int number : choose(state, ranked)) {
        const auto& sentence = state.sentences[at(number)];
        result.sentences.push_back({std::string(state.text(sentence)), state.cite(sentence)});
    }
    return result;
}

}  // namespace tutor::engine
