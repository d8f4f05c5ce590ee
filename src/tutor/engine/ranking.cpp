#include "tutor/engine/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "tutor/engine/answer_kind.hpp"
#include "tutor/engine/key_sentences.hpp"

namespace tutor::engine {

namespace {

constexpr int passages_looked_at = 60;
constexpr std::array<double, Evidence::count> weights{0.55, 0.8, 0.9, 1.6, 0.4, 0.45, -0.4, -0.9, 0.0, -0.05};

// How well each word of the question is met by a set of words, 0 to 1.
class Meeting {
public:
    explicit Meeting(const Question& question) : question_(question) {}

    std::vector<double> in(const std::vector<Stem>& sorted, const std::vector<Stem>* run) const {
        std::vector<double> credit(question_.words.size());
        for (std::size_t i = 0; i < credit.size(); ++i) credit[i] = word(question_.words[i], sorted);
        for (const auto& substitute : question_.substitutes)
            if (run ? contains_run(*run, substitute.phrase) : all_in(sorted, substitute.phrase))
                for (int i = substitute.first; i < substitute.last; ++i) credit[at(i)] = std::max(credit[at(i)], 0.9);
        return credit;
    }

private:
    static double word(const QueryWord& wanted, const std::vector<Stem>& sorted) {
        if (contains(sorted, wanted.stem)) return 1;
        double best = 0;
        for (const auto& [stem, credit] : wanted.related)
            if (contains(sorted, stem)) best = std::max(best, credit);
        return best;
    }
    static bool all_in(const std::vector<Stem>& sorted, const std::vector<Stem>& phrase) {
        return std::ranges::all_of(phrase, [&](Stem stem) { return contains(sorted, stem); });
    }
    const Question& question_;
};

// Passages that share words with the question, the likeliest first.
std::vector<int> likely_passages(const Index::State& state, const Question& question) {
    std::unordered_map<int, double> scores;
    const auto add = [&](Stem stem, double weight) {
        if (stem != unknown_stem)
            for (const int passage : state.postings[at(stem)]) scores[passage] += weight;
    };
    for (const auto& word : question.words) {
        add(word.stem, word.weight);
        for (const auto& [stem, credit] : word.related) add(stem, word.weight * credit);
    }
    for (const auto& substitute : question.substitutes)
        for (const auto stem : substitute.phrase) add(stem, state.idf(stem) * 0.8);
    std::vector<std::pair<double, int>> order;
    for (const auto& [passage, score] : scores) order.emplace_back(-score, passage);
    const auto keep = std::min<std::size_t>(order.size(), passages_looked_at);
    std::ranges::partial_sort(order, order.begin() + static_cast<long>(keep));
    std::vector<int> best;
    for (std::size_t i = 0; i < keep; ++i) best.push_back(order[i].second);
    return best;
}

class Scorer {
public:
    Scorer(const Index::State& state, const Question& question) : state_(state), question_(question), meeting_(question) {}

    void add_passage(int passage, std::vector<Candidate>& out) const {
        const auto& entry = state_.passage_entries[at(passage)];
        auto around = meeting_.in(entry.content, nullptr);
        for (auto& credit : around) credit *= 0.65;
        if (entry.node >= 0) raise(around, meeting_.in(state_.node_entries[at(entry.node)].path, nullptr), 0.6);
        std::vector<std::vector<double>> own;
        for (int i = entry.first_sentence; i < entry.last_sentence; ++i) own.push_back(meeting_.in(state_.sentences[at(i)].content, &state_.sentences[at(i)].words));
        for (int i = entry.first_sentence; i < entry.last_sentence; ++i) {
            auto here = around;
            const auto number = at(i - entry.first_sentence);
            if (number > 0) raise(here, own[number - 1], 0.85);
            out.push_back(score(i, own[number], here));
        }
    }

private:
    static void raise(std::vector<double>& credit, const std::vector<double>& other, double factor) {
        for (std::size_t i = 0; i < credit.size(); ++i) credit[i] = std::max(credit[i], other[i] * factor);
    }

    Candidate score(int number, const std::vector<double>& own, std::vector<double> around) const {
        const auto& sentence = state_.sentences[at(number)];
        raise(around, own, 1);
        Evidence evidence;
        evidence.words = share(own);
        evidence.context = share(around);
        evidence.near = near(sentence);
        evidence.defines = defines(sentence);
        evidence.about = about(sentence);
        evidence.kind = has_kind(question_.asks, state_.text(sentence), sentence);
        evidence.missing = missing(around);
        evidence.awkward = awkward(sentence);
        evidence.tight = tight(sentence, own);
        evidence.lost = lost(around);
        const auto values = evidence.values();
        return {number, std::inner_product(values.begin(), values.end(), weights.begin(), 0.0), evidence};
    }

