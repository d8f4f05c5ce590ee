#include <algorithm>

#include "tutor/engine/engine.hpp"
#include "tutor/engine/quiz.hpp"
#include "tutor/engine/quiz_parts.hpp"

namespace tutor::engine {

namespace {

const SentenceEntry* entry_of(const Index::State& state, const Cite& cite) {
    const auto found = std::ranges::find_if(state.sentences, [&](const SentenceEntry& entry) { return state.cite(entry) == cite; });
    return found == state.sentences.end() ? nullptr : &*found;
}

std::string place(const Index& index, const Cite& cite) {
    const auto* passage = index.passage(cite.passage);
    const auto found = index.state().node_at.find(passage->node.str());
    return where(index.state(), found == index.state().node_at.end() ? -1 : found->second);
}

}  // namespace

std::string lead(const Index& index, std::string_view, const Answer& answer, Lead mode) {
    if (answer.abstained || answer.sentences.empty()) return {};
    const auto& state = index.state();
    const auto& cite = answer.sentences.front().cite;
    const auto* sentence = entry_of(state, cite);
    const auto number = sentence ? static_cast<int>(sentence - state.sentences.data()) : -1;
    Random random("lead");
    const auto cloze = number < 0 ? std::nullopt : make_cloze(index, number, random);
    const auto look = "Look at " + place(index, cite) + ".";
    if (mode == Lead::hint) return cloze ? look + " Complete this: " + cloze->prompt.substr(cloze->prompt.find(": ") + 2) : look;
    const auto term = sentence && sentence->definition ? sentence->definition->term : std::string();
    return look + (term.empty() ? " Which sentence there bears on your question, and what does it say in your own words?" : " What does it say about " + term + ", and how does that bear on your question?");
}

}  // namespace tutor::engine
