#include "tutor/engine/expression.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <set>

#include "tutor/engine/expression_parser.hpp"

namespace tutor::engine {

std::optional<Expression> Expression::parse(std::string_view tex) { return ExpressionParser(tex).parse(); }

double Expression::apply(Op op, double a, double b) {
    switch (op) {
        case Op::add: return a + b;
        case Op::subtract: return a - b;
        case Op::multiply: return a * b;
        case Op::divide: return a / b;
        case Op::power: return std::pow(a, b);
        case Op::negate: return -a;
        case Op::root: return b == 2 ? std::sqrt(a) : std::pow(a, 1 / b);
        case Op::sine: return std::sin(a);
        case Op::cosine: return std::cos(a);
        case Op::tangent: return std::tan(a);
        case Op::arcsine: return std::asin(a);
        case Op::arccosine: return std::acos(a);
        case Op::arctangent: return std::atan(a);
        case Op::log: return std::log(a);
        case Op::log10: return std::log10(a);
        case Op::exp: return std::exp(a);
        case Op::absolute: return std::abs(a);
        case Op::number:
        case Op::variable: break;
    }
    return std::nan("");
}

std::optional<double> Expression::evaluate(const std::map<std::string, double>& values) const {
    std::vector<double> results(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const auto& node = nodes_[i];
        if (node.op == Op::number) {
            results[i] = node.value;
        } else if (node.op == Op::variable) {
            const auto found = values.find(variables_[static_cast<std::size_t>(node.variable)].name);
            if (found == values.end()) return std::nullopt;
            results[i] = found->second;
        } else {
            results[i] = apply(node.op, results[static_cast<std::size_t>(node.left)], node.right < 0 ? 0 : results[static_cast<std::size_t>(node.right)]);
        }
    }
    if (results.empty() || !std::isfinite(results.back())) return std::nullopt;
    return results.back();
}

bool equal_expressions(std::string_view a, std::string_view b) {
    const auto one = Expression::parse(a), other = Expression::parse(b);
    if (!one || !other) return false;
    std::set<std::string> names;
    for (const auto* side : {&*one, &*other})
        for (const auto& variable : side->variables()) names.insert(variable.name);
    std::mt19937 random(20'260'101);
    std::uniform_real_distribution<double> between(0.3, 2.7);
    int compared = 0;
    for (int round = 0; round < 24; ++round) {
        std::map<std::string, double> values;
        for (const auto& name : names) values[name] = between(random);
        const auto x = one->evaluate(values), y = other->evaluate(values);
        if (x.has_value() != y.has_value()) return false;
        if (!x) continue;
        if (std::abs(*x - *y) > 1e-9 * std::max({1.0, std::abs(*x), std::abs(*y)})) return false;
        ++compared;
    }
    return compared >= 4;
}

}  // namespace tutor::engine
