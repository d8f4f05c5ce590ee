#include "library/archive/office.hpp"

#include <gmock/gmock.h>

#include <array>
#include <utility>

#include "library/archive/zip_fixture.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace library {
namespace {

using zip_fixture::make_docx;
using zip_fixture::make_epub;
using zip_fixture::make_zip;

const Report quiet = [](int, int, std::string_view) {};

TEST(Docx, ReadsHeadingsListsTablesAndFormulas) {
    const auto document = read_docx(
        "a.docx",
        make_docx(R"(<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Motion</w:t></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">Speed costs $5: </w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>Δx</m:t></m:r></m:num><m:den><m:r><m:t>t</m:t></m:r></m:den></m:f></m:oMath></w:p>
        <m:oMathPara/><w:p><m:oMathPara><m:oMath><m:sSup><m:e><m:r><m:t>v</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></m:oMathPara></w:p>
        <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>one</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>two</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>)"),
        {});
    ASSERT_EQ(document.sections.size(), 1u);
    EXPECT_EQ(document.sections[0].title, "Motion");
    const auto& blocks = document.sections[0].blocks;
    EXPECT_EQ(blocks.at(0).text, "Speed costs \\$5: $\\frac{\\Delta x}{t}$");
    EXPECT_EQ(blocks.at(1).kind, Kind::formula);
    EXPECT_EQ(blocks.at(1).text, "$${v}^{2}$$");
    EXPECT_EQ(blocks.at(2).text, "- one\n- two");
    EXPECT_EQ(blocks.at(3).text, "| a | b |\n|---|---|");
}

TEST(Docx, KeepsNothingThatIsNoText) {
    const auto document = read_docx("a.docx", make_docx("<w:p><w:r><w:t>broken \xFF, half a pair &#xD800;, a control &#1;.</w:t></w:r></w:p>"), {});
    const auto& text = document.sections.at(0).blocks.at(0).text;
    EXPECT_TRUE(json::is_utf8(text));
    EXPECT_TRUE(text.starts_with("broken \uFFFD, half a pair \uFFFD")) << text;
    EXPECT_TRUE(text.ends_with(", a control .")) << text;
}

TEST(Docx, KnowsOnlySixLevels) {
    constexpr std::array<std::pair<const char*, int>, 5> cases{{{"0", 1}, {"5", 6}, {"8", 6}, {"9", 0}, {"-3", 0}}};
    for (const auto& [outline, level] : cases) {
        const auto properties = std::string("<w:pPr><w:outlineLvl w:val=\"") + outline + "\"/></w:pPr>";
        const auto document = read_docx("a.docx", make_docx("<w:p>" + properties + "<w:r><w:t>a</w:t></w:r></w:p>"), {});
        EXPECT_EQ(document.sections.at(0).level, level) << outline;
    }
}

TEST(Epub, ReadsTheSpineInOrder) {
    const auto document = read_epub("a.epub", make_epub("<html><head><title/></head><body><h1>One</h1><p>first words</p></body></html>",
                                                        "<html><body><p>still one</p><h1>Two</h1><p>second words</p></body></html>"),
                                    {}, quiet);
    EXPECT_EQ(document.title, "A Book");
    EXPECT_EQ(document.language, "de");
    ASSERT_EQ(document.sections.size(), 2u);
    EXPECT_EQ(document.sections[0].blocks.at(1).text, "still one");
    EXPECT_EQ(document.sections[1].title, "Two");
}

TEST(Zip, MakesAChapterOfEachPageAndPassesOverTheRest) {
    const auto document = read_zip("site.zip", make_zip({{"b/02-next.md", "text of two"}, {"b/01.html", "<html><h1>First</h1><p>text</p></html>"},
                                                         {"__MACOSX/b/01.html", "junk"}, {"b/picture.png", "\x89PNG"}, {"../../evil.md", "# Evil\n\nharmless"}}),
                                   {}, quiet);
    ASSERT_EQ(document.sections.size(), 2u);
    EXPECT_EQ(document.sections[0].title, "First");
    EXPECT_EQ(document.sections[1].title, "Next");
}

TEST(Zip, KeepsLevelsBelowAChapterInBounds) {
    const auto document = read_zip("site.zip", make_zip({{"a.md", "# One\n\nx\n\n# Two\n\n###### Low\n\ny"}, {"b.md", "text"}}), {}, quiet);
    std::vector<int> levels;
    for (const auto& section : document.sections) levels.push_back(section.level);
    EXPECT_THAT(levels, testing::ElementsAre(1, 2, 2, 6, 1));
}

TEST(Zip, RefusesBombsDamageAndCrowds) {
    const auto bomb = make_zip({{"a.md", std::string(40u << 20, 'a')}});
    EXPECT_LT(bomb.size(), 100'000u);
    EXPECT_THROW(read_zip("bomb.zip", bomb, {}, quiet), Error);
    const auto good = make_zip({{"a.md", "# A\n\nwords"}, {"b.md", "# B\n\nwords"}, {"c.md", "# C\n\nwords"}});
    EXPECT_THROW(read_zip("cut.zip", good.substr(0, good.size() / 2), {}, quiet), Error);
    EXPECT_THROW(read_zip("many.zip", good, {.zip_entries_limit = 2}, quiet), Error);
    EXPECT_THROW(read_zip("none.zip", make_zip({{"a.png", "x"}}), {}, quiet), Error);
}

}  // namespace
}  // namespace library
