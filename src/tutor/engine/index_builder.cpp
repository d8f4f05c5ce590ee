#include "tutor/engine/index_builder.hpp"

#include <algorithm>

#include "tutor/engine/code_points.hpp"
#include "tutor/engine/words.hpp"

namespace tutor::engine {

namespace {

void sort_unique(std::vector<Stem>& stems) {
    std::ranges::sort(stems);
    const auto [first, last] = std::ranges::unique(stems);
    stems.erase(first, last);
}

class Builder {
public:
    Builder(library::Course course, std::vector<library::Node> nodes, std::vector<library::Passage> passages)
        : state_(std::make_unique<Index::State>()), words_(course.language) {
        state_->course = std::move(course);
        state_->nodes = std::move(nodes);
        state_->passages = std::move(passages);
        std::ranges::sort(state_->nodes, {}, &library::Node::ordinal);
        std::ranges::sort(state_->passages, {}, &library::Passage::ordinal);
    }

    std::unique_ptr<const Index::State> build() {
        add_nodes();
        for (int i = 0; i < static_cast<int>(state_->passages.size()); ++i) add_passage(i);
        give_passages_to_nodes();
        add_postings();
        add_terms();
        link_synonyms();
        return std::move(state_);
    }

private:
    Stem intern(const std::string& stem) {
        const auto [found, fresh] = state_->stems.try_emplace(stem, static_cast<Stem>(state_->stem_text.size()));
        if (fresh) state_->stem_text.push_back(stem);
        return found->second;
    }

    std::vector<Stem> phrase(std::string_view text) {
        std::vector<Stem> stems;
        for (const auto& token : words_.split(text))
            if (!token.stop || token.number) stems.push_back(intern(token.stem));
        return stems;
    }

    void add_nodes() {
        const auto& nodes = state_->nodes;
        state_->node_entries.resize(nodes.size());
        for (int i = 0; i < static_cast<int>(nodes.size()); ++i) state_->node_at[nodes[at(i)].id.str()] = i;
        for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
            auto& entry = state_->node_entries[at(i)];
            entry.title = phrase(nodes[at(i)].title);
            sort_unique(entry.title);
            entry.path = entry.title;
            const auto parent = nodes[at(i)].parent ? state_->node_at.find(nodes[at(i)].parent->str()) : state_->node_at.end();
            // A parent stands before its children; anything else would be a loop.
            if (parent != state_->node_at.end() && parent->second < i) add_parent(entry, parent->second);
        }
        for (int i = static_cast<int>(nodes.size()) - 1; i >= 0; --i) {
            auto& entry = state_->node_entries[at(i)];
            entry.last_child = std::max(entry.last_child, i + 1);
            if (entry.parent >= 0) {
                auto& last = state_->node_entries[at(entry.parent)].last_child;
                last = std::max(last, entry.last_child);
            }
        }
    }

    void add_parent(NodeEntry& entry, int parent) {
        entry.parent = parent;
        const auto& above = state_->node_entries[at(parent)].path;
        entry.path.insert(entry.path.end(), above.begin(), above.end());
        sort_unique(entry.path);
    }

    void add_passage(int number) {
        const auto& passage = state_->passages[at(number)];
        state_->passage_at[passage.id.str()] = number;
        PassageEntry entry;
        const auto node = state_->node_at.find(passage.node.str());
        entry.node = node == state_->node_at.end() ? -1 : node->second;
        entry.first_sentence = static_cast<int>(state_->sentences.size());
        const CodePoints points(passage.text);
        for (const auto& piece : split_sentences(passage.text, state_->course.language)) add_sentence(number, piece, points, entry);
        entry.last_sentence = static_cast<int>(state_->sentences.size());
        sort_unique(entry.content);
        state_->passage_entries.push_back(std::move(entry));
    }

