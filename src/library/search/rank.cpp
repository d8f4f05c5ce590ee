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
constexpr double k1 = 1.2, b = 0.75, heading_weight = 1.5;

double inverse_frequency(std::size_t passages, std::size_t holding) {
    return std::log(1.0 + (static_cast<double>(passages) - static_cast<double>(holding) + 0.5) / (static_cast<double>(holding) + 0.5));
}

double average(const std::vector<std::uint16_t>& lengths) {
    return std::max(1.0, std::accumulate(lengths.begin(), lengths.end(), 0.0) / static_cast<double>(std::max<std::size_t>(lengths.size(), 1)));
}

std::vector<Ranked> best(const std::vector<float>& scores, std::size_t limit) {
    std::vector<Ranked> ranked;
    for (std::uint32_t passage = 0; passage < scores.size(); ++passage)
        if (scores[passage] > 0) ranked.push_back({passage, scores[passage]});
    const auto better = [](const Ranked& one, const Ranked& other) {
        return one.score != other.score ? one.score > other.score : one.passage < other.passage;
    };
    const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(limit, ranked.size()));
    std::partial_sort(ranked.begin(), end, ranked.end(), better);
    ranked.erase(end, ranked.end());
    return ranked;
}

std::vector<std::string> content_words(std::vector<std::string> stems) {
    std::vector<std::string> kept;
    for (const auto& stem : stems)
        if (!is_stop_word(stem)) kept.push_back(stem);
    return kept.empty() ? stems : kept;
}

std::string shortened(std::string_view text) {
    auto result = std::string(slice(text, 0, longest_snippet));
    if (result.empty()) return std::string(text);
    if (const auto blank = result.find_last_of(" \n"); blank != std::string::npos) result.resize(blank);
    return result + "\u2026";
}

}  // namespace

Terms to_terms(std::string_view query, std::string_view language) {
    Terms terms;
    const auto words = content_words(Stemmer(language).stems(query.substr(0, longest_query)));
    for (std::size_t at = 0; at < words.size() && terms.stems.size() < most_terms; ++at) {
        if (std::ranges::find(terms.stems, words[at]) == terms.stems.end()) terms.stems.push_back(words[at]);
        if (at > 0 && words[at - 1] != words[at]) terms.phrases.emplace_back(words[at - 1], words[at]);
    }
    return terms;
}

std::vector<Ranked> rank(const Terms& terms, const std::map<int, db::Bytes>& parts, const std::vector<std::uint16_t>& lengths, std::size_t limit) {
    std::vector<float> scores(lengths.size());
    const double mean = average(lengths);
    for (const auto& stem : terms.stems) {
        const auto part = parts.find(part_of(stem));
        if (part == parts.end()) continue;
        const auto postings = find_postings(part->second, stem);
        const double rarity = inverse_frequency(lengths.size(), postings.size());
        for (const auto& posting : postings) {
            if (posting.passage >= scores.size()) continue;
            const double often = posting.body + heading_weight * posting.heading;
            const double norm = k1 * (1 - b + b * lengths[posting.passage] / mean);
            scores[posting.passage] += static_cast<float>(rarity * often * (k1 + 1) / (often + norm));
        }
    }
    return best(scores, limit);
}

double phrase_share(const Terms& terms, std::string_view text, std::string_view language) {
    if (terms.phrases.empty()) return 0;
    const std::set<std::pair<std::string, std::string>> wanted(terms.phrases.begin(), terms.phrases.end());
    std::set<std::pair<std::string, std::string>> found;
    std::string before;
    Stemmer(language).each(text, [&](std::string_view stem, std::size_t, std::size_t) {
        if (is_stop_word(stem)) return;
        if (std::pair pair{before, std::string(stem)}; wanted.contains(pair)) found.insert(std::move(pair));
        before = stem;
    });
    return static_cast<double>(found.size()) / static_cast<double>(wanted.size());
}

std::string snippet(const Terms& terms, std::string_view text, std::string_view language) {
    Stemmer stemmer(language);
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
