#include "models/moderation/words.hpp"

#include <algorithm>
#include <array>

namespace models {

namespace {

constexpr char32_t nothing = 0;      // leaves no trace: zero-width characters, combining marks
constexpr char32_t separator = U' ';

// Letters of U+00C0 to U+017F without their marks.
constexpr std::string_view latin =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

struct Pair {
    char32_t from;
    char to;
};
// Letters of other scripts that look like a Latin one. Only words that also hold Latin letters are read this way.
constexpr std::array lookalikes{
    Pair{U'\u0430', 'a'}, Pair{U'\u0435', 'e'}, Pair{U'\u043E', 'o'}, Pair{U'\u0440', 'p'}, Pair{U'\u0441', 'c'}, Pair{U'\u0443', 'y'},
    Pair{U'\u0445', 'x'}, Pair{U'\u0456', 'i'}, Pair{U'\u0458', 'j'}, Pair{U'\u043A', 'k'}, Pair{U'\u043C', 'm'}, Pair{U'\u0442', 't'},
    Pair{U'\u0432', 'b'}, Pair{U'\u044C', 'b'}, Pair{U'\u043D', 'h'}, Pair{U'\u0455', 's'}, Pair{U'\u03B1', 'a'}, Pair{U'\u03B5', 'e'},
    Pair{U'\u03B9', 'i'}, Pair{U'\u03BF', 'o'}, Pair{U'\u03C1', 'p'}, Pair{U'\u03BA', 'k'}, Pair{U'\u03BD', 'v'}, Pair{U'\u03C4', 't'},
};

// Digits and signs that stand for letters inside a word.
constexpr std::array disguises{
    Pair{U'0', 'o'}, Pair{U'1', 'i'}, Pair{U'3', 'e'}, Pair{U'4', 'a'}, Pair{U'5', 's'}, Pair{U'7', 't'},
    Pair{U'@', 'a'}, Pair{U'$', 's'}, Pair{U'!', 'i'},
};

template <std::size_t N>
char find(const std::array<Pair, N>& table, char32_t letter) {
    const auto found = std::ranges::find(table, letter, &Pair::from);
    return found == table.end() ? 0 : found->to;
}

// One code point; broken bytes count as separators.
char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at++]);
    if (first < 0x80) return first;
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
    char32_t point = more == 3 ? first & 0x07u : more == 2 ? first & 0x0Fu : first & 0x1Fu;
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) return separator;
        point = point << 6 | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
    }
    return more == 0 ? separator : point;
}

bool between(char32_t point, char32_t first, char32_t last) { return point >= first && point <= last; }

bool leaves_no_trace(char32_t point) {
    return point == U'\'' || point == 0x2019 || point == 0xAD || point == 0xFEFF || between(point, 0x200B, 0x200F) ||
           between(point, 0x2060, 0x2064) || between(point, 0x300, 0x36F) || between(point, 0xFE00, 0xFE0F);
}

// Lower case without marks; full-width, circled and mathematical letters as plain ones.
char32_t fold(char32_t point) {
    if (leaves_no_trace(point)) return nothing;
    if (between(point, U'A', U'Z')) return point + 32;
    if (point < 0x80) return point;
    if (between(point, 0xC0, 0x17F)) return static_cast<unsigned char>(latin[point - 0xC0]);
    if (between(point, 0xFF01, 0xFF5E)) return fold(point - 0xFEE0);
    if (between(point, 0x24B6, 0x24CF)) return point - 0x24B6 + U'a';
    if (between(point, 0x24D0, 0x24E9)) return point - 0x24D0 + U'a';
    if (between(point, 0x1D400, 0x1D6A3)) return (point - 0x1D400) % 26 + U'a';
    if (between(point, 0x410, 0x42F)) return point + 32;
    if (between(point, 0x391, 0x3A9)) return point + 32;
    if (between(point, 0x2000, 0x2BFF) || between(point, 0x3000, 0x3002)) return separator;
    return point;
}

bool is_latin(char32_t letter) { return between(letter, U'a', U'z'); }
bool is_letter(char32_t letter) { return is_latin(letter) || letter >= 0x80; }
bool is_digit(char32_t letter) { return between(letter, U'0', U'9'); }
bool is_sign(char32_t letter) { return letter == U'@' || letter == U'$' || letter == U'!'; }

std::u32string folded(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();)
        if (const char32_t letter = fold(next_code_point(text, at)); letter != nothing) out += letter;
    return out;
}

void append_utf8(std::string& out, char32_t point) {
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xC0 | point >> 6);
        out += static_cast<char>(0x80 | (point & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (point >> 12 & 0x0F));
        out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (point & 0x3F));
    }
}

// "b0mb" → "bomb", "kiiill" → "kil"-like runs shortened to two; "3" and "10" stay numbers.
std::string plain(const std::u32string& word) {
    const bool has_latin = std::ranges::any_of(word, is_latin);
    std::string out;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (i >= 2 && word[i] == word[i - 1] && word[i] == word[i - 2] && is_letter(word[i])) continue;
        const char disguised = has_latin ? find(disguises, word[i]) : '\0';
        const char alike = has_latin ? find(lookalikes, word[i]) : '\0';
        append_utf8(out, disguised ? disguised : alike ? alike : word[i]);
    }
    return out;
}

// A sign belongs to a word only between two letters: "k!ll", but not "stop!".
bool belongs(const std::u32string& text, std::size_t at) {
    if (is_letter(text[at]) || is_digit(text[at])) return true;
    return is_sign(text[at]) && at > 0 && at + 1 < text.size() && is_letter(text[at - 1]) && is_letter(text[at + 1]);
}

std::vector<std::string> split(const std::u32string& text) {
    std::vector<std::string> words;
    std::u32string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && belongs(text, i)) {
            word += text[i];
        } else if (!word.empty()) {
            words.push_back(plain(word));
            word.clear();
        }
    }
    return words;
}

bool is_single_letter(const std::string& word) { return word.size() == 1 && is_latin(static_cast<unsigned char>(word[0])); }

// "b o m b" → "bomb". A leading "a" or "i" of a longer run is taken for the word that it is.
void join_run(std::vector<std::string>& out, std::vector<std::string>& run) {
    constexpr std::size_t spelled_out = 3;
    const bool leading_word = run.size() > spelled_out && (run[0] == "a" || run[0] == "i");
    if (run.size() < spelled_out) {
        std::ranges::move(run, std::back_inserter(out));
    } else {
        if (leading_word) out.push_back(run[0]);
        std::string joined;
        for (std::size_t i = leading_word ? 1 : 0; i < run.size(); ++i) joined += run[i];
        out.push_back(joined);
    }
    run.clear();
}

std::vector<std::string> with_joined_runs(std::vector<std::string> words) {
    std::vector<std::string> out, run;
    for (auto& word : words) {
        if (is_single_letter(word)) {
            run.push_back(std::move(word));
            continue;
        }
        join_run(out, run);
        out.push_back(std::move(word));
    }
    join_run(out, run);
    return out;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) { return with_joined_runs(split(folded(text))); }

}  // namespace models
