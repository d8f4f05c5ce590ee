#include "tutor/engine/worked_example.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "tutor/engine/markup.hpp"
#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {


// Where a label such as "Given:" begins at the front of a line, with or without bold.
Range label(std::string_view text, std::initializer_list<std::string_view> names, std::size_t from) {
    for (std::size_t line = from; line < text.size();) {
        const auto rest = text.substr(line);
        const auto skip = std::min(rest.find_first_not_of("*_ -"), rest.size());
        for (const auto name : names)
            if (lower(rest.substr(skip, name.size())) == name) {
                const auto colon = rest.find(':', skip + name.size());
                if (colon != std::string_view::npos && colon <= skip + name.size() + 2) return {line, line + colon + 1};
            }
        const auto next = text.find('\n', line);
        line = next == std::string_view::npos ? text.size() : next + 1;
    }
    return {text.size(), text.size()};
}

std::optional<Given> only_given(std::string_view text) {
    const auto formulas = tex_ranges(text);
    if (formulas.empty()) return std::nullopt;
    return read_given(formulas.front().inner.of(text));
}

std::string title_of(std::string_view question) {
    if (!question.starts_with("**")) return {};
    auto title = question.substr(2, question.find("**", 2) - 2);
    if (const auto colon = title.find(": "); colon != std::string_view::npos) title.remove_prefix(colon + 2);
    while (title.ends_with(".") || title.ends_with(":")) title.remove_suffix(1);
    return std::string(title);
}

bool read_formula(std::string_view text, WorkedExample& example) {
    const auto formulas = tex_ranges(text);
    if (formulas.size() != 1) return false;
    example.formula = std::string(trim(formulas[0].inner.of(text)));
    const auto equals = example.formula.rfind('=');
    if (equals == std::string_view::npos) return false;
    example.right_side = std::string(trim(std::string_view(example.formula).substr(equals + 1)));
    while (example.right_side.ends_with(".")) example.right_side.pop_back();
    return true;
}

}  // namespace

std::optional<Given> read_given(std::string_view tex) {
    const auto equals = tex.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto name = Expression::parse(tex.substr(0, equals));
    auto value = trim(tex.substr(equals + 1));
    const auto quantity = parse_quantity(value);
    const bool one_name = name && name->variables().size() == 1 && !name->evaluate({});
    if (!one_name || !quantity) return std::nullopt;
    return Given{name->variables()[0].name, *quantity, std::string(value)};
}

std::optional<WorkedExample> read_example(std::string_view text) {
    const auto given = label(text, {"given"}, 0);
    const auto formula = label(text, {"formula", "equation"}, given.end);
    const auto answer = label(text, {"answer", "result"}, formula.end);
    if (given.begin == 0 || answer.end >= text.size()) return std::nullopt;
    WorkedExample example;
    example.question = {0, given.begin};
    example.title = title_of(text);
    const auto givens = text.substr(given.end, formula.begin - given.end);
    for (const auto& tex : tex_ranges(givens)) {
        auto read = read_given(tex.inner.of(givens));
        if (!read) return std::nullopt;
        example.givens.push_back(std::move(*read));
    }
    const auto result = text.substr(answer.end, text.find("\n\n", answer.end) - answer.end);
    auto value = only_given(result);
    if (example.givens.empty() || !value || !read_formula(text.substr(formula.end, answer.begin - formula.end), example)) return std::nullopt;
    example.answer = std::move(*value);
    return example;
}

namespace {

bool is_angle(std::string_view unit) { return unit == "°" || unit == "deg" || unit == "degrees"; }

// Half of the last digit that the book gives, and a little for how it rounds on the way.
bool rounds_to(double computed, const Quantity& book) {
    if (book.value == 0) return std::abs(computed) < 1e-9;
    const double exponent = std::floor(std::log10(std::abs(book.value)));
    const double last_digit = std::pow(10.0, exponent - std::max(1, book.digits) + 1);
    return std::abs(computed - book.value) <= std::min(0.55 * last_digit, 0.02 * std::abs(book.value)) + 1e-3 * std::abs(book.value);
}

}  // namespace

std::optional<double> compute(const WorkedExample& example, Reading reading) {
    const bool si = reading == Reading::si;
    const auto formula = Expression::parse(example.right_side);
    if (!formula) return std::nullopt;
    std::map<std::string, double> values;
    for (const auto& given : example.givens) {
        const auto unit = parse_unit(given.quantity.unit);
        values[given.name] = given.quantity.value * (unit && (si || is_angle(given.quantity.unit)) ? unit->scale : 1);
    }
    auto result = formula->evaluate(values);
    const auto unit = parse_unit(example.answer.quantity.unit);
    if (result && unit && (si || is_angle(example.answer.quantity.unit))) *result /= unit->scale;
    return result;
}

std::optional<Reading> reading_of(const WorkedExample& example) {
    for (const auto reading : {Reading::as_written, Reading::si})
        if (const auto computed = compute(example, reading); computed && rounds_to(*computed, example.answer.quantity)) return reading;
    return std::nullopt;
}

}  // namespace tutor::engine
