#include "tutor/engine/definitions.hpp"

#include <algorithm>
#include <array>

#include "tutor/engine/code_points.hpp"
#include "tutor/engine/english.hpp"
#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t longest_opening = 110;  // bytes before the verb of a definition

struct Cue {
    std::string_view verb;
    int strength;
};
// Longer ones first: "is defined as" begins with "is".
constexpr std::array cues{Cue{" is defined as ", 3}, Cue{" are defined as ", 3}, Cue{" is a measure of ", 3}, Cue{" is the name for ", 2}, Cue{" refers to ", 2},
                          Cue{" refer to ", 2}, Cue{" states that ", 2}, Cue{" says that ", 2}, Cue{" means that ", 1}, Cue{" means ", 2}, Cue{" denotes ", 2},
                          Cue{" are ", 1}, Cue{" is ", 2}};

std::string_view without_article(std::string_view text) {
    for (std::string_view article : {"A ", "An ", "The ", "a ", "an ", "the "})
        if (text.starts_with(article)) return text.substr(article.size());
    return text;
}

int word_count(std::string_view text) { return static_cast<int>(std::ranges::count(text, ' ')) + 1; }

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> heads) {
    return std::ranges::any_of(heads, [&](std::string_view head) { return text.starts_with(head); });
}

// What "X is …" goes on with when it says what X is, rather than what X does.
bool explains(std::string_view body) {
    return starts_with_any(body, {"a ", "an ", "the ", "any ", "one ", "how ", "what ", "when ", "motion ", "those "});
}

bool is_term(std::string_view term) {
    if (term.size() < 2 || term.size() > 60 || word_count(term) > 6) return false;
    if (term.find_first_of(",.;:()[]$|!?\"") != npos) return false;
    static constexpr std::array poor{"it",  "this", "that", "these", "those", "there", "he", "she", "they", "we",  "you", "i", "what", "which", "who", "answer",
                                     "result", "reason", "example", "here", "one", "another", "others", "each", "all", "such", "case", "first", "second", "both"};
    const auto first = lower(term.substr(0, term.find(' ')));
    if (std::ranges::find(poor, first) != poor.end()) return false;
    static constexpr std::array talk{"misconception", "mistake", "error", "reason", "way", "idea", "question", "problem", "consequence", "advantage"};
    const auto last = lower(term.substr(term.find_last_of(' ') + 1));
    if (std::ranges::find(talk, last) != talk.end()) return false;
    return !starts_with_any(lower(term), {"if ", "when ", "in ", "on ", "at ", "for ", "because ", "after ", "by ", "with ", "to ", "as ", "from ", "under ", "since ", "while "});
}

// Where the term begins, past "A ", marks of emphasis and both together.
std::size_t term_begin(std::string_view text, bool& marked) {
    std::size_t at = 0;
    for (int i = 0; i < 2; ++i) {
        const auto article = text.substr(at).size() - without_article(text.substr(at)).size();
        at += article;
        const auto bold = text.find_first_not_of("*_", at);
        marked = marked || (bold != npos && bold > at);
        at = bold == npos ? at : bold;
    }
    return at;
}

Range clean(std::string_view text, Range range) {
    while (range.begin < range.end && (text[range.begin] == '*' || text[range.begin] == '_' || text[range.begin] == ' ')) ++range.begin;
    while (range.begin < range.end && std::string_view("*_ ,:.").contains(text[range.end - 1])) --range.end;
    return range;
}

// "**Inertia** is the tendency …", "A radian is the angle …", "Newton's first law states that …"
std::optional<Definition> by_verb(std::string_view text) {
    bool marked = false;
    const auto begin = term_begin(text, marked);
    const auto window = text.substr(0, std::min(text.size(), longest_opening));
    std::optional<Definition> best;
    for (const auto& cue : cues) {
        const auto at = window.find(cue.verb, begin);
        if (at == npos || (best && at >= best->term_range.end)) continue;
        const auto term = clean(text, {begin, at});
        const auto body = at + cue.verb.size();
        const bool plain_verb = cue.verb == " is " || cue.verb == " are ";
        if (!is_term(term.of(text)) || (plain_verb && !marked && !explains(text.substr(body)))) continue;
        best = Definition{std::string(term.of(text)), term, clean(text, {body, text.size()}), std::string(trim(cue.verb)), marked, marked ? 3 : cue.strength};
    }
    return best;
}

