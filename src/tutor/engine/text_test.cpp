#include <gmock/gmock.h>

#include "tutor/engine/code_points.hpp"
#include "tutor/engine/definitions.hpp"
#include "tutor/engine/edit_distance.hpp"
#include "tutor/engine/engine.hpp"
#include "tutor/engine/markup.hpp"
#include "tutor/engine/sentences.hpp"
#include "tutor/engine/words.hpp"

namespace tutor::engine {
namespace {

using testing::ElementsAre;

std::vector<std::string> sentences(std::string_view text, std::string_view language = "en") {
    std::vector<std::string> found;
    for (const auto& piece : split_sentences(text, language)) found.emplace_back(piece.range.of(text));
    return found;
}

std::vector<std::string> stems(std::string_view text, std::string_view language = "en") {
    Words words(language);
    std::vector<std::string> found;
    for (const auto& token : words.split(text)) found.push_back(token.stem);
    return found;
}

TEST(CodePoints, CountCharactersAndNotBytes) {
    const std::string text = "aé√𝑥b";
    const CodePoints points(text);
    EXPECT_EQ(points.size(), 5);
    EXPECT_EQ(cut(text, 1, 3), "é√");
    EXPECT_EQ(points.point(text.find("b")), 4);
    EXPECT_EQ(cut(text, 2, 99), "");
}

TEST(Markup, FindsTexAndLeavesPricesAlone) {
    const std::string text = "It costs $5 and $6, but $v = d/t$ and $$E = mc^2$$ are formulas.";
    const auto found = tex_ranges(text);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].inner.of(text), "v = d/t");
    EXPECT_TRUE(found[1].display);
}

TEST(Markup, PlainKeepsWordsAndTex) {
    EXPECT_EQ(plain("**Inertia** is [the tendency](x.html) of `m` in $a_1 * b_2$"), "Inertia is the tendency of m in $a_1 * b_2$");
    EXPECT_EQ(plain("1. Draw\n2. Choose"), "Draw Choose");
}

TEST(Sentences, AreCutAtTheirEndsOnly) {
    struct Case {
        std::string text;
        std::vector<std::string> expected;
    };
    const std::vector<Case> cases{
        {"It is $v = 3.5$. $W$ is work.", {"It is $v = 3.5$.", "$W$ is work."}},
        {"See Fig. 3 and Dr. Smith, e.g. here. It goes on.", {"See Fig. 3 and Dr. Smith, e.g. here.", "It goes on."}},
        {"J. Smith met Brian J. Kent. They spoke.", {"J. Smith met Brian J. Kent.", "They spoke."}},
        {"The letters are L and T. Speed is L/T.", {"The letters are L and T.", "Speed is L/T."}},
        {"**Example: lamp.** A lamp hangs.\nIt is at rest.", {"**Example: lamp.**", "A lamp hangs.", "It is at rest."}},
        {"The law:\n\n$$F = m a$$\n\nNext.", {"The law:\n\n$$F = m a$$", "Next."}},
        {"Steps:\n\n1. Draw it. Look.\n2. Choose axes.", {"Steps:", "Draw it.", "Look.", "Choose axes."}},
        {"| a | b |\n|---|---|\n| 1 | 2 |", {"| a | b |", "| 1 | 2 |"}},
        {"", {}},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(sentences(text), expected) << text;
}

TEST(Sentences, WorkInOtherLanguages) {
    EXPECT_THAT(sentences("Die Kraft ist groß. Sie wirkt.", "de"), ElementsAre("Die Kraft ist groß.", "Sie wirkt."));
    EXPECT_THAT(sentences("力是矢量。它有方向。", "zh"), ElementsAre("力是矢量。", "它有方向。"));
}

TEST(Words, AreStemmedByLanguage) {
    EXPECT_THAT(stems("Newton's forces fell 9.8 metres"), ElementsAre("newton", "forc", "fall", "9.8", "metr"));
    EXPECT_EQ(stems("Geschwindigkeiten", "de"), stems("Geschwindigkeit", "de"));
    EXPECT_THAT(stems("x $m = 5\\ \\mathrm{kg}$ y"), ElementsAre("x", "5", "y"));
}

TEST(Definitions, AreFoundByTheirCues) {
    struct Case {
        std::string sentence, term;
    };
    const std::vector<Case> cases{{"**Inertia** is the tendency of a body to keep its velocity.", "Inertia"},
                                  {"**The net force** is the vector sum of all forces.", "net force"},
                                  {"A radian is the angle whose arc equals the radius.", "radian"},
                                  {"**Newton's first law** states that a body stays at rest.", "Newton's first law"},
                                  {"Work is defined as force times distance.", "Work"},
                                  {"The point of an orbit closest to the Sun is called the perihelion.", "perihelion"},
                                  {"**mass** — also: amount of matter. Mass is the amount.", "mass"},
                                  {"It is the best of all.", ""},
                                  {"If the mass is a constant, it moves.", ""},
                                  {"The car is red.", ""}};
    for (const auto& [sentence, term] : cases) {
        const auto found = find_definition(sentence);
        EXPECT_EQ(found ? found->term : "", term) << sentence;
    }
}

TEST(Definitions, KnowOtherNamesOfATerm) {
    const auto found = find_synonyms("**drag** — also: air resistance, wind resistance; AR. Drag is a force.");
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].other, "air resistance");
    const auto acronym = find_synonyms("Here simple harmonic motion (SHM) begins.");
    EXPECT_TRUE(find_synonyms("(SHM) begins a paragraph.").empty());
    ASSERT_EQ(acronym.size(), 1u);
    EXPECT_EQ(acronym[0].term, "simple harmonic motion");
}

TEST(EditDistance, StopsAtItsLimit) {
    EXPECT_EQ(edit_distance("momentum", "momentun", 1), 1);
    EXPECT_EQ(edit_distance("form", "from", 1), 1);
    EXPECT_EQ(edit_distance("mass", "weight", 2), 3);
}

TEST(Speakable, ReadsFormulasAloud) {
    EXPECT_EQ(speakable("The speed is $v = \\frac{d}{t}$ [1]."), "The speed is v equals d over t.");
    EXPECT_EQ(speakable("$a = 3\\ \\mathrm{m/s^2}$"), "a equals 3 metres per second squared");
    EXPECT_EQ(speakable("| Symbol | Unit |\n|---|---|\n| $m$ | kilogram |"), "Symbol, Unit. m, kilogram.");
    EXPECT_EQ(speakable("**Bold** and $\\sqrt{2 g h}$"), "Bold and the square root of 2 g h");
}

}  // namespace
}  // namespace tutor::engine
