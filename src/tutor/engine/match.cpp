#include <algorithm>

#include "tutor/engine/engine.hpp"
#include "tutor/engine/question.hpp"
#include "tutor/engine/scope.hpp"

namespace tutor::engine {

namespace {

double credit(const QueryWord& word, const std::vector<Stem>& sorted) {
    if (contains(sorted, word.stem)) return 1;
    double best = 0;
    for (const auto& [stem, share] : word.related)
        if (contains(sorted, stem)) best = std::max(best, share);
    return best;
}

// Of the topic's words: found in the heading, in the headings above, in how much of the text.
double score(const Index::State& state, const Question& topic, int node) {
    const auto& entry = state.node_entries[at(node)];
    const auto passages = state.passages_below(node);
    if (passages.empty() || topic.total <= 0) return 0;
    double sum = 0, density = 0;
    for (std::size_t i = 0; i < topic.words.size(); ++i) {
        const auto& word = topic.words[i];
        const double heading = credit(word, entry.title), above = credit(word, entry.path);
        double text = 0, count = 0;
        for (const int passage : passages) {
            const double here = credit(word, state.passage_entries[at(passage)].content);
            text = std::max(text, here);
            count += here;
        }
        sum += word.weight * std::max({heading, 0.8 * above, 0.6 * text});
        density += word.weight * count / (static_cast<double>(passages.size()) + 2);
    }
    // The section that explains the term goes before those that only use it.
    const bool taught = std::ranges::any_of(state.terms, [&](const Term& term) {
        return term.node == node && std::ranges::all_of(topic.words, [&](const QueryWord& word) { return std::ranges::find(term.stems, word.stem) != term.stems.end(); });
    });
    const double length = entry.title.empty() ? 0 : 1.0 / static_cast<double>(entry.title.size());
    return std::min(1.0, (0.78 * sum + 0.12 * density) / topic.total + (taught ? 0.12 : 0)) * 0.97 + 0.03 * length;
}

}  // namespace

std::vector<Match> match(const Index& index, std::string_view text, int limit) {
    const auto& state = index.state();
    const auto topic = read_question(state, text);
    std::vector<Match> found;
    if (topic.words.empty()) return found;
    for (int node = 0; node < static_cast<int>(state.nodes.size()); ++node) {
        if (is_back_matter(state.nodes[at(node)].title)) continue;
        if (const double value = score(state, topic, node); value > 0.05) found.push_back({state.nodes[at(node)].id, value});
    }
    std::ranges::sort(found, [](const Match& a, const Match& b) { return a.score != b.score ? a.score > b.score : a.node < b.node; });
    if (found.size() > at(limit)) found.resize(at(limit));
    return found;
}

}  // namespace tutor::engine
