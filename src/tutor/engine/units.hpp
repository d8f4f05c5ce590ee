#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tutor::engine {

// A unit of measurement: how many SI units one of it is, and of which dimension.
struct Unit {
    double scale = 1;
    std::array<int, 7> dimension{};  // powers of m, kg, s, A, K, mol, cd
    friend bool same_dimension(const Unit& a, const Unit& b) { return a.dimension == b.dimension; }
};
// "km/h", "N\,m^2/kg^2", "m s⁻¹", "metres per second squared", "°", "%". Nothing for what is not a unit; "" is the number one.
std::optional<Unit> parse_unit(std::string_view text);

struct Quantity {
    double value = 0;
    std::string unit;  // as written, "" for none
    int digits = 0;    // significant ones that were given
};
// "1.5\ \mathrm{kg}", "20^\circ", "6.67 \times 10^{-11}\ \mathrm{N\,m^2/kg^2}", and as typed: "3,5 km/h", "1/2", "2e8 m".
std::optional<Quantity> parse_quantity(std::string_view text);

// A unit as it is read aloud: "metres per second squared".
std::string unit_in_words(std::string_view unit);

}  // namespace tutor::engine
