#include "tutor/engine/quiz_parts.hpp"

#include <algorithm>
#include <cstdlib>

#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

bool overlap(const std::vector<Stem>& a, const std::vector<Stem>& b) {
    return std::ranges::any_of(a, [&](Stem stem) { return std::ranges::find(b, stem) != b.end(); });
}

bool synonyms(const Index::State& state, const std::vector<Stem>& a, const std::vector<Stem>& b) {
    return std::ranges::any_of(state.synonyms, [&](const SynonymEntry& entry) { return entry.phrase == a && entry.other == b; });
}

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

const Term* term_of(const Index::State& state, int sentence) {
    const auto& entry = state.sentences[at(sentence)];
    if (!entry.definition || entry.term.empty()) return nullptr;
    const auto* term = state.term(entry.term);
    return term && term->strength >= 2 ? term : nullptr;
}

bool is_glossary_line(const SentenceEntry& sentence) { return sentence.definition && sentence.definition->verb.empty(); }

}  // namespace tutor::engine
