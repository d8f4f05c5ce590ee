#include <algorithm>
#include <array>
#include <vector>

#include "lrs/statement/formats.hpp"
#include "platform/text/ascii.hpp"

namespace lrs {

namespace {

bool all_alpha(std::string_view text) { return std::ranges::all_of(text, text::is_letter); }
bool all_digits(std::string_view text) { return std::ranges::all_of(text, text::is_digit); }
bool all_alphanumeric(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return text::is_letter(letter) || text::is_digit(letter); });
}

// RFC 5646, 2.2.8: the registered tags that do not follow the grammar.
constexpr std::array<std::string_view, 17> irregular{"en-gb-oed", "i-ami",     "i-bnn",     "i-default", "i-enochian", "i-hak",
                                                     "i-klingon", "i-lux",     "i-mingo",   "i-navajo",  "i-pwn",      "i-tao",
                                                     "i-tay",     "i-tsu",     "sgn-be-fr", "sgn-be-nl", "sgn-ch-de"};

// Walks the subtags of one tag; each step takes what its production allows.
class Subtags {
public:
    explicit Subtags(std::string_view tag) : rest_(tag) { next(); }

    bool well_formed() {
        if (is_singleton('x')) return private_use() && done_;
        if (!language()) return false;
        if (has(4) && all_alpha(now_)) next();                                  // script
        if ((has(2) && all_alpha(now_)) || (has(3) && all_digits(now_))) next();  // region
        return variants() && extensions() && (done_ || private_use()) && done_;
    }

private:
    void next() {
        if (ended_) {
            done_ = true;
            return;
        }
        const auto end = std::min(rest_.find('-'), rest_.size());
        now_ = rest_.substr(0, end);
        ended_ = end == rest_.size();
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
    }
    bool has(std::size_t size) const { return !done_ && now_.size() == size; }
    bool has_between(std::size_t least, std::size_t most) const {
        return !done_ && now_.size() >= least && now_.size() <= most && all_alphanumeric(now_);
    }
    bool is_singleton(char letter) const { return has(1) && (now_[0] | 0x20) == letter; }

    bool language() {
        if (!has_between(2, 8) || !all_alpha(now_)) return false;
        const bool may_extend = now_.size() <= 3;
        next();
        for (int extended = 0; may_extend && extended < 3 && has(3) && all_alpha(now_); ++extended) next();
        return true;
    }
    bool is_variant() const { return has_between(5, 8) || (has_between(4, 4) && text::is_digit(now_[0])); }
    bool variants() {
        std::vector<std::string> seen;
        for (; is_variant(); next()) {
            seen.push_back(lower_case(now_));
            if (std::ranges::count(seen, seen.back()) > 1) return false;
        }
        return true;
    }
    bool extensions() {
        std::string seen;
        while (has_between(1, 1) && !is_singleton('x')) {
            const char singleton = static_cast<char>(text::is_letter(now_[0]) ? now_[0] | 0x20 : now_[0]);
            if (seen.contains(singleton)) return false;
            seen += singleton;
            next();
            if (!has_between(2, 8)) return false;
            while (has_between(2, 8)) next();
        }
        return true;
    }
    bool private_use() {
        if (!is_singleton('x')) return false;
        next();
        if (!has_between(1, 8)) return false;
        while (has_between(1, 8)) next();
        return true;
    }

    std::string_view rest_, now_;
    bool ended_ = false, done_ = false;
};

bool is_common(std::string_view text) {
    if (text.size() == 2) return all_alpha(text);
    return text.size() == 5 && text[2] == '-' && all_alpha(text.substr(0, 2)) && all_alpha(text.substr(3));
}
}  // namespace

bool is_language_tag(std::string_view text) {
    return is_common(text) || Subtags(text).well_formed() || std::ranges::find(irregular, lower_case(text)) != irregular.end();
}

}  // namespace lrs
