#include "library/search/rank.hpp"

#include <gmock/gmock.h>

#include "library/search/vectors.hpp"

namespace library {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::uint32_t> passages(const std::vector<Ranked>& ranked) {
    std::vector<std::uint32_t> result;
    for (const auto& each : ranked) result.push_back(each.passage);
    return result;
}

std::vector<Ranked> search(const IndexBuilder& index, std::string_view query) {
    return rank(to_terms(query, "en"), index.parts(), read_lengths(index.lengths()), 10);
}

TEST(Rank, PrefersTitlesAndRareWordsAndShortPassages) {
    IndexBuilder index("en");
    index.add("Motion\n", "A body moves and moves on and on past many other things that are named here only to be long.");
    index.add("Energy\n", "Friction turns motion into heat.");
    index.add("Friction\n", "Surfaces that touch resist.");
    index.add("Motion\n", "A body moves.");
    EXPECT_EQ(passages(search(index, "what is friction?")), (std::vector<std::uint32_t>{2, 1}));
    EXPECT_EQ(passages(search(index, "moving"))[0], 3u);
    EXPECT_TRUE(search(index, "unheard").empty());
}

TEST(Rank, FoldsCaseAccentsAndEndings) {
    IndexBuilder index("en");
    index.add("", "The Schrödinger EQUATIONS describe waves.");
    EXPECT_EQ(search(index, "schrodinger equation").size(), 1u);
    EXPECT_EQ(search(index, "Wave").size(), 1u);
}

TEST(Rank, KnowsTheOtherWordsOfTheGlossary) {
    IndexBuilder index("en");
    index.add("", "Air resistance slows a falling body.");
    index.add("", "Air is a gas.");
    index.add("", "The drag coefficient of a sphere is small.");
    const auto synonyms = to_stems({{"drag", "air resistance"}}, "en");
    const auto search_with = [&](std::string_view query) { return passages(rank(to_terms(query, "en", synonyms), index.parts(), read_lengths(index.lengths()), 10)); };
    EXPECT_THAT(search_with("what is drag?"), ElementsAre(2u, 0u, 1u));
    EXPECT_THAT(search_with("air resistance"), ElementsAre(0u, 1u, 2u));
    EXPECT_THAT(search_with("gas in the air"), ElementsAre(1u, 0u)) << "half of a term is no synonym";
}

TEST(Rank, ReadsBackWhatItWrote) {
    IndexBuilder index("en");
    for (int at = 0; at < 1000; ++at) index.add("", at % 3 == 0 ? "common rare" + std::to_string(at) : "common common");
    const auto parts = index.parts();
    const auto postings = find_postings(parts.at(part_of("common")), "common");
    ASSERT_EQ(postings.size(), 1000u);
    EXPECT_EQ(postings[999].passage, 999u);
    EXPECT_EQ(postings[998].body, 2u);
    db::Bytes damaged = parts.at(part_of("common"));
    damaged.resize(damaged.size() / 2);
    EXPECT_NO_FATAL_FAILURE(find_postings(damaged, "common"));
}

TEST(Rank, MeasuresPhrasesAndCutsSnippets) {
    const auto terms = to_terms("conservation of momentum", "en");
    Stemmer stemmer("en");
    EXPECT_EQ(phrase_share(terms, "The conservation of momentum holds.", stemmer), 1);
    EXPECT_EQ(phrase_share(terms, "Momentum has a conservation law.", stemmer), 0);
    const std::string text = "Nothing of note stands here. Momentum and its conservation stand here. " + std::string(400, 'x');
    const auto cut = snippet(terms, text, stemmer);
    EXPECT_THAT(cut, testing::StartsWith("Momentum and its"));
    EXPECT_THAT(cut, HasSubstr("\u2026"));
}

TEST(Vectors, RanksByLikenessAndFusesByRank) {
    const CourseVectors vectors{2, {4, 7, 9}, {1, 0, 0, 1, 0.8f, 0.6f}};
    EXPECT_THAT(passages(nearest(vectors, {2, 0}, 2)), ElementsAre(4u, 9u));
    EXPECT_TRUE(nearest(vectors, {1, 0, 0}, 2).empty());
    const auto fused = fuse({{1, 5.0}, {2, 4.0}}, {{2, 0.9}, {3, 0.8}});
    EXPECT_THAT(passages(fused), ElementsAre(2u, 1u, 3u));
    EXPECT_EQ(fused[0].score, 4.0);
    EXPECT_EQ(fused[2].score, 0);
}

}  // namespace
}  // namespace library
