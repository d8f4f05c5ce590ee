#include "tutor/engine/units.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "platform/text/ascii.hpp"
#include "tutor/engine/expression.hpp"
#include "tutor/engine/markup.hpp"
#include "tutor/engine/tex_tokens.hpp"
#include "tutor/engine/unit_names.hpp"

namespace tutor::engine {

namespace {

// One way of writing: "m/s^2", with blanks between factors.
std::string normal_unit(std::string_view text) {
    std::string out(trim(text));
    for (std::string_view tex : {"\\mathrm", "\\text", "\\operatorname", "{", "}", "$"}) text::replace_all(out, tex, "");
    for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"\\cdot", " "}, {"\\times", " "}, {"\\,", " "}, {"\\ ", " "}, {"~", " "}, {"·", " "}, {"⋅", " "}, {"*", " "},
                                   {"⁻¹", "^-1"}, {"⁻²", "^-2"}, {"⁻³", "^-3"}, {"²", "^2"}, {"³", "^3"}, {"−", "-"}, {"^\\circ", "°"}, {"\\circ", "°"}, {"\\%", "%"}, {"\\Omega", "Ω"},
                                   {"\\mu ", "µ"}, {"\\mu", "µ"}, {"μ", "µ"}, {" per ", "/"}, {" squared", "^2"}, {" cubed", "^3"}, {"square ", "sq:"}, {"cubic ", "cu:"}, {"\\", ""}})
        text::replace_all(out, from, to);
    return out;
}

class UnitParser {
public:
    explicit UnitParser(std::string text) : text_(std::move(text)) {}

    std::optional<Unit> parse() {
        auto unit = factors();
        return unit && at_ == text_.size() ? unit : std::nullopt;
    }

private:
    std::optional<Unit> factors() {
        if (++depth_ > 8) return std::nullopt;
        Unit total;
        bool divide = false;
        while (at_ < text_.size() && text_[at_] != ')') {
            const char c = text_[at_];
            if (c == ' ' || c == '/') {
                divide = divide || c == '/';
                ++at_;
                continue;
            }
            const auto unit = factor();
            if (!unit) return std::nullopt;
            multiply(total, *unit, divide ? -1 : 1);
            divide = false;
        }
        --depth_;
        return divide ? std::nullopt : std::optional(total);
    }

    std::optional<Unit> factor() {
        int power = text_.compare(at_, 3, "sq:") == 0 ? 2 : text_.compare(at_, 3, "cu:") == 0 ? 3 : 1;
        if (power > 1) at_ += 3;
        std::optional<Unit> unit;
        if (text_.compare(at_, 2, "1/") == 0) {
            ++at_;
            return Unit{};
        }
        if (at_ < text_.size() && text_[at_] == '(') {
            ++at_;
            unit = factors();
            if (!unit || at_ >= text_.size() || text_[at_++] != ')') return std::nullopt;
        } else {
            const auto end = std::min(text_.find_first_of(" /^()-0123456789", at_), text_.size());
            unit = named_unit(std::string_view(text_).substr(at_, end - at_));
            at_ = end;
        }
        const auto raised = exponent();
        if (!unit || !raised) return std::nullopt;
        Unit result;
        multiply(result, *unit, *raised * power);
        return result;
    }

    std::optional<int> exponent() {
        const bool caret = at_ < text_.size() && text_[at_] == '^';
        if (caret) ++at_;
        int value = 1;
        const bool sign_or_digit = at_ < text_.size() && (text_[at_] == '-' || (text_[at_] >= '0' && text_[at_] <= '9'));
        if (!sign_or_digit) return caret ? std::nullopt : std::optional(1);
        const auto read = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
        if (read.ec != std::errc() || std::abs(value) > 9) return std::nullopt;
        at_ = static_cast<std::size_t>(read.ptr - text_.data());
        return value;
    }

    static void multiply(Unit& total, const Unit& unit, int power) {
        total.scale *= std::pow(unit.scale, power);
        for (std::size_t i = 0; i < total.dimension.size(); ++i) total.dimension[i] += unit.dimension[i] * power;
    }

