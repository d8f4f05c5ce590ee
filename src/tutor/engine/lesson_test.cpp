#include <gmock/gmock.h>

#include <chrono>

#include "tutor/engine/course_fixture.hpp"
#include "tutor/engine/markup.hpp"

namespace tutor::engine {
namespace {

const Index& mechanics() {
    static const Index made = fixture::mechanics().index();
    return made;
}

const std::vector<Cite>* citations(const Beat& beat) {
    if (const auto* say = std::get_if<Say>(&beat.body)) return &say->citations;
    if (const auto* show = std::get_if<Show>(&beat.body)) return &show->citations;
    if (const auto* formula = std::get_if<Formula>(&beat.body)) return &formula->citations;
    return nullptr;
}

std::string text_of(const Beat& beat) {
    if (const auto* say = std::get_if<Say>(&beat.body)) return say->text + say->caption;
    if (const auto* show = std::get_if<Show>(&beat.body)) return show->text + show->caption;
    if (const auto* formula = std::get_if<Formula>(&beat.body)) return formula->tex + formula->caption;
    if (const auto* check = std::get_if<Check>(&beat.body)) return check->id + check->prompt + check->answer;
    return {};
}

std::string script(const std::vector<Beat>& beats) {
    std::string out;
    for (const auto& beat : beats) out += beat.title + text_of(beat) + "\n";
    return out;
}

// Each quoted span stands in the passage and, for spoken beats, in the text before its marker.
void expect_true_citations(const Index& index, const Beat& beat) {
    const auto* cites = citations(beat);
    if (!cites) return;
    for (std::size_t i = 0; i < cites->size(); ++i) {
        const auto quote = index.quote((*cites)[i]);
        ASSERT_FALSE(quote.empty());
        if (beat.kind() != BeatKind::formula) EXPECT_THAT(text_of(beat), testing::HasSubstr(quote));
        else EXPECT_THAT(quote, testing::HasSubstr(std::get<Formula>(beat.body).tex));
    }
}

TEST(Lesson, KeepsItsPlanForEverySectionOfTheCourse) {
    int checks = 0;
    for (const auto& node : mechanics().nodes()) {
        const auto made = plan(mechanics(), {"", node.id, std::nullopt});
        if (!made) continue;
        const auto beats = lesson(mechanics(), *made, "seed-" + node.id.str());
        ASSERT_EQ(beats.size(), made->beats.size()) << node.title;
        EXPECT_LE(beats.size(), 24u) << node.title;
        EXPECT_GE(made->minutes, 1);
        EXPECT_FALSE(made->sources.empty()) << node.title;
        for (std::size_t i = 0; i < beats.size(); ++i) {
            EXPECT_EQ(beats[i].kind(), made->beats[i].kind) << node.title << " " << i;
            expect_true_citations(mechanics(), beats[i]);
            checks += beats[i].kind() == BeatKind::check;
        }
    }
    EXPECT_GT(checks, 60);
}

TEST(Lesson, IsEqualForAnEqualSeedAndVariesItsNumbers) {
    const auto made = plan(mechanics(), {"Newton's second law", std::nullopt, std::nullopt});
    ASSERT_TRUE(made);
    EXPECT_EQ(script(lesson(mechanics(), *made, "one")), script(lesson(mechanics(), *made, "one")));
    EXPECT_NE(script(lesson(mechanics(), *made, "one")), script(lesson(mechanics(), *made, "two")));
}

TEST(Lesson, EndsWithARecapAndAsksOnTheWay) {
    const auto made = plan(mechanics(), {"springs and Hooke's law", std::nullopt, std::nullopt});
    ASSERT_TRUE(made);
    const auto beats = lesson(mechanics(), *made, "x");
    EXPECT_EQ(beats.back().title, "To sum up");
    EXPECT_TRUE(std::ranges::any_of(beats, [](const Beat& beat) { return beat.kind() == BeatKind::check; }));
    EXPECT_TRUE(std::ranges::any_of(beats, [](const Beat& beat) { return beat.kind() == BeatKind::formula; }));
}

TEST(Lesson, CaptionsCanBeSpoken) {
    for (const auto& beat : lesson(mechanics(), *plan(mechanics(), {"escape velocity", std::nullopt, std::nullopt}), "x")) {
        std::string caption;
        if (const auto* say = std::get_if<Say>(&beat.body)) caption = say->caption;
        if (const auto* formula = std::get_if<Formula>(&beat.body)) caption = formula->caption;
        EXPECT_EQ(caption.find_first_of("$\\*[]{}_^"), std::string::npos) << caption;
    }
}

TEST(Plan, FindsTheSectionATopicMeans) {
    struct Case {
        std::string topic, section;
    };
    for (const auto& [topic, section] : std::vector<Case>{{"free fall", "Free fall"}, {"Kepler's laws", "Kepler's laws"}, {"acceleration", "Acceleration"}, {"Newtons Laws of Motion", "Newton's Laws of Motion"}}) {
        const auto made = plan(mechanics(), {topic, std::nullopt, std::nullopt});
        ASSERT_TRUE(made) << topic;
        EXPECT_EQ(made->title, section) << topic;
    }
    EXPECT_FALSE(plan(mechanics(), {"medieval poetry of Iceland", std::nullopt, std::nullopt}));
    EXPECT_FALSE(plan(mechanics(), {"", library::NodeId("nobody"), std::nullopt}));
}

TEST(Plan, NamesObjectivesAndEarlierSections) {
    const auto made = plan(mechanics(), {"satellites and orbits", std::nullopt, std::nullopt});
    ASSERT_TRUE(made);
    ASSERT_FALSE(made->objectives.empty());
    EXPECT_THAT(made->objectives[0], testing::StartsWith("Find the speed and period of a satellite"));
    EXPECT_FALSE(made->prerequisites.empty());
}

TEST(Plan, IsShorterWhenTimeIsShort) {
    const auto brief = plan(mechanics(), {"the equations of constant acceleration", std::nullopt, 3});
    const auto full = plan(mechanics(), {"the equations of constant acceleration", std::nullopt, 60});
    ASSERT_TRUE(brief && full);
    EXPECT_LT(brief->beats.size(), full->beats.size());
    EXPECT_EQ(lesson(mechanics(), *brief, "s").size(), brief->beats.size());
}

// Ugly material: a lesson comes of it or nothing does, and nothing breaks.
TEST(UglyMaterial, MakesALessonOfWhatThereIs) {
    const std::string page = "the quick brown fox jumps over the lazy dog and then it rests for a while near the old river. ";
    std::string book;
    for (int i = 0; i < 400; ++i) book += page + "Sentence number " + std::to_string(i) + " speaks of topic " + std::to_string(i % 17) + ".\n\n";
    for (const std::string& text : {std::string("One line.\nAnd another line."), std::string("$$x = y$$"), std::string("# Only a heading"), std::string("\xff\xfe broken \xc3 bytes. More \x80 here."), book,
                                   std::string("# T\n\n```\ncode\n```\n\n![a picture](x.png)\n\n| a |\n|---|\n| 1 |"), std::string("力是矢量。它有方向和大小。速度也是矢量。")}) {
        const auto index = fixture::from_markdown(text).index();
        const auto made = plan(index, {});
        if (!made) continue;
        const auto beats = lesson(index, *made, "s");
        EXPECT_EQ(beats.size(), made->beats.size());
        EXPECT_LE(beats.size(), 24u);
        for (const auto& beat : beats) expect_true_citations(index, beat);
        answer(index, "What is a fox?");
    }
    EXPECT_FALSE(plan(fixture::from_markdown("").index(), {}));
    EXPECT_TRUE(answer(fixture::from_markdown("").index(), "What is a fox?").abstained);
}

}  // namespace
}  // namespace tutor::engine
