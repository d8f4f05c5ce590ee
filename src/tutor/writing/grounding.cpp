#include "tutor/writing/grounding.hpp"

#include <algorithm>

#include "tutor/engine/code_points.hpp"
#include "tutor/engine/sentences.hpp"
#include "tutor/writing/locate.hpp"

namespace tutor {
namespace {

// Runs of digits with a decimal point or comma inside: 9.8 or 1,000.
std::vector<std::string> numbers_in(std::string_view text) {
    std::vector<std::string> numbers;
    std::string number;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ' ';
        const bool digit = c >= '0' && c <= '9';
        const bool point = (c == '.' || c == ',') && !number.empty() && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
        if (digit || point) {
            number += c;
        } else if (!number.empty()) {
            numbers.push_back(std::exchange(number, std::string()));
        }
    }
    return numbers;
}

std::string last_sentence(const std::string& text, std::string_view language) {
    const auto sentences = engine::split_sentences(text, language);
    return sentences.empty() ? text : std::string(sentences.back().range.of(text));
}

}  // namespace

std::optional<Grounded> ground(const Claim& claim, std::span<const Shown> passages, std::string_view language) {
    Grounded grounded{last_sentence(claim.text, language), {}};
    std::vector<std::string> known;
    for (const auto& quoted : claim.quotes) {
        if (quoted.passage < 1 || static_cast<std::size_t>(quoted.passage) > passages.size()) continue;
        const auto& passage = passages[static_cast<std::size_t>(quoted.passage) - 1];
        const auto found = locate(passage.text, quoted.quote);
        if (!found) continue;
        grounded.cites.push_back({passage.id, found->first, found->second});
        std::ranges::move(numbers_in(passage.text), std::back_inserter(known));
    }
    const auto invented = [&known](const std::string& number) { return std::ranges::find(known, number) == known.end(); };
    if (grounded.cites.empty() || std::ranges::any_of(numbers_in(grounded.text), invented)) return std::nullopt;
    return grounded;
}

}  // namespace tutor
