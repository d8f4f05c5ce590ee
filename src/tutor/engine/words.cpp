#include "tutor/engine/words.hpp"

#include <libstemmer.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "tutor/engine/code_points.hpp"
#include "tutor/engine/english.hpp"

namespace tutor::engine {

namespace {

bool ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string strip_accents(std::string_view text) {
    if (ascii(text)) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfkd = icu::Normalizer2::getNFKDInstance(status);
    const auto apart = nfkd->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size()))), status);
    icu::UnicodeString kept;
    for (int i = 0; i < apart.length(); i = apart.moveIndex32(i, 1))
        if (const auto point = apart.char32At(i); u_charType(point) != U_NON_SPACING_MARK) kept.append(point);
    std::string out;
    return kept.toUTF8String(out);
}

bool inside_word(std::string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    const auto point = next_point(text, at);
    return is_letter(point) && !is_ideograph(point);
}
bool digit_at(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

std::size_t apostrophe(std::string_view text, std::size_t at) {
    if (at < text.size() && text[at] == '\'') return 1;
    return text.substr(at, 3) == "’" ? 3 : 0;
}

// The end of the word or number that begins at `begin`.
std::size_t token_end(std::string_view text, std::size_t begin, bool number) {
    std::size_t at = begin;
    while (at < text.size()) {
        const auto here = at;
        const auto point = next_point(text, at);
        if (number ? is_digit(point) : (is_letter(point) && !is_ideograph(point)) || is_digit(point)) continue;
        const bool joined = number ? (point == '.' || point == ',') && digit_at(text, at)
                                   : apostrophe(text, here) > 0 && inside_word(text, here + apostrophe(text, here));
        if (!joined) return here;
    }
    return at;
}

// Newton's → newton, and O'Brien stays whole.
std::string_view without_genitive(std::string_view word) {
    for (std::string_view tail : {"'s", "’s"})
        if (word.size() > tail.size() + 1 && word.ends_with(tail)) return word.substr(0, word.size() - tail.size());
    return word;
}

}  // namespace

std::string lower(std::string_view text) {
    std::string out;
    if (ascii(text)) {
        std::ranges::transform(text, std::back_inserter(out), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        return out;
    }
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size()))).toLower(icu::Locale::getRoot()).toUTF8String(out);
}

std::string fold(std::string_view text) { return strip_accents(lower(text)); }

Words::Words(std::string_view language)
    : stemmer_(sb_stemmer_new(std::string(language.substr(0, 2)).c_str(), nullptr)), english_(language.starts_with("en")) {}
Words::~Words() {
    if (stemmer_) sb_stemmer_delete(stemmer_);
}

std::string Words::stem(std::string_view word) {
    auto known = stems_.find(std::string(word));
    if (known != stems_.end()) return known->second;
    auto small = lower(without_genitive(word));
    if (english_) small = english::base_form(small);
    auto stem = small;
    if (stemmer_) {
        const auto* symbols = sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(small.data()), static_cast<int>(small.size()));
        if (symbols) stem.assign(reinterpret_cast<const char*>(symbols), static_cast<std::size_t>(sb_stemmer_length(stemmer_)));
    }
    return stems_.emplace(word, strip_accents(stem)).first->second;
}

std::vector<Token> Words::split(std::string_view text) {
    std::vector<Token> tokens;
    const auto formulas = tex_ranges(text);
    auto formula = formulas.begin();
    for (std::size_t at = 0; at < text.size();) {
        while (formula != formulas.end() && formula->whole.end <= at) ++formula;
        const bool in_tex = formula != formulas.end() && formula->whole.begin <= at;
        const auto begin = at;
        const auto point = next_point(text, at);
        const bool number = is_digit(point), letter = is_letter(point);
        if (in_tex ? !number : !number && !letter) continue;
        if (!is_ideograph(point)) at = token_end(text, begin, number);
        const auto word = text.substr(begin, at - begin);
        tokens.push_back({number ? std::string(word) : stem(word), {begin, at}, false, number, is_upper(point)});
        tokens.back().stop = english_ && !number && english::is_stop_word(lower(word));
    }
    return tokens;
}

}  // namespace tutor::engine