    double share(const std::vector<double>& credit) const {
        double sum = 0;
        for (std::size_t i = 0; i < credit.size(); ++i) sum += credit[i] * question_.words[i].weight;
        return question_.total > 0 ? sum / question_.total : 0;
    }

    double missing(const std::vector<double>& credit) const {
        double worst = 0;
        for (std::size_t i = 0; i < credit.size(); ++i) worst = std::max(worst, (1 - std::min(1.0, credit[i] * 1.6)) * question_.words[i].weight);
        return question_.total > 0 ? worst / question_.total : 0;
    }

    double tight(const SentenceEntry& sentence, const std::vector<double>& own) const {
        const double met = std::accumulate(own.begin(), own.end(), 0.0);
        return sentence.content.empty() ? 0 : std::min(1.0, met / static_cast<double>(sentence.content.size()));
    }

    double lost(const std::vector<double>& around) const {
        double names = 0, rest = 0, gone = 0;
        for (std::size_t i = 0; i < around.size(); ++i) {
            const auto& word = question_.words[i];
            if (word.name) names += around[i] * word.weight;
            else rest += word.weight;
            if (!word.name) gone += (1 - around[i]) * word.weight;
        }
        return names > 0 && rest > 0 ? gone / rest : 0;
    }

    // Neighbours of the question that stand at most three words apart here.
    double near(const SentenceEntry& sentence) const {
        if (question_.words.size() < 2) return 0;
        int pairs = 0;
        for (std::size_t i = 1; i < question_.words.size(); ++i) pairs += close(sentence.words, question_.words[i - 1].stem, question_.words[i].stem);
        return static_cast<double>(pairs) / static_cast<double>(question_.words.size() - 1);
    }

    static bool close(const std::vector<Stem>& words, Stem a, Stem b) {
        if (a == unknown_stem || b == unknown_stem) return false;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i] != a) continue;
            for (std::size_t j = i > 2 ? i - 2 : 0; j < std::min(words.size(), i + 4); ++j)
                if (words[j] == b) return true;
        }
        return false;
    }

    double defines(const SentenceEntry& sentence) const {
        if (question_.focus.empty() || !sentence.definition) return 0;
        const auto& term = sentence.term;
        const double sure = sentence.definition->strength >= 2 ? 1 : 0.6;
        if (term == question_.focus || std::ranges::find(question_.focus_substitutes, term) != question_.focus_substitutes.end()) return sure;
        return term.size() > 1 && contains_run(question_.focus, term) ? 0.4 * sure : 0;
    }

    double about(const SentenceEntry& sentence) const {
        if (!sentence.definition) return 0;
        const auto& term = sentence.term;
        const bool named = !term.empty() && std::ranges::all_of(term, [&](Stem stem) { return std::ranges::find(question_.words, stem, &QueryWord::stem) != question_.words.end(); });
        // Two things are compared best by what each of them is.
        return !named ? 0 : question_.asks == Asks::comparison ? 3 : 1;
    }

    double awkward(const SentenceEntry& sentence) const {
        const auto text = state_.text(sentence);
        double bad = text.ends_with("?") ? 0.8 : 0;
        if (!aim_of(text).empty()) bad += 0.8;
        if (sentence.definition && sentence.definition->verb.empty()) bad += 0.4;
        if (sentence.shape == Shape::heading) bad += 0.8;
        if (sentence.shape == Shape::code) bad += 0.3;
        if (const int node = state_.node_of(sentence); node >= 0 && is_back_matter(state_.nodes[at(node)].title)) bad += 0.4;
        if (sentence.words.size() < 4 && sentence.shape != Shape::formula) bad += 0.5;
        if (sentence.words.size() > 60) bad += 0.4;
        return bad;
    }

    const Index::State& state_;
    const Question& question_;
    Meeting meeting_;
};

}  // namespace

std::vector<Candidate> rank(const Index::State& state, const Question& question, int limit) {
    std::vector<Candidate> found;
    const Scorer scorer(state, question);
    for (const int passage : likely_passages(state, question)) scorer.add_passage(passage, found);
    std::ranges::sort(found, [](const Candidate& a, const Candidate& b) { return a.score != b.score ? a.score > b.score : a.sentence < b.sentence; });
    if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
    return found;
}

std::vector<std::pair<int, double>> rank_passages(const std::vector<Candidate>& candidates, const Index::State& state) {
    std::vector<std::pair<int, double>> passages;
    for (const auto& candidate : candidates) {
        const int passage = state.sentences[at(candidate.sentence)].passage;
        if (std::ranges::find(passages, passage, &std::pair<int, double>::first) == passages.end()) passages.emplace_back(passage, candidate.score);
    }
    return passages;
}

}  // namespace tutor::engine
