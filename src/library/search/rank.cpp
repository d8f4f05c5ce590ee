#include "library/search/rank.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "library/import/cut.hpp"
#include "library/text/utf8.hpp"

namespace library {

namespace {

constexpr std::size_t most_terms = 24;
constexpr std::size_t longest_query = 1000, longest_snippet = 240;
constexpr double k1 = 1.2, b = 0.75, heading_weight = 1.5, synonym_weight = 0.5;

double inverse_frequency(std::size_t passages, std::size_t holding) {
    return std::log(1.0 + (static_cast<double>(passages) - static_cast<double>(holding) + 0.5) / (static_cast<double>(holding) + 0.5));
}

double average(const std::vector<std::uint16_t>& lengths) {
    return std::max(1.0, std::accumulate(lengths.begin(), lengths.end(), 0.0) / static_cast<double>(std::max<std::size_t>(lengths.size(), 1)));
}

bool better(const Ranked& one, const Ranked& other) { return one.score != other.score ? one.score > other.score : one.passage < other.passage; }

void keep_best(std::vector<Ranked>& ranked, std::size_t limit) {
    if (ranked.size() <= limit) return;
    std::ranges::nth_element(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(limit), better);
    ranked.resize(limit);
}

// Half of a large course may score; only what can still be among the best is kept on the way.
std::vector<Ranked> best(const std::vector<float>& scores, std::size_t limit) {
    std::vector<Ranked> ranked;
    float least = 0;
    for (std::uint32_t passage = 0; passage < scores.size(); ++passage) {
        if (scores[passage] <= least) continue;
        ranked.push_back({passage, scores[passage]});
        if (ranked.size() < 8 * limit) continue;
        keep_best(ranked, limit);
        least = static_cast<float>(std::ranges::max_element(ranked, better)->score);
    }
    keep_best(ranked, limit);
    std::ranges::sort(ranked, better);
    return ranked;
}

std::vector<std::string> content_words(std::vector<std::string> stems) {
    std::vector<std::string> kept;
    for (const auto& stem : stems)
        if (!is_stop_word(stem)) kept.push_back(stem);
    return kept.empty() ? stems : kept;
}

void add(std::vector<std::string>& stems, const std::string& stem) {
    if (std::ranges::find(stems, stem) == stems.end()) stems.push_back(stem);
}

void add_other(Terms& terms, const Stems& other) {
    for (const auto& stem : other)
        if (terms.also.size() < most_terms && std::ranges::find(terms.stems, stem) == terms.stems.end()) add(terms.also, stem);
}

bool says(const Stems& words, const Stems& phrase) { return !phrase.empty() && !std::ranges::search(words, phrase).empty(); }

std::string shortened(std::string_view text) {
    auto result = std::string(slice(text, 0, longest_snippet));
    if (result.empty()) return std::string(text);
    if (const auto blank = result.find_last_of(" \n"); blank != std::string::npos) result.resize(blank);
    return result + "\u2026";
}

}  // namespace

SameMeaning to_stems(const std::vector<Synonym>& synonyms, std::string_view language) {
    Stemmer stemmer(language);
    SameMeaning result;
    for (const auto& [term, other] : synonyms) result.emplace_back(content_words(stemmer.stems(term)), content_words(stemmer.stems(other)));
    return result;
}

Terms to_terms(std::string_view query, std::string_view language, const SameMeaning& synonyms) {
    Terms terms;
    const auto words = content_words(Stemmer(language).stems(query.substr(0, longest_query)));
    for (std::size_t at = 0; at < words.size() && terms.stems.size() < most_terms; ++at) {
        add(terms.stems, words[at]);
        if (at > 0 && words[at - 1] != words[at]) terms.phrases.emplace_back(words[at - 1], words[at]);
    }
    for (const auto& [term, other] : synonyms) {
        if (says(words, term)) add_other(terms, other);
        if (says(words, other)) add_other(terms, term);
    }
    return terms;
}

namespace {

void add_scores(std::vector<float>& scores, const std::string& stem, double weight, const std::map<int, db::Bytes>& parts,
                const std::vector<std::uint16_t>& lengths, double mean) {
    const auto part = parts.find(part_of(stem));
    if (part == parts.end()) return;
    const auto postings = find_postings(part->second, stem);
    const double rarity = weight * inverse_frequency(lengths.size(), postings.size());
    for (const auto& posting : postings) {
        if (posting.passage >= scores.size()) continue;
        const double often = posting.body + heading_weight * posting.heading;
        const double norm = k1 * (1 - b + b * lengths[posting.passage] / mean);
        scores[posting.passage] += static_cast<float>(rarity * often * (k1 + 1) / (often + norm));
    }
}

}  // namespace

std::vector<Ranked> rank(const Terms& terms, const std::map<int, db::Bytes>& parts, const std::vector<std::uint16_t>& lengths, std::size_t limit) {
    std::vector<float> scores(lengths.size());
    const double mean = average(lengths);
    for (const auto& stem : terms.stems) add_scores(scores, stem, 1, parts, lengths, mean);
    for (const auto& stem : terms.also) add_scores(scores, stem, synonym_weight, parts, lengths, mean);
    return best(scores, limit);
}

double phrase_share(const Terms& terms, std::string_view text, Stemmer& stemmer) {
    if (terms.phrases.empty()) return 0;
    const std::set<std::pair<std::string, std::string>> wanted(terms.phrases.begin(), terms.phrases.end());
    std::set<std::pair<std::string, std::string>> found;
    std::string before;
    stemmer.each(text, [&](std::string_view stem, std::size_t, std::size_t) {
        const bool is_term = std::ranges::find(terms.stems, stem) != terms.stems.end();
        if (!is_term && (before.empty() || is_stop_word(stem))) return;
        if (!is_term) return before.clear();
        if (std::pair pair{before, std::string(stem)}; wanted.contains(pair)) found.insert(std::move(pair));
        before = stem;
    });
    return static_cast<double>(found.size()) / static_cast<double>(wanted.size());
}

std::string snippet(const Terms& terms, std::string_view text, Stemmer& stemmer) {
    std::string_view chosen = text;
    std::size_t from = 0, most = 0;
    for (const auto end : sentence_ends(text)) {
        std::set<std::string, std::less<>> held;
        stemmer.each(text.substr(from, end - from), [&](std::string_view stem, std::size_t, std::size_t) {
            if (std::ranges::find(terms.stems, stem) != terms.stems.end()) held.emplace(stem);
        });
        if (held.size() > most) {
            most = held.size();
            chosen = text.substr(from);
        }
        from = end;
    }
    return shortened(trimmed(chosen));
}

}  // namespace library
