#include "tutor/engine/unit_names.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "tutor/engine/markup.hpp"

namespace tutor::engine {

namespace {

using Dimension = std::array<int, 7>;

struct Known {
    std::string_view symbol;
    std::string_view word;  // singular; empty when it has none that people type
    double scale;
    Dimension dimension;
    bool prefixed;
};

constexpr Dimension none{}, length{1}, mass{0, 1}, time{0, 0, 1}, force{1, 1, -2}, energy{2, 1, -2}, power{2, 1, -3}, pressure{-1, 1, -2};
constexpr double year = 365.25 * 86400, pi = std::numbers::pi;

constexpr std::array known{
    Known{"m", "metre", 1, length, true}, Known{"m", "meter", 1, length, true}, Known{"g", "gram", 1e-3, mass, true}, Known{"s", "second", 1, time, true}, Known{"A", "ampere", 1, {0, 0, 0, 1}, true},
    Known{"K", "kelvin", 1, {0, 0, 0, 0, 1}, true}, Known{"mol", "mole", 1, {0, 0, 0, 0, 0, 1}, true}, Known{"cd", "candela", 1, {0, 0, 0, 0, 0, 0, 1}, true}, Known{"N", "newton", 1, force, true},
    Known{"J", "joule", 1, energy, true}, Known{"W", "watt", 1, power, true}, Known{"Pa", "pascal", 1, pressure, true}, Known{"Hz", "hertz", 1, {0, 0, -1}, true}, Known{"C", "coulomb", 1, {0, 0, 1, 1}, true},
    Known{"V", "volt", 1, {2, 1, -3, -1}, true}, Known{"Ω", "ohm", 1, {2, 1, -3, -2}, true}, Known{"F", "farad", 1, {-2, -1, 4, 2}, true}, Known{"T", "tesla", 1, {0, 1, -2, -1}, true},
    Known{"Wb", "weber", 1, {2, 1, -2, -1}, true}, Known{"H", "henry", 1, {2, 1, -2, -2}, true}, Known{"L", "litre", 1e-3, {3}, true}, Known{"l", "liter", 1e-3, {3}, true}, Known{"eV", "", 1.602176634e-19, energy, true},
    Known{"Wh", "watt-hour", 3600, energy, true}, Known{"bar", "", 1e5, pressure, true}, Known{"cal", "calorie", 4.184, energy, true}, Known{"t", "tonne", 1e3, mass, true},
    Known{"min", "minute", 60, time, false}, Known{"h", "hour", 3600, time, false}, Known{"hr", "", 3600, time, false}, Known{"d", "day", 86400, time, false}, Known{"yr", "year", year, time, false},
    Known{"sec", "", 1, time, false}, Known{"AU", "astronomical unit", 1.495978707e11, length, false}, Known{"au", "", 1.495978707e11, length, false}, Known{"ly", "light-year", 9.4607e15, length, false},
    Known{"in", "inch", 0.0254, length, false}, Known{"ft", "foot", 0.3048, length, false}, Known{"mi", "mile", 1609.344, length, false}, Known{"mph", "", 0.44704, {1, 0, -1}, false}, Known{"kph", "", 1 / 3.6, {1, 0, -1}, false},
    Known{"lb", "pound", 0.45359237, mass, false}, Known{"atm", "atmosphere", 101325, pressure, false}, Known{"ha", "hectare", 1e4, {2}, false}, Known{"u", "", 1.66053907e-27, mass, false},
    Known{"rad", "radian", 1, none, true}, Known{"°", "degree", pi / 180, none, false}, Known{"deg", "", pi / 180, none, false}, Known{"rev", "revolution", 2 * pi, none, false}, Known{"%", "percent", 0.01, none, false},
    Known{"rpm", "", 2 * pi / 60, {0, 0, -1}, false}, Known{"", "turn", 2 * pi, none, false}};

struct Prefix {
    std::string_view symbol, word;
    double scale;
};
constexpr std::array prefixes{Prefix{"da", "deca", 10}, Prefix{"k", "kilo", 1e3}, Prefix{"M", "mega", 1e6}, Prefix{"G", "giga", 1e9}, Prefix{"T", "tera", 1e12}, Prefix{"P", "peta", 1e15},
                              Prefix{"h", "hecto", 1e2}, Prefix{"d", "deci", 1e-1}, Prefix{"c", "centi", 1e-2}, Prefix{"m", "milli", 1e-3}, Prefix{"µ", "micro", 1e-6}, Prefix{"u", "micro", 1e-6},
                              Prefix{"n", "nano", 1e-9}, Prefix{"p", "pico", 1e-12}, Prefix{"f", "femto", 1e-15}, Prefix{"E", "exa", 1e18}};

std::optional<Unit> by_symbol(std::string_view name) {
    for (const auto& unit : known)
        if (!unit.symbol.empty() && unit.symbol == name) return Unit{unit.scale, unit.dimension};
    for (const auto& prefix : prefixes) {
        if (!name.starts_with(prefix.symbol)) continue;
        for (const auto& unit : known)
            if (unit.prefixed && unit.symbol == name.substr(prefix.symbol.size())) return Unit{unit.scale * prefix.scale, unit.dimension};
    }
    return std::nullopt;
}

std::optional<Unit> by_word(std::string_view name) {
    for (const auto& unit : known) {
        if (unit.word.empty()) continue;
        if (unit.word == name) return Unit{unit.scale, unit.dimension};
        for (const auto& prefix : prefixes)
            if (unit.prefixed && name.starts_with(prefix.word) && name.substr(prefix.word.size()) == unit.word) return Unit{unit.scale * prefix.scale, unit.dimension};
    }
    return std::nullopt;
}

}  // namespace

std::optional<Unit> named_unit(std::string_view name) {
    if (name.empty()) return std::nullopt;
    if (auto found = by_symbol(name)) return found;
    if (auto found = by_word(name)) return found;
    if (name == "feet" || name == "inches") return by_word(name == "feet" ? "foot" : "inch");
    return name.ends_with('s') ? by_word(name.substr(0, name.size() - 1)) : std::nullopt;
}

namespace {

std::string word_of(std::string_view name, bool plural) {
    for (const auto& unit : known)
        if (unit.symbol == name && !unit.word.empty()) {
            if (name == "Hz" || name == "%") return std::string(unit.word);
            return name == "ft" && plural ? "feet" : std::string(unit.word) + (plural ? "s" : "");
        }
    for (const auto& prefix : prefixes)
        for (const auto& unit : known)
            if (unit.prefixed && !unit.word.empty() && name.starts_with(prefix.symbol) && name.substr(prefix.symbol.size()) == unit.symbol)
                return std::string(prefix.word) + std::string(unit.word) + (plural && unit.symbol != "Hz" ? "s" : "");
    return std::string(name);
}

std::string power_word(std::string_view exponent) {
    if (exponent.empty()) return "";
    if (exponent == "2") return " squared";
    if (exponent == "3") return " cubed";
    return " to the power " + std::string(exponent.starts_with('-') ? "minus " + std::string(exponent.substr(1)) : exponent);
}

}  // namespace

std::string unit_in_words(std::string_view unit) {
    std::string out;
    bool below = false;
    for (std::size_t i = 0; i < unit.size();) {
        if (unit[i] == ' ' || unit[i] == '(' || unit[i] == ')') {
            ++i;
            continue;
        }
        if (unit[i] == '/') {
            below = true;
            out += out.empty() ? "per" : " per";
            ++i;
            continue;
        }
        const auto end = std::min(unit.find_first_of(" /()", i), unit.size());
        const auto factor = unit.substr(i, end - i);
        const auto caret = factor.find('^');
        const bool last = end >= unit.size() || unit[end] == '/';
        out += (out.empty() ? "" : " ") + word_of(factor.substr(0, caret), !below && last) + (caret == std::string_view::npos ? "" : power_word(factor.substr(caret + 1)));
        i = end;
    }
    return out;
}

}  // namespace tutor::engine
