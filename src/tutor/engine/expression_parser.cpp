#include "tutor/engine/expression_parser.hpp"

#include <charconv>
#include <numbers>
#include <unordered_map>
#include <unordered_set>

namespace tutor::engine {

namespace {

constexpr int most_depth = 60;
constexpr std::size_t most_tokens = 400;
constexpr double degree = std::numbers::pi / 180;

struct Deeper {
    explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
    ~Deeper() { --depth_; }
    int& depth_;
};

bool is_greek(std::string_view name) {
    static const std::unordered_set<std::string_view> names{
        "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota", "kappa", "lambda", "mu", "nu", "xi", "rho", "varrho",
        "sigma", "tau", "upsilon", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Theta", "Lambda", "Xi", "Sigma", "Phi", "Psi", "Omega", "ell"};
    return names.contains(name);
}

bool is_decoration(std::string_view name) { return name == "vec" || name == "bar" || name == "hat" || name == "mathbf" || name == "boldsymbol" || name == "dot"; }

// What changes only the look.
bool is_silent(const TexToken& token) {
    static const std::unordered_set<std::string_view> names{"left", "right", "big", "Big", "bigl", "bigr", "displaystyle", "quad", "qquad", "limits"};
    return token.kind == TexKind::space || (token.kind == TexKind::command && names.contains(token.text));
}

}  // namespace

ExpressionParser::ExpressionParser(std::string_view tex) : tex_(tex) {
    for (auto& token : tex_tokens(tex))
        if (!is_silent(token)) tokens_.push_back(std::move(token));
}

std::optional<Expression> ExpressionParser::parse() {
    if (tokens_.empty() || tokens_.size() > most_tokens) return std::nullopt;
    if (sum() < 0 || !ended()) return std::nullopt;
    return std::move(result_);
}

int ExpressionParser::add(Op op, int left, int right) {
    result_.nodes_.push_back({op, left, right});
    return static_cast<int>(result_.nodes_.size()) - 1;
}

int ExpressionParser::number(double value) {
    result_.nodes_.push_back({Op::number, -1, -1, value});
    return static_cast<int>(result_.nodes_.size()) - 1;
}

bool ExpressionParser::at(std::string_view text) const { return !ended() && token().kind != TexKind::command && token().text == text; }

bool ExpressionParser::take(std::string_view text) {
    const bool command = text.starts_with('\\');
    const bool found = command ? !ended() && token().kind == TexKind::command && token().text == text.substr(1) : at(text);
    position_ += found;
    return found;
}

int ExpressionParser::sum() {
    const Deeper deeper(depth_);
    if (depth_ > most_depth) return -1;
    int left = product();
    while (left >= 0 && !ended()) {
        const bool plus = take("+"), minus = !plus && (take("-") || take("−"));
        if (!plus && !minus) break;
        const int right = product();
        left = right < 0 ? -1 : add(plus ? Op::add : Op::subtract, left, right);
    }
    return left;
}

int ExpressionParser::product() {
    int left = signed_power();
    while (left >= 0 && !ended()) {
        const bool times = take("*") || take("·") || take("×") || take("\\cdot") || take("\\times");
        const bool over = !times && (take("/") || take("÷") || take("\\div"));
        if (!times && !over && !starts_atom()) break;
        const int right = times || over ? signed_power() : power();
        left = right < 0 ? -1 : add(over ? Op::divide : Op::multiply, left, right);
    }
    return left;
}

int ExpressionParser::signed_power() {
    bool negative = false;
    while (at("-") || at("−") || at("+")) {
        negative = negative != !at("+");
        ++position_;
    }
    const int value = power();
    return value >= 0 && negative ? add(Op::negate, value) : value;
}

int ExpressionParser::power() {
    const int base = atom();
    return base < 0 ? -1 : script(base);
}

int ExpressionParser::script(int base) {
    if (take("°")) return add(Op::multiply, base, number(degree));
    if (take("²")) return add(Op::power, base, number(2));
    if (take("³")) return add(Op::power, base, number(3));
    if (!take("^")) return base;
    if (take("\\circ")) return add(Op::multiply, base, number(degree));
    if (at("{") && position_ + 2 < tokens_.size() && tokens_[position_ + 1].text == "circ" && tokens_[position_ + 2].text == "}") {
        position_ += 3;
        return add(Op::multiply, base, number(degree));
    }
    const bool negative = take("-");
    const Deeper deeper(depth_);
    if (depth_ > most_depth) return -1;
    const int exponent = negative ? power() : atom();
    if (exponent < 0) return -1;
    return add(Op::power, base, negative ? add(Op::negate, exponent) : exponent);
}

bool ExpressionParser::starts_atom() const {
    if (ended()) return false;
    const auto& next = token();
    if (next.kind == TexKind::command) return next.text != "cdot" && next.text != "times" && next.text != "circ";
    // "2 3" is not a product; "2 (3)" is.
    return next.kind == TexKind::letter || next.text == "(" || next.text == "{" || next.text == "√";
}

int ExpressionParser::atom() {
    const Deeper deeper(depth_);
    if (ended() || depth_ > most_depth) return -1;
    const auto& next = token();
    if (next.kind == TexKind::number) {
        ++position_;
        double value = 0;
        const auto read = std::from_chars(next.text.data(), next.text.data() + next.text.size(), value);
        return read.ec == std::errc() ? number(value) : -1;
    }
    if (take("(")) return group(")");
    if (take("[")) return group("]");
    if (take("{")) return group("}");
    if (take("√")) {
        const int under = power();
        return under < 0 ? -1 : add(Op::root, under, number(2));
    }
    if (next.kind == TexKind::letter) return word();
    if (next.kind == TexKind::command) {
        ++position_;
        return named(next.text);
    }
    return -1;
}

// Letters typed in a row are a function's name, or one variable each.
int ExpressionParser::word() {
    std::string text;
    for (std::size_t i = position_; i < tokens_.size() && tokens_[i].kind == TexKind::letter && (i == position_ || tokens_[i].range.begin == tokens_[i - 1].range.end); ++i) text += tokens_[i].text;
    for (std::string_view known : {"sqrt", "arcsin", "arccos", "arctan", "sin", "cos", "tan", "exp", "abs", "log", "pi", "ln"}) {
        if (!text.starts_with(known)) continue;
        position_ += known.size();
        return named(std::string(known));
    }
    return variable();
}

int ExpressionParser::named(const std::string& name) {
    static const std::unordered_map<std::string_view, Op> functions{{"sin", Op::sine}, {"cos", Op::cosine}, {"tan", Op::tangent}, {"arcsin", Op::arcsine}, {"arccos", Op::arccosine},
                                                                    {"arctan", Op::arctangent}, {"ln", Op::log}, {"log", Op::log10}, {"exp", Op::exp}, {"abs", Op::absolute}};
    if (const auto found = functions.find(name); found != functions.end()) return function(found->second);
    if (name == "frac" || name == "tfrac" || name == "dfrac") return fraction();
    if (name == "sqrt") return root();
    if (name == "pi") return number(std::numbers::pi);
    --position_;
    return variable();
}

int ExpressionParser::fraction() {
    const int above = take("{") ? group("}") : -1;
    const int below = above >= 0 && take("{") ? group("}") : -1;
    return below < 0 ? -1 : add(Op::divide, above, below);
}

int ExpressionParser::root() {
    int degree_of_root = take("[") ? group("]") : number(2);
    if (degree_of_root < 0) return -1;
    const int inner = atom();
    return inner < 0 ? -1 : add(Op::root, inner, degree_of_root);
}

int ExpressionParser::group(std::string_view close) {
    const int inner = sum();
    return inner >= 0 && take(close) ? inner : -1;
}

// \sin 2\theta takes the whole product, \sin^2 \theta is a square, and \sin \theta \cos \theta is two functions.
int ExpressionParser::function(Op op) {
    const Deeper deeper(depth_);
    if (depth_ > most_depth) return -1;
    int exponent = -1;
    if (take("^")) {
        const bool inverse = take("{") ? take("-") : take("-");
        exponent = inverse ? -1 : atom();
        if (exponent < 0) return -1;
        take("}");
    }
    const int inner = argument();
    if (inner < 0) return -1;
    const int value = add(op, inner);
    return exponent < 0 ? value : add(Op::power, value, exponent);
}

int ExpressionParser::argument() {
    if (take("(")) return group(")");
    int left = signed_power();
    static const std::unordered_set<std::string_view> stops{"sin", "cos", "tan", "ln", "log", "exp", "frac", "sqrt"};
    while (left >= 0 && starts_atom() && !at("(") && !(token().kind == TexKind::command && stops.contains(token().text))) {
        const int right = power();
        left = right < 0 ? -1 : add(Op::multiply, left, right);
    }
    return left;
}

int ExpressionParser::variable() {
    const auto begin = token().range.begin;
    std::string name;
    if (token().kind == TexKind::command && token().text == "Delta") {
        name = "\\Delta ";
        ++position_;
        if (ended()) return -1;
    }
    if (token().kind == TexKind::command && is_decoration(token().text)) {
        ++position_;
        const bool open = take("{");
        if (ended() || token().kind != TexKind::letter) return -1;
        name += token().text;
        ++position_;
        if (open && !take("}")) return -1;
    } else if (token().kind == TexKind::letter || (token().kind == TexKind::command && is_greek(token().text))) {
        name += (token().kind == TexKind::command ? "\\" : "") + token().text;
        ++position_;
    } else {
        return -1;
    }
    name += subscript();
    result_.variables_.push_back({name, {begin, tokens_[position_ - 1].range.end}});
    result_.nodes_.push_back({Op::variable, -1, -1, 0, static_cast<int>(result_.variables_.size()) - 1});
    return static_cast<int>(result_.nodes_.size()) - 1;
}

// "_1", "_{12}" and "_{\mathrm{net}}" are one spelling each.
std::string ExpressionParser::subscript() {
    if (!take("_") || ended()) return {};
    if (!at("{")) return "_" + tokens_[position_++].text;
    std::string inside;
    int depth = 0;
    while (!ended()) {
        depth += at("{") ? 1 : at("}") ? -1 : 0;
        const bool look = token().kind == TexKind::command && (token().text == "mathrm" || token().text == "text");
        if (!at("{") && !at("}") && !look) inside += token().text;
        ++position_;
        if (depth == 0) break;
    }
    return "_" + inside;
}

}  // namespace tutor::engine
