#include "tutor/engine/beats.hpp"

#include <algorithm>

#include "tutor/engine/code_points.hpp"
#include "tutor/engine/markup.hpp"

namespace tutor::engine {

namespace {

constexpr std::size_t short_formula = 5;

Cite cite(const Index::State& state, int passage, Range range) {
    const auto& source = state.passages[at(passage)];
    const CodePoints points(source.text);
    const auto end = range.end == source.text.size() ? points.size() : points.point(range.end);
    return {source.id, points.point(range.begin), end};
}

// The sentence up to its display formula, if it ends in one.
Range spoken_part(std::string_view passage, Range sentence) {
    const auto text = sentence.of(passage);
    for (const auto& tex : tex_ranges(text))
        if (tex.display && tex.whole.begin > 0) {
            const auto before = trim(text.substr(0, tex.whole.begin));
            return {sentence.begin, sentence.begin + before.size()};
        }
    return sentence;
}

// "… divided by its mass:" reads as a whole without the colon where no formula follows.
Range without_colon(std::string_view passage, Range range) {
    return range.of(passage).ends_with(':') ? Range{range.begin, range.end - 1} : range;
}

std::string tidy_tex(std::string_view tex) { return std::string(trim(tex)); }

// "v = \frac{d}{t}", and neither "x" nor "m = 1.5\ \mathrm{kg}".
bool worth_a_beat(std::string_view tex) {
    const auto equals = tex.find('=');
    if (tex.size() < short_formula || equals == std::string_view::npos) return false;
    const auto right = trim(tex.substr(equals + 1));
    return !right.empty() && !(right[0] >= '0' && right[0] <= '9' && tex.contains("\\mathrm"));
}

Beat formula(const Index::State& state, int passage, Range whole, std::string_view tex) {
    auto text = tidy_tex(tex);
    auto caption = speakable("$" + text + "$");
    return {"", Formula{std::move(text), upper_first(std::move(caption)) + ".", {cite(state, passage, whole)}}};
}

}  // namespace

Say say_sentences(const Index::State& state, const std::vector<int>& sentences, std::string_view lead, Announced announced) {
    Say say;
    say.text = lead;
    for (const int number : sentences) {
        const auto& sentence = state.sentences[at(number)];
        const std::string_view passage = state.passages[at(sentence.passage)].text;
        const auto spoken = spoken_part(passage, sentence.bytes);
        const auto range = announced == Announced::follows ? spoken : without_colon(passage, spoken);
        say.citations.push_back(cite(state, sentence.passage, range));
        say.text += (say.citations.size() > 1 ? " " : "") + std::string(range.of(passage)) + " [" + std::to_string(say.citations.size()) + "]";
    }
    say.caption = speakable(say.text);
    return say;
}

Say say_phrase(std::string text) {
    Say say{std::move(text), "", {}};
    say.caption = speakable(say.text);
    return say;
}

Show show_passage(const Index::State& state, int passage) {
    const auto& source = state.passages[at(passage)];
    const std::string_view text = source.text;
    // A marker inside a table or a fence would be part of it.
    const bool apart = source.kind == library::Kind::table || source.kind == library::Kind::code || text.ends_with("$$") || text.ends_with("```") || text.ends_with("|");
    return {std::string(text) + (apart ? "\n\n[1]" : " [1]"), source.kind == library::Kind::code ? "Look at this code." : speakable(text), {cite(state, passage, {0, text.size()})}};
}

std::vector<Beat> formulas(const Index::State& state, int number) {
    const auto& sentence = state.sentences[at(number)];
    const auto text = state.text(sentence);
    std::vector<Beat> found;
    for (const auto& tex : tex_ranges(text)) {
        if (!tex.display && !worth_a_beat(tex.inner.of(text))) continue;
        const Range whole{sentence.bytes.begin + tex.whole.begin, sentence.bytes.begin + tex.whole.end};
        found.push_back(formula(state, sentence.passage, whole, tex.inner.of(text)));
        if (found.size() == 2) break;
    }
    return found;
}

std::vector<Beat> figures(const Index::State& state, int passage) {
    std::vector<Beat> found;
    for (const auto& image : images(state.passages[at(passage)].text))
        found.push_back({"", Figure{image.url, image.alt, image.alt, {cite(state, passage, image.whole)}}});
    return found;
}

std::string example_title(std::string_view text) {
    if (!text.starts_with("**")) return "Example";
    auto title = std::string(text.substr(2, std::min(text.find("**", 2), std::size_t{90}) - 2));
    while (title.ends_with(".") || title.ends_with(":")) title.pop_back();
    return title;
}

}  // namespace tutor::engine
