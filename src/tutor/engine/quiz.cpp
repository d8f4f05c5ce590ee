#include "tutor/engine/quiz.hpp"

#include <algorithm>

#include "tutor/engine/quiz_parts.hpp"
#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

std::string_view term_text(const Index::State& state, const SentenceEntry& sentence) { return sentence.definition->term_range.of(state.text(sentence)); }

// The definition's words without the term, for a choice: up to the end of its first clause.
std::string body_text(const Index::State& state, const SentenceEntry& sentence) {
    auto body = sentence.definition->body.of(state.text(sentence));
    if (const auto display = body.find("$$"); display != std::string_view::npos) body = body.substr(0, display);
    while (!body.empty() && std::string_view(":., \n").contains(body.back())) body.remove_suffix(1);
    return std::string(body);
}

struct Blank {
    Range range;
    std::vector<Stem> stems;
};

constexpr std::size_t few_terms = 5;

// A word of the headings above; in a course that explains no terms, any word may be one.
bool is_topic(const Index::State& state, const SentenceEntry& sentence, Stem stem) {
    const int node = state.node_of(sentence);
    return state.terms.size() < few_terms || (node >= 0 && contains(state.node_entries[at(node)].path, stem));
}

// The word that says most: rare in the course, not a number's unit, not twice in the sentence.
std::optional<Blank> telling_word(const Index::State& state, const SentenceEntry& sentence) {
    const auto text = state.text(sentence);
    Words words(state.course.language);
    std::optional<Blank> best;
    double best_weight = 0;
    for (const auto& token : words.split(text)) {
        const auto stem = state.stem_id(token.stem);
        if (token.stop || token.number || stem == unknown_stem || token.range.end - token.range.begin < 4 || token.range.begin == 0) continue;
        const auto frequency = state.passages_with[at(stem)];
        const bool is_term = std::ranges::any_of(state.terms, [&](const Term& term) { return term.stems == std::vector{stem}; });
        if (!is_term && !is_topic(state, sentence, stem)) continue;
        const double weight = (is_term ? 2.0 : 1.0) * state.idf(stem) * (frequency > 1 ? 1 : 0.3);
        if (weight <= best_weight || visible_elsewhere(state, text, token.range, {stem})) continue;
        best = Blank{token.range, {stem}};
        best_weight = weight;
    }
    return best;
}

std::optional<Blank> choose_blank(const Index::State& state, int number) {
    const auto& sentence = state.sentences[at(number)];
    const auto text = state.text(sentence);
    if (sentence.definition && !sentence.term.empty() && !is_glossary_line(sentence)) {
        const auto range = sentence.definition->term_range;
        if (!visible_elsewhere(state, text, range, sentence.term)) return Blank{range, sentence.term};
    }
    const bool fair = sentence.shape == Shape::prose && sentence.words.size() >= 8 && sentence.words.size() <= 40;
    return fair && !is_glossary_line(sentence) ? telling_word(state, sentence) : std::nullopt;
}

}  // namespace

std::optional<Check> make_cloze(const Index& index, int number, Random&) {
    const auto& state = index.state();
    const auto& sentence = state.sentences[at(number)];
    const auto text = state.text(sentence);
    const auto blank = choose_blank(state, number);
    if (!blank) return std::nullopt;
    auto check = draft(state, sentence, Form::cloze);
    check.answer = plain(blank->range.of(text));
    check.answer_text = check.answer;
    for (const auto& synonym : state.synonyms) {
        if (synonym.phrase != blank->stems) continue;
        std::string other;
        for (const auto stem : synonym.other) other += (other.empty() ? "" : " ") + state.stem_text[at(stem)];
        check.accepted.push_back(other);
    }
    check.prompt = "Fill the gap: " + blanked(text, blank->range);
    const auto initial = check.answer.substr(0, 1);
    add_hints(check, state, sentence, "The missing words begin with “" + initial + "”: " + blanked(text, blank->range), std::string(text), "The answer is: " + check.answer + ".");
    return check;
}

std::optional<Check> make_choice(const Index& index, int number, Random& random) {
    const auto& state = index.state();
    const auto* term = term_of(state, number);
    if (!term || is_glossary_line(state.sentences[at(number)])) return std::nullopt;
    const auto& sentence = state.sentences[at(number)];
    const auto right = body_text(state, sentence);
    // A definition that names its own term is no question, and a very long one is no choice.
    if (right.size() < 12 || right.size() > 240 || visible_elsewhere(state, state.text(sentence), sentence.definition->term_range, term->stems)) return std::nullopt;
    std::vector<Choice> choices{{"", right}};
    for (const auto* other : other_terms(state, *term, 8, random)) {
        const auto text = body_text(state, state.sentences[at(other->sentence)]);
        if (text.size() >= 12 && text.size() <= 240 && choices.size() < 4) choices.push_back({"", text});
    }
    if (choices.size() < 3) return std::nullopt;
    random.shuffle(choices);
    auto check = draft(state, sentence, Form::choice);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        choices[i].id = std::string(1, static_cast<char>('a' + i));
        if (choices[i].text == right) check.answer = choices[i].id;
    }
    check.choices = std::move(choices);
    const bool law = sentence.definition->verb.ends_with("that");
    check.prompt = law ? "What does this law say: **" + std::string(term_text(state, sentence)) + "**?"
                       : "What is meant by **" + std::string(term_text(state, sentence)) + "**?";
    check.answer_text = right;
    add_hints(check, state, sentence, "Find the sentence that begins: “" + plain(state.text(sentence).substr(0, sentence.definition->body.begin)) + " …”", std::string(state.text(sentence)), "The answer is: " + right + ".");
    return check;
}

}  // namespace tutor::engine