    std::string text_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

std::optional<Unit> parse_unit(std::string_view text) { return UnitParser(normal_unit(text)).parse(); }

namespace {

int significant_digits(std::string_view number) {
    int digits = 0;
    bool started = false, point = false;
    for (const char c : number) {
        if (c == '.') point = true;
        if (c < '0' || c > '9') {
            if (c != '.' && started) break;
            continue;
        }
        started = started || c != '0';
        digits += started;
    }
    if (point) return digits;
    // 200000 is taken as rounded to its first digits.
    const auto last = number.find_last_of("123456789");
    const auto zeros = last == std::string_view::npos ? 0 : std::ranges::count(number.substr(last + 1), '0');
    return std::max(1, digits - static_cast<int>(zeros));
}

bool unit_starts(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    for (std::string_view head : {"\\mathrm", "\\text", "\\operatorname", "°", "%", "\\%", "µ", "Ω"})
        if (rest.starts_with(head)) return true;
    const char c = text[at];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool exponent = (c == 'e' || c == 'E') && at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9' && at + 1 < text.size() && std::string_view("+-0123456789").contains(text[at + 1]);
    const bool command = at > 0 && text[at - 1] == '\\';
    return letter && !exponent && !command && !rest.starts_with("pi") && !rest.starts_with("sqrt") && !(rest.starts_with("x10") || rest.starts_with("x 10"));
}

std::size_t unit_begin(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && !unit_starts(text, i)) {
            while (i + 1 < text.size() && text[i + 1] >= 'a' && text[i + 1] <= 'z') ++i;
            continue;
        }
        if (text.substr(i).starts_with("^\\circ") || text.substr(i).starts_with("^{\\circ}") || unit_starts(text, i)) return i;
    }
    return text.size();
}

// What people type: a decimal comma, thousands, "2e8", "2 x 10^8".
std::string typed_number(std::string_view text) {
    std::string out(trim(text));
    text::replace_all(out, "−", "-");
    text::replace_all(out, " ", " ");
    const auto comma = out.find(',');
    if (comma != std::string::npos) {
        const bool thousands = out.size() - comma == 4 && comma > 0 && comma <= 3 && out.find('.') == std::string::npos && out[0] != '0';
        if (thousands || out.find('.') != std::string::npos || std::ranges::count(out, ',') > 1) std::erase(out, ',');
        else out[comma] = '.';
    }
    for (std::size_t i = 1; i + 1 < out.size(); ++i) {
        const bool between = out[i] == 'e' || out[i] == 'E';
        if (between && out[i - 1] >= '0' && out[i - 1] <= '9') {
            const auto exponent = out.substr(i + 1 + (out[i + 1] == '+'));
            return out.substr(0, i) + "*10^{" + exponent + "}";
        }
        if (out[i] == 'x') out[i] = '*';
    }
    // 35 800: blanks between groups of three.
    for (std::size_t i = 1; i + 3 < out.size() + 0; ++i)
        if (out[i] == ' ' && std::isdigit(static_cast<unsigned char>(out[i - 1])) && std::isdigit(static_cast<unsigned char>(out[i + 1]))) out.erase(i, 1);
    return out;
}

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text) {
    text = trim(text);
    if (text.starts_with("$") && text.ends_with("$") && text.size() > 2) text = trim(text.substr(1, text.size() - 2));
    const auto unit_at = unit_begin(text);
    auto number_text = trim(text.substr(0, unit_at));
    while (number_text.ends_with("\\") || number_text.ends_with("\\,") || number_text.ends_with("~")) number_text = trim(number_text.substr(0, number_text.size() - (number_text.ends_with("\\,") ? 2 : 1)));
    const auto expression = Expression::parse(typed_number(number_text));
    if (!expression || !expression->variables().empty()) return std::nullopt;
    const auto value = expression->evaluate({});
    auto unit = normal_unit(text.substr(unit_at));
    while (unit.ends_with(".") || unit.ends_with(" ")) unit.pop_back();
    if (!value || !parse_unit(unit)) return std::nullopt;
    return Quantity{*value, unit, significant_digits(number_text)};
}

}  // namespace tutor::engine