    void add_sentence(int number, const Piece& piece, const CodePoints& points, PassageEntry& passage) {
        const auto text = piece.range.of(state_->passages[at(number)].text);
        SentenceEntry entry{number, piece.range, points.point(piece.range.begin), points.point(piece.range.end), piece.shape};
        entry.end = piece.range.end == state_->passages[at(number)].text.size() ? points.size() : entry.end;
        for (const auto& token : words_.split(text)) {
            const auto stem = intern(token.stem);
            entry.words.push_back(stem);
            entry.number_count += token.number;
            if (!token.stop) entry.content.push_back(stem);
        }
        sort_unique(entry.content);
        passage.content.insert(passage.content.end(), entry.content.begin(), entry.content.end());
        if (piece.shape == Shape::prose || piece.shape == Shape::item) entry.definition = find_definition(text);
        if (entry.definition) entry.term = phrase(entry.definition->term);
        add_synonyms(text);
        state_->sentences.push_back(std::move(entry));
    }

    void add_synonyms(std::string_view text) {
        for (const auto& synonym : find_synonyms(text)) {
            auto term = phrase(synonym.term), other = phrase(synonym.other);
            // A single letter is a symbol of a formula, not a word people ask with.
            if (term.empty() || other.empty() || synonym.other.size() < 2 || term == other) continue;
            state_->synonyms.push_back({other, term});
            state_->synonyms.push_back({std::move(term), std::move(other)});
        }
    }

    void give_passages_to_nodes() {
        std::vector<bool> seen(state_->nodes.size());
        for (int i = 0; i < static_cast<int>(state_->passages.size()); ++i) {
            const int node = state_->passage_entries[at(i)].node;
            if (node < 0) continue;
            auto& entry = state_->node_entries[at(node)];
            if (!seen[at(node)]) entry.first_passage = i;
            seen[at(node)] = true;
            entry.last_passage = i + 1;
        }
    }

    void add_postings() {
        state_->postings.resize(state_->stem_text.size());
        state_->passages_with.resize(state_->stem_text.size());
        for (int i = 0; i < static_cast<int>(state_->passages.size()); ++i) {
            const auto& entry = state_->passage_entries[at(i)];
            for (const auto stem : entry.content) {
                state_->postings[at(stem)].push_back(i);
                ++state_->passages_with[at(stem)];
            }
            if (entry.node < 0) continue;
            for (const auto stem : state_->node_entries[at(entry.node)].title)
                if (!contains(entry.content, stem)) state_->postings[at(stem)].push_back(i);
        }
    }

    void add_terms() {
        std::unordered_map<std::string, std::size_t> known;
        for (int i = 0; i < static_cast<int>(state_->sentences.size()); ++i) {
            const auto& sentence = state_->sentences[at(i)];
            if (!sentence.definition) continue;
            Term term{sentence.definition->term, sentence.term, i, state_->node_of(sentence), sentence.definition->strength};
            if (term.stems.empty()) continue;
            const auto [found, fresh] = known.try_emplace(key(term.stems), state_->terms.size());
            if (fresh) state_->terms.push_back(std::move(term));
            // The place that teaches the term goes before a glossary at the end, so a later one must be stronger.
            else if (state_->terms[found->second].strength < term.strength) state_->terms[found->second] = std::move(term);
        }
    }

    static std::string key(const std::vector<Stem>& stems) {
        std::string text;
        for (const auto stem : stems) text += std::to_string(stem) + ' ';
        return text;
    }

    void link_synonyms() {
        for (int i = 0; i < static_cast<int>(state_->synonyms.size()); ++i)
            state_->synonyms_by_first[state_->synonyms[at(i)].phrase.front()].push_back(i);
    }

    std::unique_ptr<Index::State> state_;
    Words words_;
};

}  // namespace

std::unique_ptr<const Index::State> build_index(library::Course course, std::vector<library::Node> nodes, std::vector<library::Passage> passages) {
    return Builder(std::move(course), std::move(nodes), std::move(passages)).build();
}

}  // namespace tutor::engine
