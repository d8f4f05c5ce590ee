#include "tutor/engine/key_sentences.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

constexpr double damping = 0.85;
constexpr int rounds = 20;
constexpr std::size_t most_compared = 240;

double likeness(const SentenceEntry& a, const SentenceEntry& b) {
    if (a.content.size() < 2 || b.content.size() < 2) return 0;
    std::vector<Stem> both;
    std::ranges::set_intersection(a.content, b.content, std::back_inserter(both));
    return static_cast<double>(both.size()) / (std::log(static_cast<double>(a.content.size())) + std::log(static_cast<double>(b.content.size())) + 1e-9);
}

// Mihalcea and Tarau, TextRank (2004): sentences recommend those they share words with. The best gets 1.
std::vector<double> text_rank(const Index::State& state, const std::vector<int>& sentences) {
    const auto count = std::min(sentences.size(), most_compared);
    std::vector<std::vector<double>> edge(count, std::vector<double>(count));
    std::vector<double> out(count), rank(count, 1.0), next(count);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < count; ++j) {
            if (i != j) edge[i][j] = likeness(state.sentences[at(sentences[i])], state.sentences[at(sentences[j])]);
            out[i] += edge[i][j];
        }
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < count; ++i) {
            double sum = 0;
            for (std::size_t j = 0; j < count; ++j)
                if (out[j] > 0) sum += edge[j][i] / out[j] * rank[j];
            next[i] = 1 - damping + damping * sum;
        }
        std::swap(rank, next);
    }
    const double most = count == 0 ? 1 : std::ranges::max(rank);
    for (auto& value : rank) value /= most;
    rank.resize(sentences.size());
    return rank;
}

double own_weight(const Index::State& state, const Section& section, const SentenceEntry& sentence, bool opens) {
    const auto text = state.text(sentence);
    double weight = opens ? 0.35 : 0;
    if (sentence.definition) weight += 0.45 * sentence.definition->strength;
    if (section.node >= 0)
        weight += std::ranges::any_of(state.node_entries[at(section.node)].title, [&](Stem stem) { return contains(sentence.content, stem); }) ? 0.25 : 0;
    if (text.contains("$$")) weight += 0.6;
    if (leans(text)) weight -= 0.5;
    if (sentence.words.size() < 6 || sentence.words.size() > 45) weight -= 0.5;
    if (text.ends_with("?")) weight -= 0.8;
    if (text.ends_with(":") && !text.contains("$$")) weight -= 1;
    return weight;
}

// "See also: [chol], page 595", "This chapter describes …": they send the reader elsewhere and teach nothing.
bool points_elsewhere(std::string_view text) {
    static constexpr std::array heads{"This chapter ", "This section ", "This book ", "This manual ", "In this chapter", "In this section", "The following section", "The next section"};
    if (text.contains("See also") || std::ranges::any_of(heads, [&](std::string_view head) { return text.starts_with(head); })) return true;
    const auto page = text.find(", page ");
    return page != text.npos && text.find_first_of("0123456789", page) == page + 7;
}

bool teachable(const SentenceEntry& sentence, std::string_view text) {
    const bool shape = sentence.shape == Shape::prose || sentence.shape == Shape::item || sentence.shape == Shape::formula;
    return shape && aim_of(text).empty() && !text.empty() && !points_elsewhere(text) && (sentence.words.size() >= 3 || sentence.shape == Shape::formula);
}

}  // namespace

bool leans(std::string_view text) {
    static constexpr std::array heads{"This ", "These ", "That ", "Those ", "It ", "They ", "He ", "She ", "Such ", "However", "But ", "And ", "Therefore", "Thus", "Hence", "In that case", "Both ", "The same ", "Then ", "Here "};
    return std::ranges::any_of(heads, [&](std::string_view head) { return text.starts_with(head); });
}

bool shown_whole(const library::Passage& passage) {
    using library::Kind;
    const bool kind = passage.kind == Kind::example || passage.kind == Kind::list || passage.kind == Kind::table || passage.kind == Kind::code;
    return kind || passage.text.starts_with("**Example") || passage.text.starts_with("Example ") || passage.text.starts_with("Example:");
}

std::string_view aim_of(std::string_view sentence) {
    for (std::string_view cue : {"you will be able to ", "you should be able to ", "you are able to ", "you will learn how to ", "you will learn to ", "you will learn ", "you can ", "students will be able to "}) {
        const auto found = sentence.find(cue);
        if (found == std::string_view::npos || found > 60) continue;
        const auto before = lower(sentence.substr(0, found));
        const bool announced = cue != "you can " || before.contains("after this") || before.contains("by the end") || before.contains("after reading");
        if (announced) return trim(sentence.substr(found + cue.size()));
    }
    return {};
}

std::vector<KeySentence> key_sentences(const Index::State& state, const Section& section, int most) {
    std::vector<int> sentences;
    std::vector<double> weights;
    for (const int passage : section.passages) {
        if (shown_whole(state.passages[at(passage)])) continue;
        const auto& entry = state.passage_entries[at(passage)];
        bool opens = true;
        for (int i = entry.first_sentence; i < entry.last_sentence; ++i) {
            const auto& sentence = state.sentences[at(i)];
            if (!teachable(sentence, state.text(sentence))) continue;
            sentences.push_back(i);
            weights.push_back(own_weight(state, section, sentence, opens));
            opens = false;
        }
    }
    const auto central = text_rank(state, sentences);
    std::vector<KeySentence> found;
    for (std::size_t i = 0; i < sentences.size(); ++i) found.push_back({sentences[i], weights[i] + central[i]});
    std::ranges::sort(found, [](const KeySentence& a, const KeySentence& b) { return a.weight != b.weight ? a.weight > b.weight : a.sentence < b.sentence; });
    if (found.size() > at(most)) found.resize(at(most));
    std::ranges::sort(found, {}, &KeySentence::sentence);
    return found;
}

}  // namespace tutor::engine
