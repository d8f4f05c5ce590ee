#include <boost/json/parse.hpp>

#include "tutor/asking/ask.hpp"
#include "tutor/lessons/answers.hpp"
#include "tutor/lessons/plan.hpp"
#include "tutor/tutor_test_support.hpp"
#include "tutor/turns/turn_watch.hpp"

namespace tutor {
namespace {

OT_ON_EACH_ENGINE(TutorDbTest);

Turn lesson_turn(const OrgId& org, const UserId& user, const Plan& plan) {
    Turn turn;
    turn.org = org;
    turn.id = TurnId::fresh();
    turn.user = user;
    turn.title = plan.title;
    turn.course = plan.course_id;
    turn.subject = json::write(plan);
    turn.created_at = timing::now();
    return turn;
}

boost::json::object data(const Event& event) { return boost::json::parse(event.payload).as_object(); }

PlanRequest about(std::string topic) {
    PlanRequest request;
    request.topic = std::move(topic);
    return request;
}

TEST_P(TutorDbTest, PlansByTopicAndNamesTheNearestSubjectsOtherwise) {
    start();
    const auto plan = wait(make_plan(room(), org, user, about("Newton's second law")));
    EXPECT_EQ(plan.course_id, *course);
    EXPECT_EQ(plan.title, "Newton's second law");
    EXPECT_FALSE(plan.beats.empty());
    EXPECT_EQ(wait(find_plan(room(), org, plan.id)).title, plan.title);
    try {
        wait(make_plan(room(), org, user, about("sourdough bread")));
        ADD_FAILURE() << "planned a lesson about bread";
    } catch (const Error& error) {
        EXPECT_EQ(error.code, ErrorCode::not_found);
        EXPECT_NE(error.detail.find("Inertia"), std::string::npos) << error.detail;
    }
}

TEST_P(TutorDbTest, KeepsPlansOfOtherOrganisationsOut) {
    start();
    const auto plan = wait(make_plan(room(), org, user, about("inertia")));
    EXPECT_THROW(wait(find_plan(room(), OrgId::fresh(), plan.id)), Error);
}

TEST_P(TutorDbTest, TeachesWholeBeatsInOrderWithCitationsThatStandInTheCourse) {
    start();
    const auto plan = wait(make_plan(room(), org, user, about("Newton's second law")));
    const auto turn = lesson_turn(org, user, plan);
    wait(room().producers->begin(turn));
    const auto events = finished(turn.id);
    ASSERT_EQ(events.front().kind, "plan");
    EXPECT_EQ(events.back().kind, "done");
    EXPECT_EQ(of_kind(events, "beat").size(), plan.beats.size());
    for (std::size_t i = 0; i < events.size(); ++i) EXPECT_EQ(events[i].seq, static_cast<std::int64_t>(i + 1));
    for (const auto& say : of_kind(events, "say")) {
        EXPECT_EQ(data(say).at("source"), "course");
        for (const auto& citation : data(say).at("citations").as_array()) {
            const auto& fields = citation.as_object();
            const auto span = wait(library->reread(org, library::PassageId(std::string(fields.at("passage_id").as_string())),
                                                   fields.at("start").to_number<int>(), fields.at("end").to_number<int>()));
            ASSERT_TRUE(span);
            EXPECT_EQ(span->quote, fields.at("quote").as_string());
        }
    }
}

TEST_P(TutorDbTest, GradesHintsAndRevealsWithoutTellingTooEarly) {
    start();
    const auto plan = wait(make_plan(room(), org, user, about("Newton's second law")));
    const auto turn = lesson_turn(org, user, plan);
    wait(room().producers->begin(turn));
    const auto checks = of_kind(finished(turn.id), "check");
    ASSERT_FALSE(checks.empty());
    EXPECT_FALSE(data(checks[0]).contains("answer"));
    AnswerRequest request{std::string(data(checks[0]).at("check_id").as_string()), "certainly wrong", std::nullopt};

    const auto wrong = wait(answer_check(room(), turn, request));
    EXPECT_NE(wrong.verdict, engine::Verdict::correct);
    EXPECT_EQ(wrong.tries, 1);
    EXPECT_FALSE(wrong.answer || wrong.explanation || wrong.citation);
    request.want = Want::hint;
    EXPECT_FALSE(wait(answer_check(room(), turn, request)).answer);
    request.want = Want::reveal;
    const auto revealed = wait(answer_check(room(), turn, request));
    EXPECT_EQ(revealed.verdict, engine::Verdict::revealed);
    ASSERT_TRUE(revealed.answer);

    request.want = std::nullopt;
    request.answer = *revealed.answer;
    EXPECT_EQ(wait(answer_check(room(), turn, request)).verdict, engine::Verdict::revealed) << "a revealed check cannot become right";
    const auto kept = wait(answers_of(room(), org, turn.id));
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept[0].as_object().at("verdict"), "revealed");
    request.check_id = "no-such-check";
    EXPECT_THROW(wait(answer_check(room(), turn, request)), Error);
}

TEST_P(TutorDbTest, AcceptsTheRightAnswer) {
    start();
    const auto plan = wait(make_plan(room(), org, user, about("Newton's second law")));
    const auto first = lesson_turn(org, user, plan), second = lesson_turn(org, user, plan);
    wait(room().producers->begin(first));
    wait(room().producers->begin(second));
    finished(second.id);
    const auto check = std::string(data(of_kind(finished(first.id), "check").at(0)).at("check_id").as_string());
    const auto answer = *wait(answer_check(room(), first, {check, "", Want::reveal})).answer;
    const auto right = wait(answer_check(room(), second, {check, answer, std::nullopt}));
    EXPECT_EQ(right.verdict, engine::Verdict::correct);
    EXPECT_TRUE(right.answer && right.explanation);
}

TEST_P(TutorDbTest, AnswersFromTheCourseWithItsSource) {
    start();
    const auto turn = wait(ask(room(), org, user, {*course, "What is inertia?", std::nullopt, std::nullopt, std::nullopt}));
    const auto events = finished(turn.id);
    EXPECT_EQ(events.front().kind, "ask");
    const auto sentences = of_kind(events, "sentence");
    ASSERT_FALSE(sentences.empty());
    EXPECT_NE(data(sentences[0]).at("text").as_string().find("tendency of a body"), std::string::npos);
    EXPECT_EQ(data(sentences[0]).at("citations").as_array().size(), 1u);
    EXPECT_EQ(events.back().kind, "done");
}

TEST_P(TutorDbTest, SaysWhenTheCourseDoesNotAnswer) {
    start();
    const auto turn = wait(ask(room(), org, user, {*course, "Who won the football world cup in 1998?", std::nullopt, std::nullopt, std::nullopt}));
    const auto events = finished(turn.id);
    EXPECT_TRUE(of_kind(events, "sentence").empty());
    EXPECT_EQ(of_kind(events, "abstain").size(), 1u);
}

TEST_P(TutorDbTest, LeadsInsteadOfTellingWhenAskedTo) {
    start();
    const auto turn = wait(ask(room(), org, user, {*course, "What is inertia?", std::nullopt, Mode::socratic, std::nullopt}));
    const auto sentences = of_kind(finished(turn.id), "sentence");
    ASSERT_EQ(sentences.size(), 1u);
    EXPECT_EQ(data(sentences[0]).at("text").as_string().find("tendency of a body"), std::string::npos);
}

TEST_P(TutorDbTest, KeepsAConversationToItsOwner) {
    start();
    const auto turn = wait(ask(room(), org, user, {*course, "What is inertia?", std::nullopt, std::nullopt, std::nullopt}));
    EXPECT_NO_THROW(wait(ask(room(), org, user, {*course, "And momentum?", turn.conversation, std::nullopt, std::nullopt})));
    EXPECT_THROW(wait(ask(room(), org, UserId::fresh(), {*course, "And momentum?", turn.conversation, std::nullopt, std::nullopt})), Error);
}

std::string payloads(const std::vector<Event>& events) {
    std::string text;
    for (const auto& event : events) text += event.kind + event.payload + "\n";
    return text;
}
TEST_P(TutorDbTest, GoesOnWithALessonWhoseProcessDiedAndRepeatsNothing) {
    start();
    const auto plan = wait(make_plan(room(), org, user, about("Newton's second law")));
    const auto whole = lesson_turn(org, user, plan);
    wait(room().producers->begin(whole));
    const auto expected = finished(whole.id);

    // A process that is gone has left the first half, and the beginning of a beat.
    bus::Signal far;
    TurnLog dead(*database, far, "", std::chrono::seconds(10));
    const auto half = lesson_turn(org, user, plan);
    const auto lease = wait(dead.open(half));
    const auto cut = static_cast<std::size_t>(std::ranges::find(expected, of_kind(expected, "beat").at(2).seq, &Event::seq) - expected.begin());
    for (std::size_t i = 0; i <= cut; ++i) {
        std::vector<Draft> one{{expected[i].kind, expected[i].payload}};
        wait(dead.append(lease, one));
    }
    wait(take_over_orphans(room()));
    EXPECT_EQ(payloads(finished(half.id)), payloads(expected));
    EXPECT_FALSE(wait(dead.append(lease, {draft("say", {})})));
}

Task<Ending> away_at_first(int& tries) {
    if (tries++ == 0) throw Error(ErrorCode::unavailable, "The database is not available at the moment.");
    co_return Ending{};
}

TEST_P(TutorDbTest, GoesOnWithATurnWhenWhatWasAwayIsBack) {
    start();
    int tries = 0;
    room().producers->set(TurnKind::echo, [&tries](Turn, std::shared_ptr<Pen>) { return away_at_first(tries); });
    Turn turn;
    turn.org = org;
    turn.id = TurnId::fresh();
    turn.user = user;
    turn.kind = TurnKind::echo;
    turn.subject = "{}";
    wait(room().producers->begin(turn));
    while (room().producers->count() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    wait(take_over_orphans(room()));
    const auto events = finished(turn.id);
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].kind, "done");
    EXPECT_EQ(tries, 2);
}

TEST_P(TutorDbTest, EndsATurnThatCannotBeProducedAsFailed) {
    start();
    const auto plan = wait(make_plan(room(), org, user, about("inertia")));
    auto turn = lesson_turn(org, user, plan);
    turn.subject = "{}";  // no producer can go on with it
    wait(room().producers->begin(turn));
    const auto events = finished(turn.id);
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].kind, "failed");
    EXPECT_TRUE(data(events[0]).at("error").as_object().contains("code"));
}

}  // namespace
}  // namespace tutor
