#include "tutor/record/statements.hpp"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "platform/json/json.hpp"
#include "tutor/record/news.hpp"

namespace tutor {
namespace {

using testing::HasSubstr;
using testing::Not;

const Scene scene{"https://tutor.example", "Mechanics", "en-GB"};
constexpr timing::Micros noon = 1'795'262'400'000'000;

LessonNews lesson_news() {
    LessonNews news;
    news.lesson_id = TurnId("01920000-0000-7000-8000-000000000001");
    news.user_id = UserId("01920000-0000-7000-8000-000000000002");
    news.course_id = library::CourseId("c1");
    news.node_id = library::NodeId("n1");
    news.title = "Inertia";
    news.began_at = noon - 90'500'000;
    return news;
}

CheckNews check_news(engine::Form form, std::vector<std::string> right, std::string response) {
    CheckNews news;
    news.lesson = lesson_news();
    news.check_id = "q1";
    news.form = form;
    news.prompt = "What?";
    news.right_answers = std::move(right);
    news.tolerance = 0.02;
    news.tries = 2;
    news.shown_at = noon - 1'250'000;
    news.response = std::move(response);
    news.success = true;
    return news;
}

boost::json::value statement(std::string_view topic, const std::string& payload, const Scene& about = scene) {
    const bus::Event event{"01920000-0000-7000-8000-000000000009", OrgId("o"), std::string(topic), payload, noon};
    return boost::json::parse(statement_of(event, about));
}

const boost::json::value& at(const boost::json::value& value, std::string_view pointer) { return value.at_pointer(pointer); }

TEST(Statements, SayWhoLearntWhatInWhichLesson) {
    const auto said = statement(topic::lesson_started, json::write(lesson_news()));
    EXPECT_EQ(at(said, "/id"), "01920000-0000-7000-8000-000000000009");
    EXPECT_EQ(at(said, "/actor/account/homePage"), "https://tutor.example");
    EXPECT_EQ(at(said, "/actor/account/name"), "01920000-0000-7000-8000-000000000002");
    EXPECT_EQ(at(said, "/verb/id"), "http://adlnet.gov/expapi/verbs/launched");
    EXPECT_EQ(at(said, "/object/id"), "https://tutor.example/course/c1/section/n1");
    EXPECT_EQ(at(said, "/object/definition/name/en-GB"), "Inertia");
    EXPECT_EQ(at(said, "/context/registration"), "01920000-0000-7000-8000-000000000001");
    EXPECT_EQ(at(said, "/context/contextActivities/grouping/0/id"), "https://tutor.example/course/c1");
    EXPECT_EQ(at(said, "/context/language"), "en-GB");
    EXPECT_FALSE(said.as_object().contains("result"));
}

TEST(Statements, AreTheSameForTheSameEvent) {
    const auto payload = json::write(check_news(engine::Form::cloze, {"mass"}, "mass"));
    EXPECT_EQ(statement(topic::check_answered, payload), statement(topic::check_answered, payload));
}

TEST(Statements, SayHowALessonWasPassed) {
    auto news = lesson_news();
    news.right = 3;
    news.graded = 4;
    const auto said = statement(topic::lesson_not_passed, json::write(news));
    EXPECT_EQ(at(said, "/verb/id"), "http://adlnet.gov/expapi/verbs/failed");
    EXPECT_EQ(at(said, "/result/success"), false);
    EXPECT_EQ(at(said, "/result/score/scaled"), 0.75);
    EXPECT_EQ(at(said, "/result/score/max"), 4);
    EXPECT_EQ(at(said, "/result/duration"), "PT90.50S");
    EXPECT_THAT(boost::json::serialize(at(said, "/context/extensions")), HasSubstr("masteryscore\":8E-1"));
}

TEST(Statements, SayHowFarALessonIs) {
    auto news = lesson_news();
    news.percent = 50;
    const auto said = statement(topic::lesson_progressed, json::write(news));
    EXPECT_EQ(boost::json::serialize(at(said, "/result")), R"({"extensions":{"https://w3id.org/xapi/cmi5/result/extensions/progress":50}})");
}

TEST(Statements, SayWhyALessonEnded) {
    auto news = lesson_news();
    news.reason = "stopped";
    const auto said = statement(topic::lesson_terminated, json::write(news));
    EXPECT_EQ(boost::json::serialize(at(said, "/result/extensions")), R"({"https://tutor.example/xapi/profile/reason":"stopped"})");
}

TEST(Statements, NameWhatIsRightOfEachFormOfCheck) {
    const auto pattern = [](engine::Form form, std::vector<std::string> right) {
        const auto said = statement(topic::check_answered, json::write(check_news(form, std::move(right), "x")));
        return boost::json::serialize(at(said, "/object/definition/interactionType")) + boost::json::serialize(at(said, "/object/definition/correctResponsesPattern"));
    };
    EXPECT_EQ(pattern(engine::Form::choice, {"b"}), R"("choice"["b"])");
    EXPECT_EQ(pattern(engine::Form::truefalse, {"true"}), R"("true-false"["true"])");
    EXPECT_EQ(pattern(engine::Form::cloze, {"mass", "masses"}), R"("fill-in"["mass","masses"])");
    EXPECT_EQ(pattern(engine::Form::numeric, {"100"}), R"("numeric"["98[:]102"])");
    EXPECT_EQ(pattern(engine::Form::numeric, {"-100"}), R"("numeric"["-102[:]-98"])");
}

TEST(Statements, SayWhatWasAnsweredAndHowLongItTook) {
    auto news = check_news(engine::Form::choice, {"b"}, "Its inertia");
    news.prompt = "What is *inertia*?";
    news.choices = {{"a", "Its **weight**"}, {"b", "Its inertia"}};
    const auto said = statement(topic::check_answered, json::write(news));
    EXPECT_EQ(at(said, "/result/response"), "b");
    EXPECT_EQ(at(said, "/result/success"), true);
    EXPECT_EQ(at(said, "/result/duration"), "PT1.25S");
    EXPECT_EQ(at(said, "/object/definition/description/en-GB"), "What is inertia?");
    EXPECT_EQ(at(said, "/object/definition/choices/0/description/en-GB"), "Its weight");
    EXPECT_EQ(at(said, "/context/contextActivities/parent/0/id"), "https://tutor.example/course/c1/section/n1");
}

TEST(Statements, LeaveOutWhatNobodyKnows) {
    auto news = check_news(engine::Form::cloze, {""}, "an essay");
    news.success.reset();
    const auto said = statement(topic::check_answered, json::write(news), {"https://tutor.example", "", ""});
    EXPECT_FALSE(at(said, "/result").as_object().contains("score"));
    EXPECT_FALSE(at(said, "/context").as_object().contains("language"));
    EXPECT_FALSE(at(said, "/object/definition").as_object().contains("correctResponsesPattern"));
    EXPECT_EQ(at(said, "/object/definition/description/und"), "What?");
}

TEST(Statements, KeepAQuestionsWordsToTheLearner) {
    const QuestionNews news{TurnId("01920000-0000-7000-8000-000000000005"), UserId("u"), library::CourseId("c1"),
                            ConversationId("01920000-0000-7000-8000-000000000006"), std::nullopt, "direct"};
    const auto said = statement(topic::question_asked, json::write(news));
    EXPECT_EQ(at(said, "/object/id"), "https://tutor.example/question/01920000-0000-7000-8000-000000000005");
    EXPECT_EQ(at(said, "/context/registration"), "01920000-0000-7000-8000-000000000006");
    EXPECT_THAT(boost::json::serialize(said), Not(HasSubstr("response")));
}

TEST(Statements, AreNotMadeOfOtherEvents) {
    EXPECT_EQ(course_of({"e", OrgId("o"), "safety.refused", "{}", noon}), "");
    EXPECT_EQ(course_of({"e", OrgId("o"), std::string(topic::check_answered), json::write(check_news(engine::Form::cloze, {}, "")), noon}), "c1");
}

}  // namespace
}  // namespace tutor
