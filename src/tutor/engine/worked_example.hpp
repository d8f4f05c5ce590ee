#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tutor/engine/expression.hpp"
#include "tutor/engine/units.hpp"

namespace tutor::engine {

// "m = 1.5\ \mathrm{kg}" and where it stands.
struct Given {
    std::string name;
    Quantity quantity;
    std::string value_tex;  // "1.5\ \mathrm{kg}"
};

// A worked example of the form: question, "Given: …", "Formula: …", "Answer: …".
struct WorkedExample {
    Range question;         // in the text
    std::string title;      // "lamp on a cord"
    std::vector<Given> givens;
    std::string formula;    // "T = m g"
    std::string right_side; // "m g"
    Given answer;
};
// Nothing unless all four parts are there and are understood.
std::optional<WorkedExample> read_example(std::string_view text);

// How the book's numbers go into the formula: as written, or all in SI units first.
enum class Reading { as_written, si };
// The reading that makes the book's answer, within its rounding; nothing when neither does.
std::optional<Reading> reading_of(const WorkedExample& example);
// The formula's value in the answer's unit.
std::optional<double> compute(const WorkedExample& example, Reading reading);

// "m = 1.5\ \mathrm{kg}" in TeX without dollars.
std::optional<Given> read_given(std::string_view tex);

}  // namespace tutor::engine
