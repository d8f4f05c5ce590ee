#include "library/text/words.hpp"

#include <libstemmer.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "library/text/utf8.hpp"
#include "platform/text/ascii.hpp"

namespace library {

namespace {

constexpr std::size_t most_known = 20'000;  // stems remembered: some 2 MB
constexpr std::size_t longest_word = 64;  // bytes; a longer run is data, not language

UChar32 point_at(std::string_view text, std::size_t& at) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 point;
    auto position = static_cast<std::int64_t>(at);
    U8_NEXT(data, position, static_cast<std::int64_t>(text.size()), point);
    at = static_cast<std::size_t>(position);
    return point;
}

bool in_word(UChar32 point) {
    if (point < 0x80) return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || (point >= '0' && point <= '9');
    return u_isalnum(point) || u_charType(point) == U_NON_SPACING_MARK;
}

// Scripts written without spaces: each sign is a word of its own.
bool stands_alone(UChar32 point) {
    return (point >= 0x3040 && point <= 0x30FF) || (point >= 0x3400 && point <= 0x9FFF) || (point >= 0x20000 && point <= 0x2FFFF);
}

UChar32 without_accent(UChar32 point) {
    UErrorCode status = U_ZERO_ERROR;
    static const UNormalizer2* const nfd = unorm2_getNFDInstance(&status);
    std::array<UChar, 8> parts{};
    const int length = unorm2_getDecomposition(nfd, point, parts.data(), parts.size(), &status);
    if (length <= 0 || U_FAILURE(status)) return point;
    int at = 0;
    UChar32 base;
    U16_NEXT(parts.data(), at, length, base);
    return base;
}

void fold(std::string& word, UChar32 point) {
    if (point < 0x80) {
        word += static_cast<char>(point >= 'A' && point <= 'Z' ? point + 32 : point);
        return;
    }
    if (u_charType(point) == U_NON_SPACING_MARK) return;
    append_code_point(word, static_cast<char32_t>(u_foldCase(without_accent(point), U_FOLD_CASE_DEFAULT)));
}

constexpr std::array greek{"alpha", "beta",  "gamma", "delta", "epsilon", "zeta", "eta",   "theta", "iota", "kappa", "lambda", "mu",
                           "nu",    "omega", "omicron", "phi", "pi",      "psi",  "rho",   "sigma", "tau",  "upsilon", "xi", "chi"};

// `\mathrm` and `\frac` say how a formula looks, `\omega` what it is about.
bool is_layout_command(std::string_view text, std::size_t from, std::string_view word) {
    return from > 0 && text[from - 1] == '\\' && std::ranges::find(greek, word) == greek.end();
}

// Sorted stems; apostrophes split words, hence "s", "t", "don".
constexpr std::array<std::string_view, 122> stop_words{
    "a",     "about", "after", "all",   "also",  "am",    "an",    "and",   "ani",   "ar",    "are",   "as",    "at",    "be",
    "becaus", "been",  "befor", "being", "between", "both", "but",  "by",    "can",   "could", "describ", "did",  "differ", "do",
    "doe",   "doing", "don",   "dure",  "each",  "explain", "few",  "for",   "from",  "further", "give", "had",   "happen", "has",
    "hav",   "have",  "he",    "her",   "here",  "hers",  "him",   "his",   "how",   "i",     "if",    "in",    "into",  "is",
    "it",    "its",   "just",  "know",  "let",   "like",  "ll",    "may",   "me",    "mean",  "might", "more",  "most",  "much",
    "must",  "my",    "no",    "nor",   "not",   "now",   "of",    "off",   "on",    "onli",  "or",    "other", "our",   "out",
    "over",  "own",   "re",    "s",     "same",  "say",   "she",   "should", "so",   "some",  "such",  "t",     "tell",  "than",
    "that",  "the",   "their", "them",  "then",  "there", "these", "they",  "this",  "those", "to",    "too",   "under", "up",
    "us",    "use",   "was",   "we",    "were",  "what",  "when",  "where", "which", "who"};

}  // namespace

void Stemmer::Close::operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }

Stemmer::Stemmer(std::string_view language) : stemmer_(sb_stemmer_new(lower_ascii(language.substr(0, 2)).c_str(), "UTF_8")) {}

bool Stemmer::next(std::string_view text, std::size_t& at, Word& word) {
    word.folded.clear();
    while (at < text.size()) {
        const std::size_t start = at;
        const UChar32 point = point_at(text, at);
        const bool inside = point >= 0 && in_word(point);
        if (inside && (word.folded.empty() || !stands_alone(point)) && word.folded.size() < longest_word) {
            if (word.folded.empty()) word.from = start;
            word.to = at;
            fold(word.folded, point);
            if (!stands_alone(point)) continue;
        } else if (inside) {
            at = start;
        }
        if (word.folded.empty()) continue;
        if (!is_layout_command(text, word.from, word.folded)) return true;
        word.folded.clear();
    }
    return !word.folded.empty() && !is_layout_command(text, word.from, word.folded);
}

std::string_view Stemmer::stem(const std::string& folded) {
    if (!stemmer_) return folded;
    if (const auto known = known_.find(folded); known != known_.end()) return known->second;
    if (known_.size() >= most_known) known_.clear();
    return known_.emplace(folded, fresh_stem(folded)).first->second;
}

std::string Stemmer::fresh_stem(const std::string& folded) {
    const auto* stem = sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(folded.data()), static_cast<int>(folded.size()));
    if (!stem) return folded;
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
}

std::vector<std::string> Stemmer::stems(std::string_view text) {
    std::vector<std::string> result;
    each(text, [&](std::string_view stem, std::size_t, std::size_t) { result.emplace_back(stem); });
    return result;
}

int count_words(std::string_view text) {
    int count = 0;
    bool inside = false;
    for (const char byte : text) {
        const bool blank = byte == ' ' || byte == '\n' || byte == '\t';
        count += !blank && !inside;
        inside = !blank;
    }
    return count;
}

bool is_stop_word(std::string_view stem) {
    if (std::ranges::binary_search(stop_words, stem)) return true;
    return stem == "whi" || stem == "whom" || stem == "whose" || stem == "will" || stem == "with" || stem == "would" || stem == "you" ||
           stem == "your";
}

std::string trimmed(std::string_view text) { return std::string(text::trimmed(text, " \t\n")); }

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string lower_ascii(std::string_view text) { return text::lower_case(text); }

}  // namespace library
