#include "tutor/engine/tex_tokens.hpp"

#include "platform/text/ascii.hpp"
#include "tutor/engine/code_points.hpp"

namespace tutor::engine {

namespace {

class Lexer {
public:
    explicit Lexer(std::string_view tex) : tex_(tex) {}

    std::vector<TexToken> all() {
        while (at_ < tex_.size()) next();
        return std::move(tokens_);
    }

private:
    void next() {
        const char c = tex_[at_];
        if (c == '\\') return command();
        if (text::is_digit(c) || (c == '.' && at_ + 1 < tex_.size() && text::is_digit(tex_[at_ + 1]))) return number();
        if (c == ' ' || c == '~' || c == '\n' || c == '\t') return add(TexKind::space, at_ + 1, " ");
        auto end = at_;
        const auto point = next_point(tex_, end);
        add(is_letter(point) ? TexKind::letter : TexKind::symbol, end, std::string(tex_.substr(at_, end - at_)));
    }

    void command() {
        auto end = at_ + 1;
        while (end < tex_.size() && text::is_letter(tex_[end])) ++end;
        if (end > at_ + 1) return add(TexKind::command, end, std::string(tex_.substr(at_ + 1, end - at_ - 1)));
        if (end >= tex_.size()) return add(TexKind::symbol, end, "\\");
        const char c = tex_[end];
        const bool blank = c == ' ' || c == ',' || c == ';' || c == ':' || c == '!';
        add(blank ? TexKind::space : TexKind::symbol, end + 1, blank ? " " : std::string(1, c));
    }

    void number() {
        std::string text;
        auto end = at_;
        bool point = false;
        while (end < tex_.size()) {
            if (text::is_digit(tex_[end])) text += tex_[end++];
            else if (tex_[end] == '.' && !point && end + 1 < tex_.size() && text::is_digit(tex_[end + 1])) {
                point = true;
                text += tex_[end++];
            } else if (!point && thousands(end)) end += tex_.substr(end, 3) == "{,}" ? 3 : 2;
            else break;
        }
        add(TexKind::number, end, std::move(text));
    }

    // 299\,792\,458 and 299{,}792{,}458
    bool thousands(std::size_t at) const {
        const std::size_t gap = tex_.substr(at, 2) == "\\," ? 2 : tex_.substr(at, 3) == "{,}" ? 3 : 0;
        if (gap == 0 || at + gap + 3 > tex_.size()) return false;
        for (std::size_t i = 0; i < 3; ++i)
            if (!text::is_digit(tex_[at + gap + i])) return false;
        return at + gap + 3 == tex_.size() || !text::is_digit(tex_[at + gap + 3]);
    }

    void add(TexKind kind, std::size_t end, std::string text) {
        const bool more_space = kind == TexKind::space && !tokens_.empty() && tokens_.back().kind == TexKind::space;
        if (more_space) tokens_.back().range.end = end;
        else tokens_.push_back({kind, std::move(text), {at_, end}});
        at_ = end;
    }

    std::string_view tex_;
    std::size_t at_ = 0;
    std::vector<TexToken> tokens_;
};

}  // namespace

std::vector<TexToken> tex_tokens(std::string_view tex) { return Lexer(tex).all(); }

std::string_view braced(std::string_view tex, std::size_t at, std::size_t& after) {
    while (at < tex.size() && tex[at] == ' ') ++at;
    if (at >= tex.size() || tex[at] != '{') return {};
    int depth = 0;
    for (std::size_t i = at; i < tex.size(); ++i) {
        depth += tex[i] == '{' ? 1 : tex[i] == '}' ? -1 : 0;
        if (depth > 0) continue;
        after = i + 1;
        return tex.substr(at + 1, i - at - 1);
    }
    return {};
}

}  // namespace tutor::engine
