#include "tutor/engine/expression.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "tutor/engine/units.hpp"
#include "tutor/engine/worked_example.hpp"

namespace tutor::engine {
namespace {

TEST(Expression, ComputesWhatTextbooksWrite) {
    const std::map<std::string, double> values{{"a", 2}, {"b", 3}, {"m_1", 4}, {"m_2", 5}, {"v_0", 6}, {"t", 7}, {"g", 9.8}, {"h", 10}, {"\\theta", std::numbers::pi / 6}, {"\\Delta x", 8}, {"F_net", 11}};
    struct Case {
        std::string tex;
        double expected;
    };
    const std::vector<Case> cases{{"a + b * a", 8}, {"a b", 6}, {"-a^2", -4}, {"a^{b}", 8}, {"\\frac{a}{b}", 2.0 / 3}, {"\\frac{1}{2} a t^2", 49}, {"\\sqrt{2 g h}", 14},
                                  {"v_0 t + \\frac{1}{2} a t^2", 91}, {"\\frac{(m_1 - m_2) g}{m_1 + m_2}", -9.8 / 9}, {"g \\sin \\theta", 4.9}, {"\\sin^2 \\theta + \\cos^2 \\theta", 1},
                                  {"\\sin 2 \\theta", std::sin(std::numbers::pi / 3)}, {"6.67 \\times 10^{-11}", 6.67e-11}, {"2 \\pi a", 4 * std::numbers::pi}, {"\\sin 30^\\circ", 0.5},
                                  {"\\left( a + b \\right) a", 10}, {"\\Delta x / a", 4}, {"F_{\\mathrm{net}}", 11}, {"\\vec{a}", 2}, {"2(a+b)", 10}, {"sqrt(2*g*h)", 14}, {"a/b/a", 1.0 / 3},
                                  {"200\\,000", 200000}, {"\\sqrt[3]{8}", 2}, {"2 - -3", 5}};
    for (const auto& [tex, expected] : cases) {
        const auto expression = Expression::parse(tex);
        ASSERT_TRUE(expression) << tex;
        const auto value = expression->evaluate(values);
        ASSERT_TRUE(value) << tex;
        EXPECT_NEAR(*value, expected, 1e-9 * std::max(1.0, std::abs(expected))) << tex;
    }
}

TEST(Expression, RefusesWhatItDoesNotUnderstand) {
    for (const std::string tex : {"", "a +", "\\frac{a}", "(a", "a)", "5\\ \\mathrm{kg}", "\\int x", "a = b", "2 3", "\\unknown{a}", "^2", "\\", "{", "\\sqrt", "√", "2√"}) EXPECT_FALSE(Expression::parse(tex)) << tex;
    EXPECT_FALSE(Expression::parse(std::string(5000, '(')));
    EXPECT_FALSE(Expression::parse("1/0")->evaluate({}));
    EXPECT_FALSE(Expression::parse("x")->evaluate({}));
}

TEST(Expression, EqualFormulasAreEqualInAnyDress) {
    EXPECT_TRUE(equal_expressions("\\frac{v^2}{2 g}", "v^2/(2*g)"));
    EXPECT_TRUE(equal_expressions("(a+b)^2", "a^2 + 2 a b + b^2"));
    EXPECT_FALSE(equal_expressions("a+b", "a-b"));
    EXPECT_FALSE(equal_expressions("a", "b"));
    EXPECT_FALSE(equal_expressions("a (", "a ("));
}

TEST(Units, KnowScaleAndDimension) {
    struct Case {
        std::string unit, other;
        double factor;
    };
    const std::vector<Case> cases{{"km/h", "m/s", 1 / 3.6}, {"kWh", "J", 3.6e6}, {"N\\,m^2/kg^2", "m^3/(kg s^2)", 1}, {"m s^{-2}", "m/s^2", 1}, {"m·s⁻²", "metres per second squared", 1}, {"µm", "m", 1e-6},
                                  {"\\mathrm{kg/m^3}", "g/cm^3", 1e-3}, {"rpm", "rad/s", 2 * std::numbers::pi / 60}, {"degrees", "rad", std::numbers::pi / 180}, {"N", "kg m/s^2", 1}, {"MJ", "kJ", 1000}, {"min", "s", 60}};
    for (const auto& [unit, other, factor] : cases) {
        const auto a = parse_unit(unit), b = parse_unit(other);
        ASSERT_TRUE(a && b) << unit << " " << other;
        EXPECT_TRUE(same_dimension(*a, *b)) << unit;
        EXPECT_NEAR(a->scale / b->scale, factor, 1e-9 * factor) << unit;
    }
    EXPECT_FALSE(parse_unit("furlongs"));
    EXPECT_FALSE(parse_unit("m/"));
    EXPECT_FALSE(same_dimension(*parse_unit("m"), *parse_unit("s")));
}

TEST(Units, QuantitiesAreReadAsWrittenAndAsTyped) {
    struct Case {
        std::string text;
        double value;
        std::string unit;
    };
    const std::vector<Case> cases{{"1.5\\ \\mathrm{kg}", 1.5, "kg"}, {"20^\\circ", 20, "°"}, {"6.674 \\times 10^{-11}\\ \\mathrm{N\\,m^2/kg^2}", 6.674e-11, "N m^2/kg^2"}, {"14", 14, ""},
                                  {"3,5 km/h", 3.5, "km/h"}, {"2e8 m", 2e8, "m"}, {"-4 m/s", -4, "m/s"}, {"1/2", 0.5, ""}, {"1,000 kg", 1000, "kg"}, {"50 %", 50, "%"}, {"$33\\ \\mathrm{m}$", 33, "m"}};
    for (const auto& [text, value, unit] : cases) {
        const auto quantity = parse_quantity(text);
        ASSERT_TRUE(quantity) << text;
        EXPECT_DOUBLE_EQ(quantity->value, value) << text;
        EXPECT_EQ(quantity->unit, unit) << text;
    }
    for (const std::string text : {"", "fast", "3 4", "5 furlongs", "kg"}) EXPECT_FALSE(parse_quantity(text)) << text;
}

const std::string lamp =
    "**Example: lamp.** A lamp of mass $m = 1.5\\ \\mathrm{kg}$ hangs. How large is the pull?\n\nGiven: $m = 1.5\\ \\mathrm{kg}$, $g = 9.8\\ \\mathrm{m/s^2}$.\n\nFormula: $T = m g$\n\nAnswer: $T = 14.7\\ "
    "\\mathrm{N}$.";

TEST(WorkedExample, IsReadWhole) {
    const auto example = read_example(lamp);
    ASSERT_TRUE(example);
    EXPECT_EQ(example->givens.size(), 2u);
    EXPECT_EQ(example->title, "lamp");
    EXPECT_EQ(example->right_side, "m g");
    ASSERT_TRUE(reading_of(*example));
    EXPECT_NEAR(*compute(*example, Reading::as_written), 14.7, 1e-9);
}

TEST(WorkedExample, IsDroppedWhenTheBookSaysOtherwise) {
    auto text = lamp;
    text.replace(text.find("14.7"), 4, "15.7");
    const auto example = read_example(text);
    ASSERT_TRUE(example);
    EXPECT_FALSE(reading_of(*example));
    EXPECT_FALSE(read_example("No example here. Given: nothing."));
}

}  // namespace
}  // namespace tutor::engine
