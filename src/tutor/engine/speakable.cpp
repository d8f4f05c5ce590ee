#include <unordered_map>

#include "tutor/engine/engine.hpp"
#include "tutor/engine/markup.hpp"
#include "tutor/engine/tex_tokens.hpp"
#include "tutor/engine/units.hpp"

namespace tutor::engine {

namespace {

// Reads one formula aloud, left to right.
class Speaker {
public:
    explicit Speaker(std::string_view tex, int depth = 0) : tex_(tex), tokens_(tex_tokens(tex)), depth_(depth) {}

    std::string speak() {
        while (at_ < tokens_.size()) next();
        return std::move(out_);
    }

private:
    void say(std::string_view word) {
        if (word.empty()) return;
        if (!out_.empty()) out_ += ' ';
        out_ += word;
    }

    std::string inner(std::string_view part) const { return depth_ < 20 ? Speaker(part, depth_ + 1).speak() : std::string(); }

    // The group, or the one token, that follows.
    std::string_view operand() {
        while (at_ < tokens_.size() && tokens_[at_].kind == TexKind::space) ++at_;
        if (at_ >= tokens_.size()) return {};
        if (tokens_[at_].text != "{") return tokens_[at_++].range.of(tex_);
        std::size_t after = tex_.size();
        const auto group = braced(tex_, tokens_[at_].range.begin, after);
        while (at_ < tokens_.size() && tokens_[at_].range.begin < after) ++at_;
        return group;
    }

    void next() {
        const auto& token = tokens_[at_++];
        if (token.kind == TexKind::command) return command(token.text);
        if (token.kind == TexKind::number || token.kind == TexKind::letter) return say(token.text);
        if (token.kind == TexKind::space) return;
        symbol(token.text);
    }

    void symbol(std::string_view text) {
        static const std::unordered_map<std::string_view, std::string_view> words{{"=", "equals"}, {"+", "plus"}, {"-", "minus"}, {"<", "is less than"}, {">", "is greater than"}, {"/", "over"}, {"%", "percent"}, {"!", "factorial"}};
        if (text == "^") return power();
        if (text == "_") return say(inner(operand()));
        if (const auto found = words.find(text); found != words.end()) say(found->second);
    }

    void power() {
        const auto exponent = operand();
        if (exponent == "\\circ") return say("degrees");
        if (exponent == "2") return say("squared");
        if (exponent == "3") return say("cubed");
        if (exponent == "\\prime") return say("prime");
        say("to the power " + inner(exponent));
    }

    void command(const std::string& name) {
        static const std::unordered_map<std::string_view, std::string_view> words{
            {"cdot", "times"}, {"times", "times"}, {"div", "divided by"}, {"pm", "plus or minus"}, {"approx", "is about"}, {"sin", "the sine of"}, {"cos", "the cosine of"}, {"tan", "the tangent of"}, {"ln", "the natural logarithm of"},
            {"log", "the logarithm of"}, {"leq", "is at most"}, {"le", "is at most"}, {"geq", "is at least"}, {"ge", "is at least"}, {"neq", "is not"}, {"ne", "is not"}, {"propto", "is proportional to"}, {"infty", "infinity"},
            {"sum", "the sum of"}, {"int", "the integral of"}, {"to", "goes to"}, {"rightarrow", "goes to"}, {"Rightarrow", "so"}, {"circ", "degrees"}, {"ldots", "and so on"}, {"dots", "and so on"}, {"partial", "partial"}, {"Delta", "delta"}};
        static const std::unordered_map<std::string_view, std::string_view> silent{{"left", ""}, {"right", ""}, {"vec", ""}, {"displaystyle", ""}, {"quad", ""}, {"qquad", ""}, {"hat", ""}, {"bar", ""}, {"big", ""}, {"Big", ""}, {"mathbf", ""}};
        if (name == "frac" || name == "dfrac" || name == "tfrac") return fraction();
        if (name == "sqrt") return say("the square root of " + inner(operand()));
        if (name == "mathrm" || name == "text") return upright();
        if (silent.contains(name)) return;
        const auto found = words.find(name);
        say(found == words.end() ? std::string_view(name) : found->second);
    }

    void fraction() {
        const auto above = operand(), below = operand();
        if (above == "1" && below == "2") return say("one half");
        say(inner(above) + " over " + inner(below));
    }

    void upright() {
        auto text = std::string(operand());
        for (auto gap = text.find("\\,"); gap != std::string::npos; gap = text.find("\\,")) text.replace(gap, 2, " ");
        say(parse_unit(text) && text.size() > 0 ? unit_in_words(text) : text);
    }

    std::string_view tex_;
    std::vector<TexToken> tokens_;
    int depth_;
    std::size_t at_ = 0;
    std::string out_;
};

// Cells of a table are read as a list.
std::string without_bars(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        auto row = trim(text.substr(at, end - at));
        at = end + 1;
        const bool table = row.starts_with("|");
        if (table && row.find_first_not_of("|-: \t") == std::string_view::npos) continue;
        while (table && !row.empty() && (row.front() == '|' || row.front() == ' ')) row.remove_prefix(1);
        while (table && !row.empty() && (row.back() == '|' || row.back() == ' ')) row.remove_suffix(1);
        for (const char c : row) out += table && c == '|' ? ',' : c;
        out += table ? ".\n" : "\n";
    }
    return out;
}

std::string one_space(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (blank && (out.empty() || out.back() == ' ')) continue;
        if (!out.empty() && out.back() == ' ' && std::string_view(".,;:?!").contains(c)) out.pop_back();
        out += blank ? ' ' : c;
    }
    return std::string(trim(out));
}

// "[1]" and "[12]" are for the eye.
std::string without_markers(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto close = text[i] == '[' ? text.find_first_not_of("0123456789", i + 1) : std::string_view::npos;
        const bool marker = close != std::string_view::npos && close > i + 1 && text[close] == ']';
        if (marker) i = close;
        else out += text[i];
    }
    return out;
}

}  // namespace

std::string speakable(std::string_view markdown) {
    const auto text = plain(without_bars(without_markers(markdown)));
    std::string out;
    std::size_t from = 0;
    for (const auto& tex : tex_ranges(text)) {
        out += text.substr(from, tex.whole.begin - from);
        out += ' ' + Speaker(tex.inner.of(text)).speak() + ' ';
        from = tex.whole.end;
    }
    return one_space(out += text.substr(from));
}

}  // namespace tutor::engine
