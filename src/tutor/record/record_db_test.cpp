#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "lrs/sql.gen.hpp"
#include "tutor/asking/ask.hpp"
#include "tutor/lessons/answers.hpp"
#include "tutor/lessons/plan.hpp"
#include "tutor/record/statements.hpp"
#include "tutor/tutor_test_support.hpp"

namespace tutor {
namespace {

using testing::ElementsAre;

constexpr db::Query all_bodies{"test.all_bodies", "SELECT body FROM statements ORDER BY stored", "SELECT body FROM statements ORDER BY stored"};
constexpr db::Query all_events{"test.all_events", "SELECT id, org_id, topic, payload, at FROM outbox", "SELECT id, org_id, topic, payload, at FROM outbox"};

class RecordDbTest : public TutorDbTest {
protected:
    RecordDbTest() { database->migrate(lrs::migrations); }
    ~RecordDbTest() override {
        if (bus) bus->stop();
    }

    void start_recording() {
        start();
        records = std::make_unique<lrs::Lrs>(*database, lrs::Config{}, org);
        bus = std::make_unique<bus::Bus>(*database, context.get_executor());
        record(*bus, *library, *records, "https://tutor.example/xapi");
        bus->start();
    }

    Turn begin_lesson() {
        PlanRequest request;
        request.topic = "Newton's second law";
        const auto plan = wait(make_plan(room(), org, user, request));
        Turn turn;
        turn.org = org;
        turn.id = TurnId::fresh();
        turn.user = user;
        turn.title = plan.title;
        turn.course = plan.course_id;
        turn.subject = json::write(plan);
        turn.created_at = timing::now();
        wait(room().producers->begin(turn));
        return turn;
    }
    std::vector<std::string> checks_of(const Turn& lesson) {
        std::vector<std::string> ids;
        for (const auto& check : of_kind(finished(lesson.id), "check"))
            ids.emplace_back(boost::json::parse(check.payload).as_object().at("check_id").as_string());
        return ids;
    }
    std::string right_answer(const Turn& lesson, const std::string& check) {
        const auto rows = wait(database->read(sql::find_check, org, lesson.id, check));
        return json::read<engine::Check>(rows[0].text(0)).answer;
    }
    void answer(const Turn& lesson, const std::string& check, std::string text, std::optional<Want> want = {}) {
        wait(answer_check(room(), lesson, {check, std::move(text), want}));
    }

    // Everything that is stored, once all that happened is.
    std::vector<boost::json::object> statements() {
        const auto expected = database->run_now(all_events).size();
        for (int i = 0; i < 2000; ++i) {
            const auto rows = database->run_now(all_bodies);
            if (rows.size() >= expected) return parsed(rows);
            bus->nudge();
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        ADD_FAILURE() << "not everything was recorded";
        return {};
    }
    std::vector<std::string> verbs() {
        std::vector<std::string> found;
        for (const auto& statement : statements()) found.emplace_back(statement.at("verb").at_pointer("/display/en").as_string());
        return found;
    }
    static std::vector<boost::json::object> parsed(const db::Rows& rows) {
        std::vector<boost::json::object> found;
        for (const auto row : rows) found.push_back(boost::json::parse(row.text(0)).as_object());
        return found;
    }

    std::unique_ptr<lrs::Lrs> records;
    std::unique_ptr<bus::Bus> bus;
};
OT_ON_EACH_ENGINE(RecordDbTest);

std::vector<std::string> without(std::vector<std::string> verbs, std::string_view left_out) {
    std::erase(verbs, left_out);
    return verbs;
}

TEST_P(RecordDbTest, CompletesALessonWithTheAnswerToItsLastCheck) {
    start_recording();
    const auto lesson = begin_lesson();
    const auto checks = checks_of(lesson);
    ASSERT_FALSE(checks.empty());
    EXPECT_THAT(without(verbs(), "progressed"), ElementsAre("initialized"));

    for (const auto& check : checks) answer(lesson, check, right_answer(lesson, check));
    std::vector<std::string> expected{"initialized"};
    expected.insert(expected.end(), checks.size(), "answered");
    expected.insert(expected.end(), {"completed", "passed", "terminated"});
    EXPECT_EQ(without(verbs(), "progressed"), expected);

    for (const auto& check : checks) answer(lesson, check, "again");
    EXPECT_EQ(without(verbs(), "progressed"), expected) << "what is settled is no news";
}

TEST_P(RecordDbTest, FailsALessonWhoseAnswersWereShown) {
    start_recording();
    const auto lesson = begin_lesson();
    const auto checks = checks_of(lesson);
    for (const auto& check : checks) {
        answer(lesson, check, "certainly wrong");
        answer(lesson, check, "", Want::hint);
        answer(lesson, check, "", Want::reveal);
    }
    std::vector<std::string> expected{"initialized"};
    for (std::size_t i = 0; i < checks.size(); ++i) expected.insert(expected.end(), {"answered", "skipped"});
    expected.insert(expected.end(), {"completed", "failed", "terminated"});
    EXPECT_EQ(without(verbs(), "progressed"), expected);
}

TEST_P(RecordDbTest, TellsEachQuarterOnce) {
    start_recording();
    const auto lesson = begin_lesson();
    finished(lesson.id);
    std::vector<std::int64_t> quarters;
    for (const auto& statement : statements())
        if (statement.at("verb").at_pointer("/display/en") == "progressed")
            quarters.push_back(statement.at("result").as_object().at("extensions").as_object().begin()->value().to_number<std::int64_t>());
    EXPECT_THAT(quarters, ElementsAre(25, 50, 75));
}

TEST_P(RecordDbTest, TellsThatALessonWasStoppedAndGoesOn) {
    config.pace = std::chrono::seconds(30);
    start_recording();
    const auto lesson = begin_lesson();
    for (int i = 0; i < 1000 && verbs().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    wait(room().log.append_beside(org, lesson.id, draft("stopped", {}), TurnState::stopped));
    room().producers->stopped(lesson.id);
    while (room().producers->writes(lesson.id)) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    wait(room().producers->reopen(lesson, draft("level", {{"level", "L0"}, {"reason", "continued"}})));
    EXPECT_THAT(without(verbs(), "progressed"), ElementsAre("initialized", "terminated", "resumed"));
}

TEST_P(RecordDbTest, TellsTheEndOfALessonThatCouldNotBeTaught) {
    start_recording();
    Turn turn;
    turn.org = org;
    turn.id = TurnId::fresh();
    turn.user = user;
    turn.course = *course;
    turn.subject = "{}";
    turn.created_at = timing::now();
    wait(room().producers->begin(turn));
    EXPECT_EQ(finished(turn.id).back().kind, "failed");
    EXPECT_THAT(verbs(), ElementsAre("terminated"));
}

TEST_P(RecordDbTest, StoresAnEventThatComesAgainOnce) {
    start_recording();
    const auto turn = wait(ask(room(), org, user, {*course, "What is inertia?", std::nullopt, std::nullopt, std::nullopt}));
    finished(turn.id);
    ASSERT_THAT(verbs(), ElementsAre("asked"));
    const auto rows = database->run_now(all_events);
    const auto row = rows[0];
    const bus::Event event{row.text(0), row.id<OrgId>(1), row.text(2), row.text(3), row.integer(4)};
    const auto again = statement_of(event, {"https://tutor.example", wait(library->course(org, *course))->title, "en"});
    EXPECT_THAT(wait(records->record(org, "tutor", again)), ElementsAre(event.id));
    EXPECT_THAT(verbs(), ElementsAre("asked"));
}

}  // namespace
}  // namespace tutor
