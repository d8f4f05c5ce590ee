#include <gtest/gtest.h>

#include "tutor/engine/code_points.hpp"
#include "tutor/writing/claims.hpp"
#include "tutor/writing/grounding.hpp"
#include "tutor/writing/locate.hpp"

namespace tutor {
namespace {

const std::string reply =
    "Inertia keeps a body moving. [[1: a body keeps its state of motion]] Mass measures it [[2: \"mass is the measure of inertia\"]]. Is $F_{[0]}$ clear?";

std::vector<Claim> read_in_pieces(const std::string& text, std::size_t size) {
    ClaimReader reader;
    std::vector<Claim> claims;
    for (std::size_t at = 0; at < text.size(); at += size) std::ranges::move(reader.feed(text.substr(at, size)), std::back_inserter(claims));
    std::ranges::move(reader.finish(), std::back_inserter(claims));
    return claims;
}

TEST(ClaimReader, ReadsTheSameClaimsHoweverTheTextIsCut) {
    for (std::size_t size = 1; size <= reply.size(); ++size) {
        const auto claims = read_in_pieces(reply, size);
        ASSERT_EQ(claims.size(), 3u) << size;
        EXPECT_EQ(claims[0].text, "Inertia keeps a body moving.");
        EXPECT_EQ(claims[0].quotes.at(0).passage, 1);
        EXPECT_EQ(claims[0].quotes.at(0).quote, "a body keeps its state of motion");
        EXPECT_EQ(claims[1].text, "Mass measures it.");
        EXPECT_EQ(claims[1].quotes.at(0).quote, "mass is the measure of inertia");
        EXPECT_EQ(claims[2].text, "Is $F_{[0]}$ clear?");
        EXPECT_TRUE(claims[2].quotes.empty());
    }
}

TEST(ClaimReader, TakesNoQuoteFromABrokenMarker) {
    EXPECT_TRUE(read_in_pieces("One. [[nonsense]] Two.", 5).at(0).quotes.empty());
    const auto unfinished = read_in_pieces("One. [[1: never clo", 5);
    EXPECT_TRUE(unfinished.at(0).quotes.empty());
    EXPECT_EQ(unfinished.at(0).text, "One.");
}

const std::string passage = "Édouard wrote: **A body keeps its state of motion** unless a force of 9.8 N acts on it.";

std::string located(const std::string& quote) {
    const auto span = locate(passage, quote);
    return span ? std::string(engine::cut(passage, span->first, span->second)) : "";
}

TEST(Locate, FindsAQuoteDespiteCaseMarkupAndPunctuation) {
    EXPECT_EQ(located("a body keeps, its STATE of motion"), "A body keeps its state of motion");
    EXPECT_EQ(located("A body keeps its state of motion unless a force"), "A body keeps its state of motion** unless a force");
}

TEST(Locate, ForgivesOneWrongWordInALongQuote) {
    EXPECT_EQ(located("body keeps the state of motion unless a force of"), "body keeps its state of motion** unless a force of");
    EXPECT_EQ(located("body loses the state of rest"), "");
}

TEST(Locate, RefusesWhatIsNotThereOrProvesNothing) {
    EXPECT_EQ(located("purple elephants dance every single night"), "");
    EXPECT_EQ(located("a body"), "");
    EXPECT_EQ(located(""), "");
    EXPECT_FALSE(locate("", "a body keeps its state of motion"));
}

TEST(Ground, KeepsASentenceWhoseQuoteIsFound) {
    const std::vector<Shown> shown{{library::PassageId("p1"), passage}};
    const auto kept = ground({"It goes on moving.", {{1, "keeps its state of motion"}}}, shown, "en");
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->text, "It goes on moving.");
    EXPECT_EQ(kept->cites.at(0).passage.str(), "p1");
}

TEST(Ground, DropsWhatHasNoSource) {
    const std::vector<Shown> shown{{library::PassageId("p1"), passage}};
    EXPECT_FALSE(ground({"No quote at all.", {}}, shown, "en"));
    EXPECT_FALSE(ground({"No such passage.", {{2, "keeps its state of motion"}}}, shown, "en"));
    EXPECT_FALSE(ground({"Not in the passage.", {{1, "gravity bends light around every star"}}}, shown, "en"));
    EXPECT_FALSE(ground({"The force is 42 N.", {{1, "unless a force of 9.8 N acts"}}}, shown, "en"));
    EXPECT_TRUE(ground({"The force is 9.8 N.", {{1, "unless a force of 9.8 N acts"}}}, shown, "en"));
}

TEST(Ground, LeavesOutASentenceThatHidesBeforeTheCitedOne) {
    const std::vector<Shown> shown{{library::PassageId("p1"), passage}};
    const auto kept = ground({"Aliens built it. It goes on moving.", {{1, "keeps its state of motion"}}}, shown, "en");
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->text, "It goes on moving.");
}

}  // namespace
}  // namespace tutor
