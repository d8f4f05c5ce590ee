#include "library/import/markdown.hpp"

#include <gmock/gmock.h>

#include "library/import/outline.hpp"
#include "library/import/passages.hpp"

namespace library {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view chapter = R"(# Motion

Mechanics describes how things move and explains why they move that way.

## Falling **bodies** $v_0$ ##

**Free fall** is motion under gravity alone. A body that falls freely gains speed at the same rate whatever its mass.

The distance is:

$$
d = v_0 t
- \frac{1}{2} g t^2

+ c
$$

where $g$ is the acceleration of gravity.

**Example: a stone.** A stone falls for 2 s. How far?

Given: $t = 2\ \mathrm{s}$, $g = 10\ \mathrm{m/s^2}$.

Formula: $d = \frac{1}{2} g t^2$

Answer: $d = 20\ \mathrm{m}$.

To measure a fall, follow these steps:

1. Drop the stone.
2. Stop the clock.

| a | b |
|---|---|
| 1 | 2 |

```cpp
# not a heading
int x;
```

> Quoted *text* stands here.

## Falling bodies

![A tower](tower.png)
)";

std::vector<Kind> kinds_of(const std::vector<Block>& blocks) {
    std::vector<Kind> kinds;
    for (const auto& block : blocks) kinds.push_back(block.kind);
    return kinds;
}

TEST(Markdown, FindsTheHeadingTreeWithAnchors) {
    const auto document = read_markdown(chapter);
    ASSERT_EQ(document.sections.size(), 3u);
    EXPECT_EQ(document.sections[1].title, "Falling bodies $v_0$");
    EXPECT_EQ(document.sections[1].level, 2);
    EXPECT_EQ(document.sections[0].anchor, "motion");
    EXPECT_EQ(read_markdown("# A\n\n# A").sections[1].anchor, "a-1");
}

TEST(Markdown, TypesBlocksAndKeepsExamplesWhole) {
    const auto passages = to_passages(read_markdown(chapter).sections[1]);
    EXPECT_THAT(kinds_of(passages), ElementsAre(Kind::definition, Kind::formula, Kind::example, Kind::list, Kind::table, Kind::code, Kind::text));
    EXPECT_THAT(passages[2].text, StartsWith("**Example: a stone.**"));
    EXPECT_THAT(passages[2].text, HasSubstr("\n\nGiven: $t = 2\\ \\mathrm{s}$, $g = 10\\ \\mathrm{m/s^2}$.\n\nFormula:"));
    EXPECT_THAT(passages[2].text, testing::EndsWith("Answer: $d = 20\\ \\mathrm{m}$."));
    EXPECT_THAT(passages[3].text, StartsWith("To measure a fall"));
    EXPECT_EQ(passages[6].text, "Quoted *text* stands here.");
}

TEST(Markdown, LeavesFormulasAsTheyWereWritten) {
    const auto passages = to_passages(read_markdown(chapter).sections[1]);
    EXPECT_EQ(passages[1].text,
              "The distance is:\n\n$$\nd = v_0 t\n- \\frac{1}{2} g t^2\n\n+ c\n$$\n\nwhere $g$ is the acceleration of gravity.");
    const auto one_line = read_markdown("Before\n$$a_1 * b_2 * c$$\nafter").sections.at(0).blocks;
    EXPECT_THAT(kinds_of(one_line), ElementsAre(Kind::text, Kind::formula, Kind::text));
    EXPECT_EQ(one_line[1].text, "$$a_1 * b_2 * c$$");
}

TEST(Markdown, ALoneFormulaMarkSwallowsNothing) {
    std::string source = "$$ opens and never closes\n\n# Heading\n\ntext\n";
    EXPECT_EQ(read_markdown(source).sections.size(), 2u);
}

TEST(Markdown, ReadsOtherWordsFromAGlossary) {
    const auto glossary = read_markdown("# Glossary\n\n**mass** — also: inertia, amount of matter; m. Mass is what resists.\n");
    const auto synonyms = read_glossary(glossary);
    ASSERT_EQ(synonyms.size(), 3u);
    EXPECT_EQ(synonyms[1].term, "mass");
    EXPECT_EQ(synonyms[1].other, "amount of matter");
    EXPECT_EQ(synonyms[2].other, "m");
}

TEST(Markdown, JoinsShortParagraphsAndCutsLongOnesAtSentenceEnds) {
    Section section{.level = 1, .title = "T"};
    std::string sentence = "A body at $v = 3.5$ keeps moving on and on through empty space for ever.";
    std::string longer;
    for (int at = 0; at < 40; ++at) longer += sentence + ' ';
    section.blocks = {{Kind::text, "Short one."}, {Kind::text, "Short two."}, {Kind::text, longer}};
    const auto passages = to_passages(section);
    ASSERT_EQ(passages.size(), 5u);
    EXPECT_EQ(passages[0].text, "Short one.\n\nShort two.");
    for (std::size_t at = 1; at < passages.size(); ++at) {
        EXPECT_THAT(passages[at].text, StartsWith("A body"));
        EXPECT_THAT(passages[at].text, testing::EndsWith("for ever."));
    }
}

TEST(Outline, CountsPassagesAndMinutesUpTheTreeAndDropsEmptyHeadings) {
    auto document = read_markdown("# One\n\n## Empty\n\n## Full\n\n#### Deep\n\nSome words stand here.\n\n# Two\n\nMore words.\n");
    const auto outline = to_outline(document, CourseId("c"));
    std::vector<std::pair<int, std::string>> shape;
    for (const auto& node : outline.nodes) shape.emplace_back(node.level, node.title);
    EXPECT_THAT(shape, ElementsAre(std::pair(1, "One"), std::pair(2, "Full"), std::pair(3, "Deep"), std::pair(1, "Two")));
    EXPECT_EQ(outline.nodes[0].passages, 1);
    EXPECT_EQ(outline.nodes[0].first_passage, outline.passages[0].id);
    EXPECT_EQ(outline.nodes[2].parent, outline.nodes[1].id);
    EXPECT_EQ(outline.headings[0], "One\nFull\nDeep\n");
    EXPECT_GT(outline.nodes[0].minutes, 0);
}

TEST(Outline, DropsTheTitleOfABook) {
    auto document = read_markdown("# The Book\n\n## First\n\ntext\n\n## Second\n\ntext\n");
    const auto outline = to_outline(document, CourseId("c"));
    ASSERT_EQ(outline.nodes.size(), 2u);
    EXPECT_EQ(outline.nodes[0].level, 1);
    EXPECT_EQ(document.title, "The Book");
}

TEST(Passages, ALawKeepsTheFormulaItAnnounces) {
    const auto passages = to_passages(read_markdown("# Springs\n\n**Hooke's law** states that the force is proportional to the stretch:\n\n$$F = -k x$$\n\nwhere $k$ is the stiffness.").sections[0]);
    ASSERT_EQ(passages.size(), 1u);
    EXPECT_EQ(passages[0].kind, Kind::definition);
    EXPECT_THAT(passages[0].text, testing::EndsWith("$$F = -k x$$\n\nwhere $k$ is the stiffness."));
}

}  // namespace
}  // namespace library
