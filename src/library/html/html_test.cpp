#include "library/html/html.hpp"

#include <gmock/gmock.h>

#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace library {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view page = R"(<!DOCTYPE html><html lang="en-GB"><head><title> Falling
 bodies </title><style>p{}</style><script>var x = "<p>no</p>";</script></head><body>
<nav><ul><li>Home</li></ul></nav>
<main><h1 id="top">Falling</h1><p>A <b>body</b> falls with <i>g</i>. It costs $5.</p>
<h2>Formulas</h2>
<p>Here <math><mfrac><mi>a</mi><mn>2</mn></mfrac><msup><mi>t</mi><mn>2</mn></msup></math> stands.</p>
<math display="block"><semantics><mi>E</mi><annotation encoding="application/x-tex">E = mc^2</annotation></semantics></math>
<p><span class="katex"><span class="katex-mathml"><math><semantics><mi>v</mi><annotation encoding="application/x-tex">v_0</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">v0</span></span> and <script type="math/tex">a_1</script> in H<sub>2</sub>O.</p>
<ol><li>one</li><li>two<ul><li>inner</li></ul></li></ol>
<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>x|y</td></tr></table>
<pre>code
  here</pre>
<dl><dt>Mass</dt><dd>what resists</dd></dl>
</main><footer>Imprint</footer></body></html>)";

TEST(Html, KeepsTheContentAndDropsTheRest) {
    const auto document = read_html("page.html", page);
    EXPECT_EQ(document.title, "Falling bodies");
    EXPECT_EQ(document.language, "en");
    ASSERT_EQ(document.sections.size(), 2u);
    EXPECT_EQ(document.sections[0].anchor, "top");
    EXPECT_EQ(document.sections[0].blocks.at(0).text, "A **body** falls with *g*. It costs $5.");
    EXPECT_EQ(document.sections[1].level, 2);
    for (const auto& section : document.sections)
        for (const auto& block : section.blocks) EXPECT_THAT(block.text, Not(testing::AnyOf(HasSubstr("Home"), HasSubstr("Imprint"), HasSubstr("var x"))));
}

TEST(Html, TurnsMathIntoTex) {
    const auto blocks = read_html("page.html", page).sections.at(1).blocks;
    EXPECT_EQ(blocks.at(0).text, "Here $\\frac{a}{2}{t}^{2}$ stands.");
    EXPECT_EQ(blocks.at(1).kind, Kind::formula);
    EXPECT_EQ(blocks.at(1).text, "$$E = mc^2$$");
    EXPECT_EQ(blocks.at(2).text, "$v_0$ and $a_1$ in H₂O.");
}

TEST(Html, KnowsListsTablesCodeAndDefinitions) {
    const auto blocks = read_html("page.html", page).sections.at(1).blocks;
    EXPECT_EQ(blocks.at(3).text, "1. one\n2. two\n   - inner");
    EXPECT_EQ(blocks.at(4).text, "| a | b |\n|---|---|\n| 1 | x\\|y |");
    EXPECT_EQ(blocks.at(5).text, "```\ncode\n  here\n```");
    EXPECT_EQ(blocks.at(6).text, "**Mass**: what resists");
    EXPECT_EQ(blocks.at(6).kind, Kind::definition);
}

TEST(Html, KeepsNothingThatIsNoText) {
    const auto document = read_html("page.html", "<html lang=\"d\u00e9\"><title>&#xDDDDDDDD;</title><h1 id=\"a&#xD800;\">b&#xDDDDDDDD;</h1>"
                                                 "<p>c&#x1;&#xDDDDDDDD;d</p></html>");
    EXPECT_TRUE(json::is_utf8(document.title));
    EXPECT_TRUE(json::is_utf8(document.language));
    const auto& section = document.sections.at(0);
    EXPECT_TRUE(json::is_utf8(section.title));
    EXPECT_TRUE(json::is_utf8(section.anchor));
    EXPECT_TRUE(json::is_utf8(section.blocks.at(0).text));
    EXPECT_TRUE(section.blocks.at(0).text.starts_with("c\uFFFD")) << section.blocks.at(0).text;
    EXPECT_TRUE(section.blocks.at(0).text.ends_with("d"));
}

TEST(Html, RefusesBottomlessNesting) {
    std::string deep;
    for (int at = 0; at < 100'000; ++at) deep += "<div>";
    EXPECT_THROW(read_html("deep.html", deep), Error);
    std::string flat;
    for (int at = 0; at < 2'000; ++at) flat += "<p>open paragraph number " + std::to_string(at);
    EXPECT_EQ(read_html("flat.html", flat).sections.at(0).blocks.size(), 2'000u);
}

}  // namespace
}  // namespace library
