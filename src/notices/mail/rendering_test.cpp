#include "notices/mail/rendering.hpp"

#include <gmock/gmock.h>

namespace notices {
namespace {
using testing::HasSubstr;
using testing::Not;

const Letter letter{.subject = "Five < six", .paragraphs = {"One & two.", "<script>three</script>"}, .action = "Open it", .link = "https://t.example/a?b=1&c=\"2",
                    .why = "Because you asked."};
}  // namespace

TEST(Rendering, SaysTheSameInBothForms) {
    const auto text = text_of(letter, "Ada"), html = html_of(letter, "Ada");
    EXPECT_EQ(text, "Hello Ada,\n\nOne & two.\n\n<script>three</script>\n\nOpen it:\nhttps://t.example/a?b=1&c=\"2\n\n-- \nBecause you asked.\n");
    for (const auto* said : {"<title>Five &lt; six</title>", "Hello Ada,", "One &amp; two.", "href=\"https://t.example/a?b=1&amp;c=&quot;2\"", "Open it", "Because you asked."})
        EXPECT_THAT(html, HasSubstr(said));
}

TEST(Rendering, TakesNoMarkupFromTexts) {
    const auto html = html_of(letter, "<img src=x onerror=1>");
    EXPECT_THAT(html, Not(HasSubstr("<script>")));
    EXPECT_THAT(html, Not(HasSubstr("<img")));
}

TEST(Rendering, LeavesTheButtonOutWhereThereIsNothingToDo) {
    EXPECT_THAT(html_of({.subject = "s", .paragraphs = {"p"}, .action = "", .link = "", .why = "w"}, "Ada"), Not(HasSubstr("href")));
}

}  // namespace notices
