#include "lrs/json/readable.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "lrs/json/odd_value.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lrs {

namespace {
constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t most_depth = 64;  // outside of extensions, as json::Document has it

bool is_beyond_64_bits(std::string_view number) {
    const auto is_beyond = [number](auto integer) {
        const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), integer);
        return problem == std::errc::result_out_of_range && end == number.data() + number.size();
    };
    return number.starts_with('-') ? is_beyond(std::int64_t{}) : is_beyond(std::uint64_t{});
}

// Copies JSON value by value. What it copies is checked by the parser later; here it need only not be lost in.
class Shadow {
public:
    explicit Shadow(std::string_view text) : text_(text) {}

    bool run() { return value(0) && replaced_; }
    std::string take() {
        out_.append(text_.substr(copied_));
        return std::move(out_);
    }

private:
    bool value(std::size_t depth) {
        skip();
        if (at_ == text_.size() || depth > most_depth) return false;
        if (text_[at_] == '{') return members(depth, false);
        if (text_[at_] == '[') return items(depth);
        if (text_[at_] == '"') return string();
        const auto begin = at_;
        at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
        if (is_beyond_64_bits(text_.substr(begin, at_ - begin))) replace(at_, ".0");
        return true;
    }

    // What stands from where the last replacement ended to `end` is kept.
    void replace(std::size_t end, std::string_view with) {
        out_.append(text_.substr(copied_, end - copied_)).append(with);
        copied_ = at_;
        replaced_ = true;
    }

    bool members(std::size_t depth, bool of_extensions) {
        ++at_;
        for (bool first = true; !closes('}'); first = false) {
            if (!first && !passes(',')) return false;
            skip();
            const auto begin = at_;
            if (!string()) return false;
            const bool extensions = text_.substr(begin, at_ - begin) == "\"extensions\"";
            if (!passes(':')) return false;
            skip();
            const bool opens = at_ < text_.size() && text_[at_] == '{';
            if (!(of_extensions ? extension() : extensions && opens ? members(depth + 1, true) : value(depth + 1))) return false;
        }
        return true;
    }

    bool items(std::size_t depth) {
        ++at_;
        for (bool first = true; !closes(']'); first = false)
            if ((!first && !passes(',')) || !value(depth + 1)) return false;
        return true;
    }

    bool extension() {
        const auto read = read_any_value(text_.substr(at_));
        if (!read) return false;
        const auto begin = at_;
        at_ += read->size;
        if (read->odd) replace(begin, '"' + crypto::sha256_hex(text_.substr(begin, read->size)) + '"');
        return true;
    }

    bool string() {
        if (at_ >= text_.size() || text_[at_] != '"') return false;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
            if (text_[at_] == '\\') ++at_;
        return at_ < text_.size() && ++at_ > 0;
    }
    void skip() { at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size()); }
    bool passes(char letter) {
        skip();
        if (at_ == text_.size() || text_[at_] != letter) return false;
        ++at_;
        return true;
    }
    // True at the end of the text too, where the parser finds what is missing.
    bool closes(char letter) { return passes(letter) || at_ == text_.size(); }

    std::string_view text_;
    std::size_t at_ = 0, copied_ = 0;
    std::string out_;
    bool replaced_ = false;
};
}  // namespace

std::optional<std::string> without_odd_values(std::string_view text) {
    if (!json::is_utf8(text)) return std::nullopt;
    Shadow shadow(text);
    return shadow.run() ? std::optional(shadow.take()) : std::nullopt;
}

// Odd values are rare: only text that the parser refuses is looked at for them.
Readable::Readable(std::string_view text) {
    try {
        document_.emplace(text);
        return;
    } catch (const Error&) {
        shadow_ = without_odd_values(text);
        if (!shadow_) throw;
    }
    document_.emplace(*shadow_);
}

}  // namespace lrs
