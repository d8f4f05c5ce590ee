#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tutor/engine/markup.hpp"

namespace tutor::engine {

// A formula of school mathematics that can be computed: + - * / ^, \frac, \sqrt, \sin and its like, Greek and Latin letters with
// subscripts, degrees, \times 10^{n}; also as people type it: sqrt(2*g*h), pi r^2. Angles are radians, `30^\circ` is one in degrees.
class Expression {
public:
    // Nothing for what is not wholly understood. Any bytes are fine; depth and size are bounded.
    static std::optional<Expression> parse(std::string_view tex);

    // Nothing when a variable is missing or the value is not a finite number.
    std::optional<double> evaluate(const std::map<std::string, double>& values) const;

    struct Variable {
        std::string name;  // "m_1", "θ" as "\theta", "\Delta x"
        Range range;       // in the text that was parsed
    };
    const std::vector<Variable>& variables() const { return variables_; }  // every place, in order

private:
    friend class ExpressionParser;
    enum class Op { number, variable, add, subtract, multiply, divide, power, negate, root, sine, cosine, tangent, arcsine, arccosine, arctangent, log, log10, exp, absolute };
    struct Node {
        Op op = Op::number;
        int left = -1, right = -1;
        double value = 0;
        int variable = -1;
    };
    static double apply(Op op, double a, double b);
    std::vector<Node> nodes_;  // children before parents; the last is the root
    std::vector<Variable> variables_;
};

// True when both mean the same: equal at random points of their variables (fixed seed). False when either is not understood.
bool equal_expressions(std::string_view a, std::string_view b);

}  // namespace tutor::engine
