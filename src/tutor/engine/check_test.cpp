#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <algorithm>

#include "platform/json/json.hpp"
#include "tutor/engine/course_fixture.hpp"
#include "tutor/engine/quiz.hpp"

namespace tutor::engine {
namespace {

Check cloze(std::string answer, std::vector<std::string> accepted = {}) {
    Check check;
    check.form = Form::cloze;
    check.answer = std::move(answer);
    check.accepted = std::move(accepted);
    return check;
}

Check numeric(std::string answer, std::string unit) {
    Check check;
    check.form = Form::numeric;
    check.answer = std::move(answer);
    if (!unit.empty()) check.unit = std::move(unit);
    return check;
}

TEST(Grade, ForgivesSpellingButNotMeaning) {
    struct Case {
        std::string right, given;
        Verdict verdict;
    };
    const std::vector<Case> cases{{"momentum", "Momentum", Verdict::correct}, {"momentum", " the momentum. ", Verdict::correct}, {"momentum", "momemtum", Verdict::correct},
                                  {"momentum", "moment", Verdict::not_yet}, {"mass", "mess", Verdict::not_yet}, {"force", "forces", Verdict::correct}, {"énergie", "energie", Verdict::correct},
                                  {"net force", "netforce", Verdict::not_yet}, {"net force", "net  Force", Verdict::correct}, {"net force", "", Verdict::not_yet}, {"Newton's first law", "newtons first law", Verdict::correct},
                                  {"F = m a", "", Verdict::not_yet}, {"\\frac{v^2}{2 g}", "v^2/(2 g)", Verdict::correct}};
    for (const auto& [right, given, verdict] : cases) EXPECT_EQ(grade(cloze(right), given).verdict, verdict) << right << " / " << given;
    EXPECT_EQ(grade(cloze("drag", {"air resistance"}), "air resistance").verdict, Verdict::correct);
    EXPECT_EQ(grade(cloze(""), "an essay").verdict, Verdict::self_grade);
}

TEST(Grade, ComparesNumbersWithUnits) {
    struct Case {
        std::string right, unit, given;
        Verdict verdict;
    };
    const std::vector<Case> cases{{"10", "m/s", "10", Verdict::correct}, {"10", "m/s", "36 km/h", Verdict::correct}, {"10", "m/s", "10.1 m/s", Verdict::correct}, {"10", "m/s", "11", Verdict::not_yet},
                                  {"10", "m/s", "10 m", Verdict::not_yet}, {"10", "m/s", "fast", Verdict::not_yet}, {"14.7", "N", "14,7 N", Verdict::correct}, {"0.5", "", "1/2", Verdict::correct},
                                  {"30", "°", "30 degrees", Verdict::correct}, {"2e+08", "kg", "2*10^8 kg", Verdict::correct}, {"2e+08", "kg", "200 000 000", Verdict::correct}, {"0.002", "kg", "2 g", Verdict::correct},
                                  {"5", "kg", "\xff\xfe", Verdict::not_yet}};
    for (const auto& [right, unit, given, verdict] : cases) EXPECT_EQ(grade(numeric(right, unit), given).verdict, verdict) << right << unit << " / " << given;
}

TEST(Hint, IsClampedToItsLadder) {
    auto check = cloze("x");
    check.hints = {"one", "two", "three", "four"};
    EXPECT_EQ(hint(check, 0).text, "one");
    EXPECT_EQ(hint(check, 9).level, 4);
}

TEST(Check, SurvivesStorage) {
    auto check = numeric("14.7", "N");
    check.source = Cite{library::PassageId("p"), 1, 2};
    const auto again = json::read<Check>(json::write(check));
    EXPECT_EQ(again.answer, "14.7");
    EXPECT_EQ(again.form, Form::numeric);
    EXPECT_EQ(again.source, check.source);
}

// Everything the course allows, with several seeds.
class EveryCheck : public testing::Test {
protected:
    static const Index& index() {
        static const Index made = fixture::mechanics().index();
        return made;
    }
    template <class Test>
    static int for_each(Test test) {
        int count = 0;
        const auto use = [&](std::optional<Check> check) {
            if (!check) return;
            test(*check);
            ++count;
        };
        for (const std::string seed : {"a", "b"}) {
            Random random(seed);
            for (int i = 0; i < static_cast<int>(index().state().sentences.size()); ++i)
                for (auto* make : {make_cloze, make_choice, make_truefalse}) use(make(index(), i, random));
            for (int i = 0; i < static_cast<int>(index().passages().size()); ++i)
                for (auto* make : {make_numeric, make_steps}) use(make(index(), i, random));
        }
        return count;
    }
};

TEST_F(EveryCheck, GradesItsOwnAnswerCorrectAndDistractorsNotYet) {
    const int count = for_each([](const Check& check) {
        EXPECT_EQ(grade(check, check.answer).verdict, Verdict::correct) << check.prompt;
        for (const auto& choice : check.choices)
            if (choice.id != check.answer) EXPECT_EQ(grade(check, choice.id).verdict, Verdict::not_yet) << check.prompt;
        EXPECT_EQ(grade(check, "").verdict, Verdict::not_yet) << check.prompt;
    });
    EXPECT_GT(count, 300);
}

TEST_F(EveryCheck, HasDistinctChoicesAndOneBlank) {
    for_each([](const Check& check) {
        for (std::size_t i = 0; i < check.choices.size(); ++i)
            for (std::size_t j = i + 1; j < check.choices.size(); ++j) EXPECT_NE(check.choices[i].text, check.choices[j].text) << check.prompt;
        if (check.form == Form::cloze) EXPECT_EQ(check.prompt.find("____"), check.prompt.rfind("____")) << check.prompt;
    });
}

TEST_F(EveryCheck, HidesTheAnswerUntilTheLadderTellsIt) {
    for_each([](const Check& check) {
        ASSERT_EQ(check.hints.size(), 4u);
        EXPECT_TRUE(check.citations.empty());
        if (check.form != Form::cloze) return;
        for (const auto& text : {check.prompt, check.hints[1]}) {
            const auto gap = text.substr(text.find(": ") + 2);
            EXPECT_THAT(gap, testing::Not(testing::HasSubstr(check.answer))) << check.answer;
        }
        EXPECT_THAT(check.hints[3], testing::HasSubstr(check.answer));
    });
}

TEST_F(EveryCheck, CitesASpanThatExists) {
    for_each([](const Check& check) {
        ASSERT_TRUE(check.source);
        EXPECT_FALSE(index().quote(*check.source).empty());
    });
}

TEST_F(EveryCheck, MakesNumericItemsOfTheWorkedExamples) {
    int examples = 0, made = 0;
    Random random("seed");
    for (int i = 0; i < static_cast<int>(index().passages().size()); ++i) {
        const auto& passage = index().passages()[static_cast<std::size_t>(i)];
        if (!passage.text.contains("Answer: $")) continue;
        ++examples;
        made += make_numeric(index(), i, random).has_value();
    }
    RecordProperty("examples", examples);
    RecordProperty("numeric_items", made);
    EXPECT_GE(made, examples * 8 / 10) << made << " of " << examples;
}

// What a maker says about the first sentence or passage of a text, over many seeds.
std::vector<Check> checks_of(std::optional<Check> (*make)(const Index&, int, Random&), const Index& index) {
    std::vector<Check> checks;
    for (int seed = 0; seed < 40; ++seed) {
        Random random(std::to_string(seed));
        if (auto check = make(index, 0, random)) checks.push_back(std::move(*check));
    }
    return checks;
}

TEST(Steps, AsksForTheStepThatFollows) {
    const std::vector<std::string> steps{"Write the fraction.", "Multiply by the factor.", "Cancel the unit.", "Do the arithmetic.", "Check it."};
    std::string list = "To convert a unit, follow these steps:\n\n";
    for (std::size_t i = 0; i < steps.size(); ++i) list += std::to_string(i + 1) + ". " + steps[i] + "\n";
    const auto checks = checks_of(make_steps, fixture::from_markdown(list).index());
    ASSERT_EQ(checks.size(), 40u);
    for (const auto& check : checks) {
        EXPECT_THAT(check.prompt, testing::StartsWith("To convert a unit, follow these steps: which step comes right after"));
        const auto asked = check.prompt.substr(check.prompt.find("> ") + 2);
        const auto place = std::ranges::find(steps, asked) - steps.begin();
        EXPECT_EQ(check.answer_text, steps.at(static_cast<std::size_t>(place) + 1));
        EXPECT_EQ(check.choices.size(), 4u);
        for (const auto& choice : check.choices) EXPECT_EQ(grade(check, choice.id).verdict == Verdict::correct, choice.text == check.answer_text);
    }
}

TEST(Steps, LeaveListsWithoutAnOrderAlone) {
    for (const std::string text : {"Friction has three laws:\n\n1. It is proportional to the load.\n2. It does not know the area.\n3. It does not know the speed.",
                                   "Follow these steps:\n\n1. One.\n2. Two.", "Follow these steps:\n\n1. One.\n1. One.\n3. Three.", "Follow these steps:\n\n- One.\n- Two.\n- Three."})
        EXPECT_TRUE(checks_of(make_steps, fixture::from_markdown(text).index()).empty()) << text;
}

TEST(TrueFalse, ChangesANumberWhenItLies) {
    const std::string sentence = "In the first second of free fall an object drops about 4.9 metres.";
    int lies = 0;
    for (const auto& check : checks_of(make_truefalse, fixture::from_markdown(sentence).index())) {
        const bool as_it_stands = check.prompt == "True or false? " + sentence;
        EXPECT_EQ(check.answer, as_it_stands ? "true" : "false") << check.prompt;
        EXPECT_THAT(check.prompt, testing::ContainsRegex("drops about [0-9]+\\.[0-9] metres"));
        lies += !as_it_stands;
    }
    EXPECT_GT(lies, 5);
    EXPECT_LT(lies, 35);
}

TEST(TrueFalse, LeavesNumbersThatAreOnlyPartsAlone) {
    for (const std::string text : {"The speed of light in vacuum is exactly 299 792 458 metres per second.", "The kinetic energy of a body is always $m v^2/2$ in this book.",
                                   "The motion of the second body is drawn in Figure 3 of this chapter.", "Sound moves through the air of a room at 1,200 kilometres an hour.",
                                   "It falls about 4.9 metres in the first second of its fall."})
        EXPECT_TRUE(checks_of(make_truefalse, fixture::from_markdown(text).index()).empty()) << text;
}

}  // namespace
}  // namespace tutor::engine
