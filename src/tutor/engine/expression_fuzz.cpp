#include <cstdint>
#include <string_view>

#include "tutor/engine/engine.hpp"
#include "tutor/engine/expression.hpp"
#include "tutor/engine/units.hpp"
#include "tutor/engine/worked_example.hpp"

// Formulas and quantities come from strangers' files and from learners' keyboards.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto expression = tutor::engine::Expression::parse(text)) expression->evaluate({{"x", 1.5}, {"a", 2}});
    tutor::engine::equal_expressions(text, "x + a");
    tutor::engine::parse_quantity(text);
    if (const auto example = tutor::engine::read_example(text)) tutor::engine::reading_of(*example);
    tutor::engine::speakable(text);
    return 0;
}
