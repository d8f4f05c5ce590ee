#include <algorithm>
#include <cmath>

#include "tutor/engine/check.hpp"
#include "tutor/engine/edit_distance.hpp"
#include "tutor/engine/expression.hpp"
#include "tutor/engine/markup.hpp"
#include "tutor/engine/units.hpp"
#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

constexpr std::size_t longest_answer = 2000;
constexpr std::size_t forgiving_length = 6;  // shorter words with one letter changed are often other words

Grade correct() { return {Verdict::correct, "Right."}; }
Grade not_yet(std::string message = "Not yet.") { return {Verdict::not_yet, std::move(message)}; }

Grade grade_choice(const Check& check, std::string_view answer) {
    const auto given = trim(answer);
    const auto found = std::ranges::find_if(check.choices, [&](const Choice& choice) { return choice.id == given || lower(choice.text) == lower(given); });
    if (found == check.choices.end()) return not_yet("Choose one of the answers.");
    return found->id == check.answer ? correct() : not_yet();
}

bool close_enough(double given, double right, double tolerance) { return std::abs(given - right) <= std::max(tolerance * std::abs(right), 1e-12); }

Grade grade_numeric(const Check& check, std::string_view answer) {
    const auto right = parse_quantity(check.answer);
    const auto given = parse_quantity(answer);
    if (!right) return {Verdict::self_grade, "Compare your answer with the source."};
    if (!given) return not_yet("Type a number, with or without its unit.");
    const auto wanted = parse_unit(check.unit.value_or(""));
    if (!wanted || given->unit.empty()) return close_enough(given->value, right->value, check.tolerance) ? correct() : not_yet();
    const auto unit = parse_unit(given->unit);
    if (!unit || !same_dimension(*unit, *wanted)) return not_yet("That unit does not fit: the answer is in " + *check.unit + ".");
    return close_enough(given->value * unit->scale / wanted->scale, right->value, check.tolerance) ? correct() : not_yet();
}

// The words of an answer without case, accents, articles, endings and punctuation.
std::vector<std::string> normal_words(std::string_view text) {
    Words words("en");
    std::vector<std::string> stems;
    for (const auto& token : words.split(plain(text)))
        if (token.stem != "the" && token.stem != "a" && token.stem != "an") stems.push_back(token.stem);
    return stems;
}

bool same_word(const std::string& given, const std::string& right) {
    return given == right || (std::min(given.size(), right.size()) + 1 >= forgiving_length && std::max(given.size(), right.size()) >= forgiving_length && edit_distance(given, right, 1) <= 1);
}

bool same_text(std::string_view given, std::string_view right) {
    const auto a = normal_words(given), b = normal_words(right);
    if (a.empty()) return !trim(given).empty() && fold(trim(given)) == fold(trim(right));
    return a.size() == b.size() && std::ranges::equal(a, b, same_word);
}

bool same_formula(std::string_view given, std::string_view right) {
    const bool formula = right.find_first_of("=^\\+*/") != std::string_view::npos;
    return formula && equal_expressions(given, right);
}

Grade grade_text(const Check& check, std::string_view answer) {
    if (trim(answer).empty()) return not_yet("Type the missing words.");
    if (check.answer.empty()) return {Verdict::self_grade, "Compare your answer with the source."};
    const auto matches = [&](std::string_view right) { return same_text(answer, right) || same_formula(answer, right); };
    if (matches(check.answer) || std::ranges::any_of(check.accepted, matches)) return correct();
    return not_yet();
}

}  // namespace

Grade grade(const Check& check, std::string_view answer) {
    answer = answer.substr(0, longest_answer);
    switch (check.form) {
        case Form::choice:
        case Form::truefalse: return grade_choice(check, answer);
        case Form::numeric: return grade_numeric(check, answer);
        case Form::cloze: return grade_text(check, answer);
    }
    return not_yet();
}

Hint hint(const Check& check, int level) {
    const int most = std::max(1, static_cast<int>(check.hints.size()));
    level = std::clamp(level, 1, most);
    return {level, check.hints.empty() ? "Read the section again." : check.hints[static_cast<std::size_t>(level) - 1]};
}

}  // namespace tutor::engine
