#include "tutor/engine/scope.hpp"

#include <algorithm>
#include <array>

#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

constexpr std::size_t most_sections = 5;
constexpr int most_words = 1600;  // of one section: about ten minutes of text
constexpr int least_words = 40;

int word_count(const Index::State& state, int passage) {
    const auto& entry = state.passage_entries[at(passage)];
    int count = 0;
    for (int i = entry.first_sentence; i < entry.last_sentence; ++i) count += static_cast<int>(state.sentences[at(i)].words.size());
    return count;
}

std::vector<int> up_to_a_lesson(const Index::State& state, const std::vector<int>& passages) {
    std::vector<int> kept;
    int words = 0;
    for (const int passage : passages) {
        if (!kept.empty() && words > most_words) break;
        words += word_count(state, passage);
        kept.push_back(passage);
    }
    return kept;
}

std::vector<int> own_passages(const Index::State& state, int node) {
    std::vector<int> found;
    const auto& entry = state.node_entries[at(node)];
    for (int i = entry.first_passage; i < entry.last_passage; ++i)
        if (state.passage_entries[at(i)].node == node) found.push_back(i);
    return found;
}

int words_of(const Index::State& state, const std::vector<int>& passages) {
    int count = 0;
    for (const int passage : passages) count += word_count(state, passage);
    return count;
}

std::optional<Scope> whole_course(const Index::State& state) {
    std::vector<int> all(state.passages.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
    if (all.empty()) return std::nullopt;
    return Scope{-1, {{-1, up_to_a_lesson(state, all)}}};
}

}  // namespace

bool is_back_matter(std::string_view title) {
    static constexpr std::array names{"glossary", "index", "contents", "table of contents", "bibliography", "references", "licence", "license", "copyright", "acknowledgements",
                                      "acknowledgments", "preface", "foreword", "about the author", "about the authors", "further reading", "answers", "title page", "list of figures", "list of tables"};
    const auto name = lower(trim(title));
    return std::ranges::find(names, name) != names.end();
}

std::optional<Scope> scope_of(const Index::State& state, int node) {
    Scope scope{node, {}};
    for (int i = node; i < state.node_entries[at(node)].last_child && scope.sections.size() < most_sections; ++i) {
        if (i != node && is_back_matter(state.nodes[at(i)].title)) continue;
        auto passages = own_passages(state, i);
        // A chapter's opening lines come with its first section.
        if (passages.empty()) continue;
        scope.sections.push_back({i, up_to_a_lesson(state, passages)});
    }
    if (scope.sections.empty()) return std::nullopt;
    return scope;
}

std::optional<Scope> first_scope(const Index::State& state) {
    for (const int least : {least_words, 1})
        for (int node = 0; node < static_cast<int>(state.nodes.size()); ++node) {
            const bool leaf = state.node_entries[at(node)].last_child == node + 1;
            if (is_back_matter(state.nodes[at(node)].title) || !leaf || words_of(state, own_passages(state, node)) < least) continue;
            return scope_of(state, node);
        }
    for (int node = 0; node < static_cast<int>(state.nodes.size()); ++node)
        if (auto scope = scope_of(state, node)) return scope;
    return whole_course(state);
}

}  // namespace tutor::engine
