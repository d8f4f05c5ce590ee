#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "platform/text/ascii.hpp"
#include "tutor/engine/quiz.hpp"
#include "tutor/engine/quiz_parts.hpp"
#include "tutor/engine/worked_example.hpp"

namespace tutor::engine {

namespace {

constexpr int most_tries = 24;

// Constants of nature and of the place are not varied.
bool is_constant(const Given& given) {
    static constexpr std::array names{"g", "G", "c", "k_B", "N_A", "R"};
    const bool nature = std::ranges::find(names, given.name) != names.end() && given.name != "R";
    return nature || given.quantity.digits > 4 || given.quantity.value == 0;
}

// A number with few digits near the old one, so that it reads like one of the book's.
double varied(double value, Random& random) {
    static constexpr std::array factors{0.5, 0.6, 0.75, 0.8, 1.2, 1.25, 1.4, 1.5, 1.6, 2.0};
    const double rough = value * factors[static_cast<std::size_t>(random.below(static_cast<int>(factors.size())))];
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(rough))) - 1);
    return std::round(rough / unit) * unit;
}

std::string number_text(double value) {
    const double size = std::abs(value);
    if (size != 0 && (size >= 1e6 || size < 1e-3)) {
        const int exponent = static_cast<int>(std::floor(std::log10(size)));
        return fmt::format("{:.3g} \\times 10^{{{}}}", value / std::pow(10.0, exponent), exponent);
    }
    return size >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

// "1.5\ \mathrm{kg}" with another number before the same unit.
std::string value_tex(const Given& given, double value) {
    const auto unit = std::min(given.value_tex.find("\\mathrm"), std::min(given.value_tex.find("^\\circ"), given.value_tex.find("\\text")));
    if (unit == std::string::npos) return number_text(value);
    const bool angle = given.value_tex[unit] == '^';
    return number_text(value) + (angle ? "" : "\\ ") + given.value_tex.substr(unit);
}

struct Item {
    WorkedExample example;
    std::string question;
    double answer = 0;
};

// Every formula of the question that gives this name a value says so with the new number; false when the old number stands there in any other form.
bool rewrite(std::string& question, const Given& old, const Given& fresh) {
    std::string out;
    std::size_t from = 0;
    bool found = false;
    for (const auto& tex : tex_ranges(question)) {
        const auto read = read_given(tex.inner.of(question));
        if (!read || read->name != old.name) continue;
        if (std::abs(read->quantity.value - old.quantity.value) > 1e-9 * std::abs(old.quantity.value)) return false;
        const auto equals = question.find('=', tex.inner.begin);
        out += question.substr(from, equals + 1 - from) + " " + fresh.value_tex;
        from = tex.inner.end;
        found = true;
    }
    question = out + question.substr(from);
    return found;
}

bool sensible(double value, double book) {
    const double ratio = value / book;
    return std::isfinite(value) && ratio > 0.1 && ratio < 10 && std::abs(ratio - 1) > 0.05;
}

std::optional<Item> vary(const WorkedExample& example, Reading reading, std::string_view text, Random& random) {
    Item item{example, std::string(trim(example.question.of(text))), 0};
    bool changed = false;
    for (auto& given : item.example.givens) {
        if (is_constant(given)) continue;
        const bool angle = given.quantity.unit == "°";
        auto fresh = given;
        fresh.quantity.value = varied(given.quantity.value, random);
        if (angle && (fresh.quantity.value < 5 || fresh.quantity.value > 85)) continue;
        fresh.value_tex = value_tex(given, fresh.quantity.value);
        auto question = item.question;
        if (!rewrite(question, given, fresh)) continue;
        item.question = std::move(question);
        given = std::move(fresh);
        changed = true;
    }
    const auto answer = compute(item.example, reading);
    if (!changed || !answer || !sensible(*answer, example.answer.quantity.value)) return std::nullopt;
    item.answer = *answer;
    return item;
}

std::string givens_line(const WorkedExample& example) {
    std::string line;
    for (const auto& given : example.givens) line += (line.empty() ? "$" : ", $") + given.name + " = " + given.value_tex + "$";
    return line;
}

// The right side with each letter replaced by its number in brackets.
std::string filled_in(const WorkedExample& example) {
    const auto formula = Expression::parse(example.right_side);
    std::string out;
    std::size_t from = 0;
    for (const auto& variable : formula->variables()) {
        const auto given = std::ranges::find(example.givens, variable.name, &Given::name);
        out += example.right_side.substr(from, variable.range.begin - from);
        out += given == example.givens.end() ? example.right_side.substr(variable.range.begin, variable.range.end - variable.range.begin)
               : given->quantity.unit == "°" ? "(" + number_text(given->quantity.value) + "^\\circ)"
                                             : "(" + number_text(given->quantity.value) + ")";
        from = variable.range.end;
    }
    return out + example.right_side.substr(from);
}

std::string left_side(const WorkedExample& example) { return example.formula.substr(0, example.formula.rfind('=')); }

std::string answer_tex(const Item& item) { return left_side(item.example) + "= " + value_tex(item.example.answer, item.answer); }

// "**Example: lamp on a cord.** A lamp …" asks without its label.
std::string without_label(std::string question) {
    if (!question.starts_with("**Example")) return question;
    const auto close = question.find("**", 2);
    return close == std::string::npos ? question : std::string(trim(std::string_view(question).substr(close + 2)));
}

Check write(const Index::State& state, int passage, const Item& item) {
    const auto& example = item.example;
    Check check;
    check.form = Form::numeric;
    check.prompt = without_label(item.question) + "\n\nGiven: " + givens_line(example) + ".";
    text::replace_all(check.prompt, "\n\n\n", "\n\n");
    check.unit = example.answer.quantity.unit;
    if (check.unit->empty()) check.unit.reset();
    check.answer = fmt::format("{:.6g}", item.answer);
    check.answer_text = "$" + answer_tex(item) + "$";
    const auto steps = "$" + left_side(example) + "= " + filled_in(example) + "$";
    check.explanation = "$" + example.formula + "$, so " + steps + ", and $" + answer_tex(item) + "$.";
    check.hints = {"Look again at " + where(state, state.passage_entries[static_cast<std::size_t>(passage)].node) + ".", "Given: " + givens_line(example) + ". Use $" + example.formula + "$.",
                   "Put the numbers in: " + steps + ".", "The answer is: $" + answer_tex(item) + "$."};
    return check;
}

}  // namespace

std::optional<Check> make_numeric(const Index& index, int number, Random& random) {
    const auto& state = index.state();
    const auto& passage = state.passages[static_cast<std::size_t>(number)];
    const auto example = read_example(passage.text);
    const auto reading = example ? reading_of(*example) : std::nullopt;
    if (!reading) return std::nullopt;
    for (int i = 0; i < most_tries; ++i) {
        const auto item = vary(*example, *reading, passage.text, random);
        if (!item) continue;
        auto check = write(state, number, *item);
        const auto& entry = state.passage_entries[static_cast<std::size_t>(number)];
        const auto& last = state.sentences[static_cast<std::size_t>(entry.last_sentence) - 1];
        check.source = Cite{passage.id, state.sentences[static_cast<std::size_t>(entry.first_sentence)].start, last.end};
        return check;
    }
    return std::nullopt;
}

}  // namespace tutor::engine
