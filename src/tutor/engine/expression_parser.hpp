#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "tutor/engine/expression.hpp"
#include "tutor/engine/tex_tokens.hpp"

namespace tutor::engine {

// Recursive descent over TeX tokens. Every step answers the number of the node it made, or -1 for "not understood".
class ExpressionParser {
public:
    explicit ExpressionParser(std::string_view tex);
    std::optional<Expression> parse();

private:
    using Op = Expression::Op;
    using Node = Expression::Node;

    int sum();
    int product();
    int signed_power();
    int power();
    int script(int base);
    int atom();
    int word();
    int named(const std::string& name);
    int fraction();
    int root();
    int group(std::string_view close);
    int function(Op op);
    int argument();
    int variable();
    std::string subscript();

    int add(Op op, int left, int right = -1);
    int number(double value);
    bool starts_atom() const;
    bool at(std::string_view text) const;
    bool take(std::string_view text);
    bool ended() const { return position_ >= tokens_.size(); }
    const TexToken& token() const { return tokens_[position_]; }

    std::string_view tex_;
    std::vector<TexToken> tokens_;  // without spaces
    std::size_t position_ = 0;
    int depth_ = 0;
    Expression result_;
};

}  // namespace tutor::engine
