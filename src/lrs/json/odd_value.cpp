#include "lrs/json/odd_value.hpp"

#include <algorithm>
#include <string>

#include "platform/text/ascii.hpp"

namespace lrs {

namespace {
constexpr std::size_t deepest = 512, plain_depth = 32;
constexpr std::size_t plain_digits = 18, plain_exponent = 2;


class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::optional<AnyValue> run() {
        bool whole = value();
        while (whole && !open_.empty()) whole = go_on();
        return whole ? std::optional(AnyValue{at_, odd_}) : std::nullopt;
    }

private:
    // One step within the innermost container.
    bool go_on() {
        const char end = open_.back();
        skip();
        if (sees(end)) {
            open_.pop_back();
            fresh_ = false;
            return take(end);
        }
        if (!fresh_ && !take(',')) return false;
        fresh_ = false;
        skip();
        if (end == '}' && !(string() && (skip(), take(':')))) return false;
        skip();
        return value();
    }

    bool value() {
        if (sees('{')) return enter('}');
        if (sees('[')) return enter(']');
        if (sees('"')) return string();
        if (at_ < text_.size() && (text::is_digit(text_[at_]) || text_[at_] == '-')) return number();
        return std::ranges::any_of(std::initializer_list<std::string_view>{"true", "false", "null"}, [this](std::string_view name) { return word(name); });
    }

    bool enter(char end) {
        ++at_;
        open_ += end;
        fresh_ = true;
        odd_ |= open_.size() > plain_depth;
        return open_.size() <= deepest;
    }

    bool string() {
        if (!take('"')) return false;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (static_cast<unsigned char>(text_[at_]) < 0x20) return false;
            if (!(text_[at_] == '\\' ? escape() : ++at_ > 0)) return false;
        }
        return take('"');
    }

    // NUL, and surrogates, of which it is not asked whether they are pairs.
    bool escape() {
        ++at_;
        if (at_ >= text_.size()) return false;
        const char letter = text_[at_++];
        if (letter != 'u') return std::string_view("\"\\/bfnrt").contains(letter);
        const auto digits = text_.substr(at_, 4);
        if (digits.size() < 4 || !std::ranges::all_of(digits, text::is_hex_digit)) return false;
        at_ += 4;
        odd_ |= digits == "0000" || (digits[0] | 0x20) == 'd';
        return true;
    }

    bool number() {
        const auto begin = at_;
        take('-');
        if (!take('0') && digits() == 0) return false;
        if (take('.') && digits() == 0) return false;
        odd_ |= at_ - begin > plain_digits;
        if (!sees('e') && !sees('E')) return true;
        ++at_;
        if (!take('-')) take('+');
        const auto exponent = digits();
        odd_ |= exponent > plain_exponent;
        return exponent > 0;
    }
    std::size_t digits() {
        const auto begin = at_;
        while (at_ < text_.size() && text::is_digit(text_[at_])) ++at_;
        return at_ - begin;
    }

    bool word(std::string_view name) {
        if (!text_.substr(at_).starts_with(name)) return false;
        at_ += name.size();
        return true;
    }
    void skip() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
    bool sees(char letter) const { return at_ < text_.size() && text_[at_] == letter; }
    bool take(char letter) {
        const bool there = sees(letter);
        at_ += there;
        return there;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string open_;   // the ends of the containers that are open
    bool fresh_ = false;  // nothing has come since the innermost one was opened
    bool odd_ = false;
};
}  // namespace

std::optional<AnyValue> read_any_value(std::string_view text) { return Reader(text).run(); }

}  // namespace lrs
