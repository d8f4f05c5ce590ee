#include "tutor/writing/locate.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "tutor/engine/code_points.hpp"
#include "tutor/engine/words.hpp"

namespace tutor {
namespace {

constexpr std::size_t fewest_letters = 8;  // of a quote
constexpr std::size_t most_words = 80;
constexpr double least_alike = 0.85;

struct Word {
    std::string folded;
    int start = 0, end = 0;  // code points
};

bool in_word(char32_t point) { return engine::is_letter(point) || engine::is_digit(point); }

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    std::size_t at = 0, begin = 0;
    int number = 0;
    bool inside = false;
    const auto close = [&](std::size_t end) {
        if (inside) words.back() = {engine::fold(text.substr(begin, end - begin)), words.back().start, number};
        inside = false;
    };
    for (std::size_t before = 0; at < text.size(); ++number) {
        before = at;
        const bool word = in_word(engine::next_point(text, at));
        if (word && !inside) {
            words.push_back({"", number, number});
            begin = before;
            inside = true;
        } else if (!word) {
            close(before);
        }
    }
    close(text.size());
    return words;
}

// Length of the longest common subsequence of words.
std::size_t common(std::span<const Word> left, std::span<const Word> right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (const auto& word : left) {
        std::size_t diagonal = 0;
        for (std::size_t i = 0; i < right.size(); ++i) {
            const auto above = row[i + 1];
            row[i + 1] = word.folded == right[i].folded ? diagonal + 1 : std::max(above, row[i]);
            diagonal = above;
        }
    }
    return row.back();
}

std::size_t letters(const std::vector<Word>& words) {
    std::size_t count = 0;
    for (const auto& word : words) count += word.folded.size();
    return count;
}

}  // namespace

std::optional<std::pair<int, int>> locate(std::string_view passage, std::string_view quote) {
    const auto text = words_of(passage);
    const auto wanted = words_of(quote);
    if (letters(wanted) < fewest_letters || wanted.size() > most_words || text.size() < wanted.size()) return std::nullopt;
    std::size_t best = 0, best_at = 0;
    for (std::size_t at = 0; at + wanted.size() <= text.size(); ++at) {
        const auto alike = common(std::span(text).subspan(at, wanted.size()), wanted);
        if (alike > best) best = alike, best_at = at;
    }
    if (static_cast<double>(best) < least_alike * static_cast<double>(wanted.size())) return std::nullopt;
    return std::pair(text[best_at].start, text[best_at + wanted.size() - 1].end);
}

}  // namespace tutor
