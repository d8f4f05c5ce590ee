#include "library/import/outline.hpp"

#include <algorithm>
#include <utility>

#include "library/import/passages.hpp"

namespace library {

namespace {

constexpr int deepest = 6;

// "# Mechanics" above all chapters is the title of the book, not a chapter.
void drop_book_title(Document& document) {
    auto& sections = document.sections;
    const auto first = std::ranges::find_if(sections, [](const Section& section) { return section.level > 0; });
    if (first == sections.end() || std::next(first) == sections.end()) return;
    if (std::any_of(std::next(first), sections.end(), [&](const Section& section) { return section.level <= first->level; })) return;
    if (document.title.empty()) document.title = first->title;
    if (first->blocks.empty()) sections.erase(first);
    else first->level = std::next(first)->level;
}

class Builder {
public:
    Builder(const CourseId& course, const std::string& title) : course_(course), title_(title) {}

    void add(Section section) {
        const bool before_first_heading = section.level == 0;
        if (before_first_heading && section.blocks.empty()) return;
        open(before_first_heading ? 1 : section.level, before_first_heading ? opening_title() : section.title, section.anchor);
        Section head{.title = section.title, .anchor = section.anchor, .page = section.page};
        for (auto& block : to_passages(std::move(section))) passage(std::move(block), head);
    }

    Outline take() {
        sum_up();
        return std::move(outline_);
    }

private:
    struct Open {
        int source_level;
        std::size_t node;
    };

    std::string opening_title() const { return title_.empty() ? "Introduction" : title_; }

    void open(int source_level, std::string title, std::string anchor) {
        while (!open_.empty() && open_.back().source_level >= source_level) open_.pop_back();
        Node node{.id = NodeId::fresh(), .course = course_, .title = std::move(title)};
        if (!open_.empty()) node.parent = outline_.nodes[open_.back().node].id;
        node.ordinal = static_cast<int>(outline_.nodes.size());
        node.level = std::min(static_cast<int>(open_.size()) + 1, deepest);
        open_.push_back({source_level, outline_.nodes.size()});
        outline_.nodes.push_back(std::move(node));
        outline_.anchors.push_back(std::move(anchor));
    }

    void passage(Block block, const Section& section) {
        Passage passage{.id = PassageId::fresh(), .course = course_, .node = outline_.nodes.back().id};
        passage.ordinal = static_cast<int>(outline_.passages.size());
        passage.kind = block.kind;
        passage.page = block.page ? block.page : section.page;
        passage.anchor = section.anchor;
        for (const auto& above : open_) count(outline_.nodes[above.node], passage, reading_minutes(block));
        passage.text = std::move(block.text);
        outline_.passages.push_back(std::move(passage));
        outline_.headings.push_back(heading());
    }

    static void count(Node& node, const Passage& passage, double minutes) {
        ++node.passages;
        node.minutes += minutes;
        if (!node.first_passage) node.first_passage = passage.id;
    }

    std::string heading() const {
        std::string text;
        for (const auto& above : open_) text.append(outline_.nodes[above.node].title) += '\n';
        return text;
    }

    // Headings without any text below them (a list of figures, an empty chapter) stay out of the contents.
    void sum_up() {
        Outline kept;
        kept.passages = std::move(outline_.passages);
        kept.headings = std::move(outline_.headings);
        for (std::size_t at = 0; at < outline_.nodes.size(); ++at) {
            if (outline_.nodes[at].passages == 0) continue;
            outline_.nodes[at].ordinal = static_cast<int>(kept.nodes.size());
            kept.nodes.push_back(std::move(outline_.nodes[at]));
            kept.anchors.push_back(std::move(outline_.anchors[at]));
        }
        outline_ = std::move(kept);
    }

    CourseId course_;
    std::string title_;
    Outline outline_;
    std::vector<Open> open_;
};

}  // namespace

std::size_t text_bytes(const Document& document) {
    std::size_t bytes = 0;
    for (const auto& section : document.sections)
        for (const auto& block : section.blocks) bytes += block.text.size();
    return bytes;
}

Outline to_outline(Document& document, const CourseId& course) {
    drop_book_title(document);
    Builder builder(course, document.title);
    for (auto& section : document.sections) builder.add(std::exchange(section, Section{}));
    document.sections.clear();
    return builder.take();
}

}  // namespace library