// "The point of an orbit closest to the Sun is called the perihelion."
std::optional<Definition> by_name(std::string_view text) {
    for (std::string_view cue : {" is called ", " are called ", " is known as ", " are known as "}) {
        const auto at = text.find(cue);
        if (at == npos || at > longest_opening) continue;
        const auto begin = at + cue.size();
        const auto end = std::min(text.find_first_of(",.;:", begin), text.size());
        const auto article = end - begin - without_article(text.substr(begin, end - begin)).size();
        const auto term = clean(text, {begin + article, end});
        if (!is_term(term.of(text))) continue;
        return Definition{std::string(term.of(text)), term, clean(text, {0, at}), std::string(trim(cue)), text[term.begin - 1] == '*', 2};
    }
    return std::nullopt;
}

// "**acceleration** — also: a. Acceleration is …", "**Force**: a push or a pull"
std::optional<Definition> by_dash(std::string_view text) {
    if (!text.starts_with("**")) return std::nullopt;
    const auto close = text.find("**", 2);
    if (close == npos || close > 80) return std::nullopt;
    const auto term = clean(text, {2, close});
    auto rest = text.substr(close + 2);
    const bool colon_inside = text[close - 1] == ':';
    std::size_t skip = colon_inside ? 1 : 0;
    for (std::string_view dash : {" — ", " – ", " - ", ": "})
        if (rest.starts_with(dash)) skip = dash.size();
    if (skip == 0 || !is_term(term.of(text)) || term.of(text).starts_with("Example")) return std::nullopt;
    return Definition{std::string(term.of(text)), term, clean(text, {close + 2 + skip, text.size()}), "", true, 3};
}

}  // namespace

std::optional<Definition> find_definition(std::string_view sentence) {
    if (auto found = by_dash(sentence)) return found;
    if (auto found = by_name(sentence)) return found;
    return by_verb(sentence);
}

namespace {

void add_list(std::string_view term, std::string_view list, std::vector<Synonym>& out) {
    while (!list.empty()) {
        const auto end = std::min(list.find_first_of(",;"), list.size());
        const auto other = trim(list.substr(0, end));
        if (!other.empty() && other.size() < 60) out.push_back({std::string(term), std::string(other)});
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

void glossary_line(std::string_view text, std::vector<Synonym>& out) {
    const auto close = text.starts_with("**") ? text.find("**", 2) : npos;
    if (close == npos) return;
    const auto also = text.find("also: ", close);
    if (also == npos || also > close + 16) return;
    const auto list = text.substr(also + 6);
    // The list ends at a full stop that ends a sentence, not at one inside "U.S.".
    add_list(text.substr(2, close - 2), list.substr(0, std::min(list.find(". "), list.size())), out);
}

// The words before "(SHM)" whose initials it is.
void acronyms(std::string_view text, std::vector<Synonym>& out) {
    for (auto open = text.find('('); open != npos; open = text.find('(', open + 1)) {
        const auto close = text.find(')', open);
        if (close == npos) return;
        const auto letters = text.substr(open + 1, close - open - 1);
        const bool capitals = letters.size() >= 2 && letters.size() <= 6 && std::ranges::all_of(letters, [](char c) { return c >= 'A' && c <= 'Z'; });
        const auto before = trim(text.substr(0, open));
        if (!capitals || before.empty()) continue;
        std::size_t at = before.size();
        for (std::size_t words = letters.size(); words > 0 && at != npos && at > 0; --words) at = before.find_last_of(" -", at - 1);
        const auto phrase = trim(before.substr(at == npos ? 0 : at + 1));
        if (!phrase.empty() && lower(phrase.substr(0, 1)) == lower(letters.substr(0, 1))) out.push_back({plain(phrase), std::string(letters)});
    }
}

void also_called(std::string_view text, std::vector<Synonym>& out) {
    for (std::string_view cue : {", also called ", ", also known as ", " (also called ", " (also known as "})
        if (const auto at = text.find(cue); at != npos) {
            const auto other = text.substr(at + cue.size());
            const auto end = std::min(other.find_first_of(",.;)"), other.size());
            bool marked = false;
            const auto begin = term_begin(text, marked);
            const auto term = clean(text, {std::min(begin, at), at}).of(text);
            if (is_term(term)) add_list(term, plain(without_article(other.substr(0, end))), out);
        }
}

}  // namespace

std::vector<Synonym> find_synonyms(std::string_view paragraph) {
    std::vector<Synonym> found;
    glossary_line(paragraph, found);
    also_called(paragraph, found);
    acronyms(paragraph, found);
    return found;
}

}  // namespace tutor::engine
