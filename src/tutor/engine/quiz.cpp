#include "tutor/engine/quiz.hpp"

#include <algorithm>
#include <cstdlib>

#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

std::size_t at(int number) { return static_cast<std::size_t>(number); }

bool overlap(const std::vector<Stem>& a, const std::vector<Stem>& b) {
    return std::ranges::any_of(a, [&](Stem stem) { return std::ranges::find(b, stem) != b.end(); });
}

bool synonyms(const Index::State& state, const std::vector<Stem>& a, const std::vector<Stem>& b) {
    return std::ranges::any_of(state.synonyms, [&](const SynonymEntry& entry) { return entry.phrase == a && entry.other == b; });
}

// Where the term's words stand in the sentence, other than at `except`.
bool visible_elsewhere(const Index::State& state, std::string_view sentence, Range except, const std::vector<Stem>& stems) {
    const auto hidden = lower(except.of(sentence));
    if (lower(sentence.substr(0, except.begin)).contains(hidden) || lower(sentence.substr(except.end)).contains(hidden)) return true;
    Words words(state.course.language);
    for (const auto& token : words.split(sentence)) {
        const bool inside = token.range.begin >= except.begin && token.range.end <= except.end;
        if (!inside && std::ranges::find(stems, state.stem_id(token.stem)) != stems.end()) return true;
    }
    return false;
}

Check draft(const Index::State& state, const SentenceEntry& sentence, Form form) {
    Check check;
    check.form = form;
    check.source = state.cite(sentence);
    check.explanation = std::string(state.text(sentence));
    return check;
}

void add_hints(Check& check, const Index::State& state, const SentenceEntry& sentence, std::string second, std::string third, std::string last) {
    check.hints = {"Look again at " + where(state, state.node_of(sentence)) + ".", std::move(second), std::move(third), std::move(last)};
}

// Terms of the same chapter first, of like length, that cannot also be right.
std::vector<const Term*> other_terms(const Index::State& state, const Term& term, int wanted, Random& random) {
    const int chapter = state.chapter(term.node);
    std::vector<const Term*> near, far;
    for (const auto& other : state.terms) {
        const bool usable = other.strength >= 2 && state.sentences[at(other.sentence)].definition->verb == state.sentences[at(term.sentence)].definition->verb;
        if (!usable || overlap(other.stems, term.stems) || synonyms(state, other.stems, term.stems)) continue;
        (state.chapter(other.node) == chapter ? near : far).push_back(&other);
    }
    const auto closeness = [&](const Term* other) { return std::abs(static_cast<int>(other->text.size()) - static_cast<int>(term.text.size())); };
    for (auto* list : {&near, &far}) {
        random.shuffle(*list);
        std::ranges::sort(*list, [&](const Term* a, const Term* b) { return closeness(a) / 6 < closeness(b) / 6; });
    }
    near.insert(near.end(), far.begin(), far.end());
    if (near.size() > at(wanted)) near.resize(at(wanted));
    return near;
}

std::string_view term_text(const Index::State& state, const SentenceEntry& sentence) { return sentence.definition->term_range.of(state.text(sentence)); }

// The definition's words without the term, for a choice: up to the end of its first clause.
std::string body_text(const Index::State& state, const SentenceEntry& sentence) {
    auto body = sentence.definition->body.of(state.text(sentence));
    if (const auto display = body.find("$$"); display != std::string_view::npos) body = body.substr(0, display);
    while (!body.empty() && std::string_view(":., \n").contains(body.back())) body.remove_suffix(1);
    return std::string(body);
}

const Term* term_of(const Index::State& state, int sentence) {
    const auto& entry = state.sentences[at(sentence)];
    if (!entry.definition || entry.term.empty()) return nullptr;
    const auto* term = state.term(entry.term);
    return term && term->strength >= 2 ? term : nullptr;
}

bool is_glossary_line(const SentenceEntry& sentence) { return sentence.definition && sentence.definition->verb.empty(); }

}  // namespace

std::string where(const Index::State& state, int node) {
    if (node < 0) return "the text";
    const auto& title = state.nodes[at(node)].title;
    const int chapter = state.chapter(node);
    return chapter == node ? "“" + title + "”" : "“" + title + "” in “" + state.nodes[at(chapter)].title + "”";
}

std::string blanked(std::string_view sentence, Range range) {
    return std::string(sentence.substr(0, range.begin)) + "____" + std::string(sentence.substr(range.end));
}

namespace {

struct Blank {
    Range range;
    std::vector<Stem> stems;
};

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

std::optional<Check> make_truefalse(const Index& index, int number, Random& random) {
    const auto& state = index.state();
    const auto* term = term_of(state, number);
    const auto& sentence = state.sentences[at(number)];
    if (!term || is_glossary_line(sentence) || sentence.definition->verb.starts_with("is called")) return std::nullopt;
    const auto others = other_terms(state, *term, 3, random);
    const bool truth = others.empty() || random.below(2) == 0;
    const auto text = state.text(sentence);
    std::string statement(text);
    if (!truth) {
        const auto range = sentence.definition->term_range;
        auto swapped = others[at(random.below(static_cast<int>(others.size())))]->text;
        if (range.begin == 0 || text.substr(0, range.begin).find_first_not_of("*_") == std::string_view::npos) swapped = upper_first(swapped);
        statement = std::string(text.substr(0, range.begin)) + swapped + std::string(text.substr(range.end));
    }
    auto check = draft(state, sentence, Form::truefalse);
    check.prompt = "True or false? " + statement;
    check.choices = {{"true", "True"}, {"false", "False"}};
    check.answer = truth ? "true" : "false";
    check.answer_text = truth ? "True" : "False";
    auto source = std::string(text);
    add_hints(check, state, sentence, "Is the sentence about the right term? " + blanked(text, sentence.definition->term_range), source, std::string("The answer is: ") + (truth ? "true." : "false."));
    return check;
}

}  // namespace tutor::engine
