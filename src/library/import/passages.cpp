#include "library/import/passages.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "library/import/cut.hpp"
#include "library/text/words.hpp"

namespace library {

namespace {

constexpr int shortest = 40, longest = 200, longest_lead_in = 40;
constexpr std::size_t longest_example = 14;  // blocks

using Blocks = std::vector<Block>;

bool starts_with_label(std::string_view text, std::initializer_list<std::string_view> labels) {
    while (text.starts_with('*') || text.starts_with('_')) text.remove_prefix(1);
    return std::ranges::any_of(labels, [&](std::string_view label) {
        return text.starts_with(label) && text.size() > label.size() && (text[label.size()] == ':' || text[label.size()] == '.');
    });
}
bool is_answer(const Block& block) { return starts_with_label(block.text, {"Answer", "Result"}); }
bool is_step(const Block& block) {
    return is_answer(block) || starts_with_label(block.text, {"Given", "Find", "Formula", "Formulas", "Solution", "Step", "Steps", "Check", "Hint"});
}

// Where an example that begins at `first` ends: behind its answer, or behind the labelled paragraphs that follow it.
std::size_t end_of_example(const Blocks& blocks, std::size_t first) {
    std::size_t end = first + 1;
    for (std::size_t at = end; at < blocks.size() && at < first + longest_example; ++at) {
        if (blocks[at].kind == Kind::example) break;
        if (is_answer(blocks[at])) return at + 1;
        if (is_step(blocks[at]) && end == at) end = at + 1;
    }
    return end;
}

void append(Block& to, const Block& more) {
    to.text += "\n\n";
    to.text += more.text;
}

Blocks join_examples(Blocks blocks) {
    Blocks result;
    for (std::size_t at = 0; at < blocks.size();) {
        const std::size_t end = blocks[at].kind == Kind::example ? end_of_example(blocks, at) : at + 1;
        result.push_back(std::move(blocks[at]));
        for (++at; at < end; ++at) append(result.back(), blocks[at]);
    }
    return result;
}

bool wants_lead_in(Kind kind) { return kind == Kind::list || kind == Kind::table || kind == Kind::code || kind == Kind::formula; }
bool is_lead_in(const Block& block) {
    return (block.kind == Kind::text || block.kind == Kind::definition) && block.text.ends_with(':') && count_words(block.text) <= longest_lead_in;
}
bool ends_in_formula(const Block& block) { return block.kind == Kind::formula || block.text.ends_with("$$"); }
bool explains_formula(const Block& block) {
    constexpr std::array<std::string_view, 4> openings{"where ", "Here ", "with ", "in which "};
    return block.kind == Kind::text && std::ranges::any_of(openings, [&](auto opening) { return block.text.starts_with(opening); });
}

// "The steps are:" belongs to its list, "where $m$ is the mass" to its formula.
Blocks join_lead_ins(Blocks blocks) {
    Blocks result;
    for (auto& block : blocks) {
        if (!result.empty() && wants_lead_in(block.kind) && is_lead_in(result.back())) {
            append(result.back(), block);
            if (result.back().kind == Kind::text) result.back().kind = block.kind;
        } else if (!result.empty() && ends_in_formula(result.back()) && explains_formula(block)) {
            append(result.back(), block);
        } else {
            result.push_back(std::move(block));
        }
    }
    return result;
}

// A paragraph that leads nowhere alone goes with its neighbour in the same section.
Blocks join_short(Blocks blocks) {
    Blocks result;
    for (auto& block : blocks) {
        const bool fits = !result.empty() && result.back().kind == Kind::text && block.kind == Kind::text &&
                          std::min(text_size(result.back().text), text_size(block.text)) < shortest &&
                          text_size(result.back().text) + text_size(block.text) <= longest;
        if (fits) append(result.back(), block);
        else result.push_back(std::move(block));
    }
    return result;
}

Blocks cut_long(Blocks blocks) {
    Blocks result;
    for (auto& block : blocks) {
        const auto whole = std::exchange(block.text, {});
        for (auto& piece : cut(block.kind, whole, longest)) result.push_back({block.kind, std::move(piece), block.page});
    }
    return result;
}

int formulas(std::string_view text) {
    int marks = 0;
    for (std::size_t at = 0; (at = text.find("$$", at)) != std::string_view::npos; at += 2) ++marks;
    return marks / 2;
}

}  // namespace

std::vector<Block> to_passages(Section section) {
    auto blocks = std::move(section.blocks);
    const bool is_example = section.title.starts_with("Example") || section.title.starts_with("Worked example");
    if (is_example && !blocks.empty() && blocks.front().kind == Kind::text) blocks.front().kind = Kind::example;
    return cut_long(join_short(join_lead_ins(join_examples(std::move(blocks)))));
}

double reading_minutes(const Block& passage) {
    return text_size(passage.text) / 180.0 + 0.5 * formulas(passage.text) + (passage.kind == Kind::example ? 1.0 : 0.0);
}

}  // namespace library
