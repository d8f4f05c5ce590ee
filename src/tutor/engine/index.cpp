#include "tutor/engine/index.hpp"

#include <algorithm>
#include <cmath>

#include "tutor/engine/code_points.hpp"
#include "tutor/engine/index_builder.hpp"

namespace tutor::engine {

Index::Index(library::Course course, std::vector<library::Node> nodes, std::vector<library::Passage> passages)
    : state_(build_index(std::move(course), std::move(nodes), std::move(passages))) {}
Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

const library::Course& Index::course() const { return state_->course; }
const std::vector<library::Node>& Index::nodes() const { return state_->nodes; }
const std::vector<library::Passage>& Index::passages() const { return state_->passages; }

const library::Node* Index::node(const library::NodeId& id) const {
    const auto found = state_->node_at.find(id.str());
    return found == state_->node_at.end() ? nullptr : &state_->nodes[static_cast<std::size_t>(found->second)];
}

const library::Passage* Index::passage(const library::PassageId& id) const {
    const auto found = state_->passage_at.find(id.str());
    return found == state_->passage_at.end() ? nullptr : &state_->passages[static_cast<std::size_t>(found->second)];
}

std::vector<std::string> Index::path(const library::NodeId& id) const {
    std::vector<std::string> titles;
    const auto found = state_->node_at.find(id.str());
    for (int at = found == state_->node_at.end() ? -1 : found->second; at >= 0; at = state_->node_entries[static_cast<std::size_t>(at)].parent)
        titles.push_back(state_->nodes[static_cast<std::size_t>(at)].title);
    std::ranges::reverse(titles);
    return titles;
}

std::string Index::quote(const Cite& cite) const {
    const auto* found = passage(cite.passage);
    return found ? std::string(cut(found->text, cite.start, cite.end)) : std::string();
}

Stem Index::State::stem_id(const std::string& stem) const {
    const auto found = stems.find(stem);
    return found == stems.end() ? unknown_stem : found->second;
}

double Index::State::idf(Stem stem) const {
    const double all = static_cast<double>(passages.size());
    const double with = stem == unknown_stem ? 0 : passages_with[static_cast<std::size_t>(stem)];
    return std::log(1 + (all - with + 0.5) / (with + 0.5));
}

std::string_view Index::State::text(const SentenceEntry& sentence) const {
    return sentence.bytes.of(passages[static_cast<std::size_t>(sentence.passage)].text);
}

Cite Index::State::cite(const SentenceEntry& sentence) const {
    return {passages[static_cast<std::size_t>(sentence.passage)].id, sentence.start, sentence.end};
}

const Term* Index::State::term(const std::vector<Stem>& wanted) const {
    const auto found = std::ranges::find(terms, wanted, &Term::stems);
    return found == terms.end() ? nullptr : &*found;
}

std::vector<int> Index::State::passages_below(int node) const {
    const auto last = node_entries[static_cast<std::size_t>(node)].last_child;
    std::vector<int> found;
    for (int at = node; at < last; ++at) {
        const auto& entry = node_entries[static_cast<std::size_t>(at)];
        for (int passage = entry.first_passage; passage < entry.last_passage; ++passage) found.push_back(passage);
    }
    return found;
}

int Index::State::chapter(int node) const {
    while (node >= 0 && node_entries[static_cast<std::size_t>(node)].parent >= 0) node = node_entries[static_cast<std::size_t>(node)].parent;
    return node;
}

bool contains(const std::vector<Stem>& sorted, Stem stem) { return stem != unknown_stem && std::ranges::binary_search(sorted, stem); }

bool contains_run(const std::vector<Stem>& words, const std::vector<Stem>& phrase) {
    return !phrase.empty() && !std::ranges::search(words, phrase).empty();
}

}  // namespace tutor::engine
