#include "library/pdf/pdf.hpp"

#include <gmock/gmock.h>

#include "library/helper/read_apart.hpp"
#include "library/import/outline.hpp"
#include "library/pdf/pdf_fixture.hpp"
#include "platform/error.hpp"

namespace library {
namespace {

using pdf_fixture::add_lines;
using pdf_fixture::Bookmark;
using pdf_fixture::make_pdf;
using pdf_fixture::Page;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Report quiet = [](int, int, std::string_view) {};

Document read(std::string_view pdf, Config config = {}, const Report& report = quiet) {
    return read_apart(Source::spool("book.pdf", pdf, {}), config, report);
}

Page page_of(int number, const std::string& head) {
    Page page;
    page.push_back({.y = 815, .size = 8, .text = head + "   " + std::to_string(number)});
    page.push_back({.x = 290, .y = 30, .size = 8, .text = std::to_string(number)});
    return page;
}

// Four pages: contents, a chapter with two sections, a second chapter.
std::vector<Page> book() {
    std::vector<Page> pages;
    for (int number = 1; number <= 4; ++number) pages.push_back(page_of(number, "A Small Book"));
    pages[0].push_back({.y = 760, .size = 18, .bold = true, .text = "Contents"});
    add_lines(pages[0], 730, {"1 Motion . . . . 2", "1.1 Speed . . . . 2", "2 Forces . . . . 4"});
    pages[1].push_back({.y = 760, .size = 20, .bold = true, .text = "1 Motion"});
    add_lines(pages[1], 730, {"A body that changes its place is moving. The accel-", "eration of a body tells how fast its speed changes."});
    pages[1].push_back({.y = 680, .size = 14, .bold = true, .text = "1.1 Speed"});
    add_lines(pages[1], 660, {"Speed is distance over time. It costs $5 to measure", "and the text of this paragraph goes on to the next"});
    add_lines(pages[2], 760, {"page without a break. Here it ends."});
    add_lines(pages[2], 720, {"\x95 first thing", "\x95 second thing"});
    pages[3].push_back({.y = 760, .size = 20, .bold = true, .text = "2 Forces"});
    add_lines(pages[3], 730, {"A force is a push or a pull. Forces add like arrows do."});
    return pages;
}

std::vector<std::string> titles(const Document& document) {
    std::vector<std::string> titles;
    for (const auto& section : document.sections) titles.push_back(std::to_string(section.level) + " " + section.title);
    return titles;
}

TEST(Pdf, FindsHeadingsBySizeAndNumberingAndJoinsLines) {
    const auto document = read(make_pdf(book()));
    EXPECT_EQ(document.pages, 4);
    EXPECT_THAT(titles(document), testing::IsSupersetOf({"1 1 Motion", "2 1.1 Speed", "1 2 Forces"}));
    const auto& motion = document.sections[1];
    EXPECT_EQ(motion.page, 2);
    EXPECT_EQ(motion.blocks.at(0).text,
              "A body that changes its place is moving. The acceleration of a body tells how fast its speed changes.");
    const auto& speed = document.sections[2];
    EXPECT_EQ(speed.blocks.at(0).text,
              "Speed is distance over time. It costs \\$5 to measure and the text of this paragraph goes on to the next page without a break. Here it ends.");
    EXPECT_EQ(speed.blocks.at(0).page, 2);
    EXPECT_EQ(speed.blocks.at(1).kind, Kind::list);
    EXPECT_EQ(speed.blocks.at(1).text, "- first thing\n- second thing");
}

TEST(Pdf, DropsRunningHeadsAndPageNumbers) {
    for (const auto& section : read(make_pdf(book())).sections)
        for (const auto& block : section.blocks) {
            EXPECT_THAT(block.text, Not(HasSubstr("A Small Book")));
            EXPECT_THAT(block.text, Not(testing::MatchesRegex("[0-9]+")));
        }
}

TEST(Pdf, TrustsTheOutlineAndIsNotFooledByThePrintedContents) {
    auto pages = book();
    pages[0].push_back({.y = 600, .size = 20, .bold = true, .text = "1 Motion"});
    const auto document = read(make_pdf(pages, {{"1 Motion", 2}, {"1.1 Speed", 2}, {"2 Forces", 4}}));
    EXPECT_THAT(titles(document), ElementsAre("0 ", "1 1 Motion", "1 1.1 Speed", "1 2 Forces"));
    EXPECT_EQ(document.sections[1].page, 2);
}

TEST(Pdf, KnowsOutlineTitlesByTheirNumberedHeadings) {
    const auto document = read(make_pdf(book(), {{"Motion", 2}, {"Speed", 2}, {"Forces", 4}}));
    EXPECT_THAT(titles(document), ElementsAre("0 ", "1 1 Motion", "1 1.1 Speed", "1 2 Forces"));
}

TEST(Pdf, PutsPrintedSectionsBelowAnOutlineOfChapters) {
    const auto document = read(make_pdf(book(), {{"Motion", 2}, {"Forces", 4}}));
    EXPECT_THAT(titles(document), ElementsAre("0 ", "1 1 Motion", "2 1.1 Speed", "1 2 Forces"));
}

TEST(Pdf, TeachesNoPrintedContentsNorIndex) {
    for (const auto& section : read(make_pdf(book())).sections)
        for (const auto& block : section.blocks) EXPECT_THAT(block.text, Not(HasSubstr(". . .")));
}

TEST(Pdf, DoesNotTakeATitlePageForChapters) {
    std::vector<Page> pages(1);
    pages[0].push_back({.y = 600, .size = 30, .bold = true, .text = "The Great Book"});
    for (int chapter = 1; chapter <= 24; ++chapter) {
        pages.emplace_back();
        pages.back().push_back({.y = 760, .size = 20, .bold = true, .text = std::to_string(chapter) + " Waves"});
        add_lines(pages.back(), 700, {"some plain words below the heading, page after page,", "and more of the same here."});
    }
    const auto found = titles(read(make_pdf(pages)));
    EXPECT_EQ(found.size(), 25u);
    EXPECT_EQ(found.front(), "0 ");
    EXPECT_EQ(found.back(), "1 24 Waves");
}

TEST(Pdf, TellsHowFarItIs) {
    int last = 0;
    read(make_pdf(std::vector<Page>(25, book()[1])), {}, [&](int done, int total, std::string_view what) {
        EXPECT_EQ(total, 25);
        EXPECT_THAT(std::string(what), HasSubstr("page"));
        last = done;
    });
    EXPECT_EQ(last, 25);
}

TEST(Pdf, WithoutHeadingsMakesSectionsOfPages) {
    std::vector<Page> pages(23);
    for (auto& page : pages) add_lines(page, 700, {"some plain words without any heading at all, page after page,", "and more of the same here."});
    const auto document = read(make_pdf(pages));
    ASSERT_EQ(document.sections.size(), 3u);
    EXPECT_EQ(document.sections[2].title, "Pages 21\u201323");
}

std::string failure_of(std::string_view pdf, Config config = {}) {
    try {
        read(pdf, config);
        return "";
    } catch (const Error& error) {
        return error.detail;
    }
}

TEST(Pdf, SaysWhatIsWrong) {
    const auto good = make_pdf(book());
    EXPECT_THAT(failure_of(good.substr(0, good.size() / 2)), HasSubstr("cut off"));
    EXPECT_THAT(failure_of(make_pdf({Page{}, Page{}})), HasSubstr("holds no text"));
    EXPECT_THAT(failure_of(make_pdf(std::vector<Page>(12)), {.page_limit = 10}), HasSubstr("has 12 pages; the limit is 10"));
    EXPECT_THAT(failure_of("%PDF-1.4\n" + std::string(2000, '\x01') + "\n%%EOF"), HasSubstr("damaged"));
}

TEST(Pdf, SurvivesAHelperThatDiesOrHangs) {
    const auto source = Source::spool("book.pdf", make_pdf(book()), {});
    EXPECT_THROW(read_apart(source, {.extractor = "/bin/false"}, quiet), Error);
    EXPECT_THROW(read_apart(source, {.extractor = "/nonexistent"}, quiet), Error);
}

}  // namespace
}  // namespace library
