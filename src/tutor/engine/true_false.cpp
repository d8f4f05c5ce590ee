#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "platform/text/ascii.hpp"
#include "tutor/engine/key_sentences.hpp"
#include "tutor/engine/quiz.hpp"
#include "tutor/engine/quiz_parts.hpp"
#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

std::string replaced(std::string_view text, Range range, std::string_view by) {
    return std::string(text.substr(0, range.begin)) + std::string(by) + std::string(text.substr(range.end));
}

// `changed` stands in the place of `range` when the statement is to be false.
Check write(const Index::State& state, const SentenceEntry& sentence, Range range, const std::string& changed, bool truth, std::string_view nudge) {
    const auto text = state.text(sentence);
    auto check = draft(state, sentence, Form::truefalse);
    check.prompt = "True or false? " + (truth ? std::string(text) : replaced(text, range, changed));
    check.choices = {{"true", "True"}, {"false", "False"}};
    check.answer = truth ? "true" : "false";
    check.answer_text = truth ? "True" : "False";
    add_hints(check, state, sentence, std::string(nudge) + blanked(text, range), std::string(text), "The answer is: " + check.answer + ".");
    return check;
}

std::optional<Check> by_term(const Index::State& state, int number, Random& random) {
    const auto* term = term_of(state, number);
    const auto& sentence = state.sentences[at(number)];
    if (!term || is_glossary_line(sentence) || sentence.definition->verb.starts_with("is called")) return std::nullopt;
    const auto others = other_terms(state, *term, 3, random);
    if (others.empty()) return std::nullopt;
    const auto range = sentence.definition->term_range;
    auto swapped = others[at(random.below(static_cast<int>(others.size())))]->text;
    if (state.text(sentence).substr(0, range.begin).find_first_not_of("*_") == std::string_view::npos) swapped = upper_first(swapped);
    return write(state, sentence, range, swapped, random.below(2) == 0, "Is the sentence about the right term? ");
}

// "Figure 3" and "chapter 2" point at places; they state nothing.
bool points_at_a_place(std::string_view before) {
    static constexpr std::array names{"chapter ", "section ", "figure ", "fig. ", "table ", "example ", "equation ", "page ", "part ", "step "};
    const auto head = lower(before.substr(before.size() - std::min<std::size_t>(before.size(), 12)));
    return std::ranges::any_of(names, [&](std::string_view name) { return head.ends_with(name); });
}

// Digits that are a number by themselves: no part of a name, a power, a fraction, a date or a longer number.
bool stands_alone(std::string_view text, Range range) {
    const auto before = text.substr(0, range.begin), after = text.substr(range.end);
    const char last = before.empty() ? ' ' : before.back();
    if (!std::string_view(" ($=\n").contains(last) || points_at_a_place(before)) return false;
    if (last == ' ' && before.size() > 1 && (text::is_digit(before[before.size() - 2]) || std::string_view("+-*/^").contains(before[before.size() - 2]))) return false;
    const char next = after.empty() ? ' ' : after.front();
    if (!std::string_view(" .,;:)$%?!\\\xC2").contains(next)) return false;
    return !(after.size() > 1 && std::string_view(" .,").contains(next) && text::is_digit(after[1]));
}

std::vector<Range> numbers_in(std::string_view text) {
    std::vector<Range> found;
    for (std::size_t from = 0; (from = text.find_first_of("0123456789", from)) != std::string_view::npos;) {
        auto end = std::min(text.find_first_not_of("0123456789", from), text.size());
        if (end + 1 < text.size() && text[end] == '.' && text::is_digit(text[end + 1])) end = std::min(text.find_first_not_of("0123456789", end + 1), text.size());
        if (stands_alone(text, {from, end}) && std::strtod(std::string(text.substr(from, end - from)).c_str(), nullptr) >= 2) found.push_back({from, end});
        from = end;
    }
    return found;
}

bool is_year(std::string_view digits) { return digits.size() == 4 && digits >= "1000" && digits <= "2100"; }

// Wrong by enough to be noticed by whoever knows, written like the book's own.
std::string changed_number(const std::string& digits, Random& random) {
    static constexpr std::array years{-60, -31, 27, 48};
    static constexpr std::array factors{2.0, 3.0, 4.0};
    const auto dot = digits.find('.');
    const auto decimals = dot == std::string::npos ? 0 : digits.size() - dot - 1;
    const double value = std::strtod(digits.c_str(), nullptr);
    const double wrong = is_year(digits) ? value + years[at(random.below(static_cast<int>(years.size())))] : value * factors[at(random.below(static_cast<int>(factors.size())))];
    return fmt::format("{:.{}f}", wrong, decimals);
}

std::optional<Check> by_number(const Index::State& state, int number, Random& random) {
    const auto& sentence = state.sentences[at(number)];
    const auto text = state.text(sentence);
    const bool fair = sentence.shape == Shape::prose && sentence.words.size() >= 6 && sentence.words.size() <= 40 && !leans(text) && !text.ends_with(":") && !text.ends_with("?");
    const auto numbers = fair && !is_glossary_line(sentence) ? numbers_in(text) : std::vector<Range>{};
    if (numbers.empty()) return std::nullopt;
    const auto range = numbers[at(random.below(static_cast<int>(numbers.size())))];
    return write(state, sentence, range, changed_number(std::string(range.of(text)), random), random.below(2) == 0, "Is the number right? ");
}

}  // namespace

std::optional<Check> make_truefalse(const Index& index, int sentence, Random& random) {
    if (auto check = by_term(index.state(), sentence, random)) return check;
    return by_number(index.state(), sentence, random);
}

}  // namespace tutor::engine
