#include "tutor/lessons/lesson_routes.hpp"

#include "platform/error.hpp"
#include "tutor/lessons/answers.hpp"
#include "tutor/lessons/plan.hpp"
#include "tutor/record/news.hpp"
#include "tutor/sql.gen.hpp"
#include "tutor/turns/turns_routes.hpp"

namespace tutor {
namespace {

constexpr int lessons_shown = 100;

struct LessonRequest {
    std::optional<PlanId> plan_id;
    std::optional<std::string> topic;
    std::optional<library::CourseId> course_id;
    std::optional<library::NodeId> node_id;
    std::optional<int> minutes;
};
BOOST_DESCRIBE_STRUCT(LessonRequest, (), (plan_id, topic, course_id, node_id, minutes))

struct LessonReply {
    TurnId id;
    std::string title;
    Plan plan;
    TurnState state = TurnState::running;
    std::string stream;
    std::int64_t last_seq = 0;
};
BOOST_DESCRIBE_STRUCT(LessonReply, (), (id, title, plan, state, stream, last_seq))

struct LessonRow {
    TurnId id;
    std::string title;
    library::CourseId course_id;
    std::string state, created_at;
    std::int64_t beats = 0, answered = 0;
};
BOOST_DESCRIBE_STRUCT(LessonRow, (), (id, title, course_id, state, created_at, beats, answered))

struct LessonsReply {
    std::vector<LessonRow> lessons;
};
BOOST_DESCRIBE_STRUCT(LessonsReply, (), (lessons))

LessonReply reply_of(const Turn& turn) {
    return {turn.id, turn.title, json::read<Plan>(turn.subject), turn.state, "/v1/lesson/" + turn.id.str() + "/stream", turn.seq};
}

Task<Plan> plan_of(Room& room, const http::Caller& caller, LessonRequest request) {
    if (request.plan_id) return find_plan(room, caller.org, *request.plan_id);
    return make_plan(room, caller.org, caller.user, {request.topic, request.course_id, request.node_id, request.minutes});
}

Turn lesson_of(const http::Caller& caller, const Plan& plan) {
    Turn turn;
    turn.org = caller.org;
    turn.id = TurnId::fresh();
    turn.user = caller.user;
    turn.kind = TurnKind::lesson;
    turn.title = plan.title;
    turn.course = plan.course_id;
    turn.subject = json::write(plan);
    turn.created_at = timing::now();
    return turn;
}

Task<LessonReply> start_lesson(Room& room, const http::Caller& caller, LessonRequest request) {
    const auto turn = lesson_of(caller, co_await plan_of(room, caller, std::move(request)));
    co_await room.producers->begin(turn, [turn](db::Transaction& tx) { tell_lesson(tx, turn, topic::lesson_started); });
    co_return reply_of(turn);
}

Task<Turn> own_lesson(Room& room, const http::Caller& caller, const http::Request& request) {
    auto turn = co_await own_turn(room, caller, std::string(request.path_value("id")));
    if (turn.kind != TurnKind::lesson) throw Error(ErrorCode::not_found, "There is no such lesson.");
    co_return turn;
}

Task<LessonReply> show_lesson(Room& room, const http::Caller& caller, const http::Request& request) {
    const auto turn = co_await turn_to_watch(room, caller, std::string(request.path_value("id")));
    if (turn.kind != TurnKind::lesson) throw Error(ErrorCode::not_found, "There is no such lesson.");
    co_return reply_of(turn);
}

Task<LessonReply> continue_lesson(Room& room, const http::Caller& caller, const http::Request& request) {
    auto turn = co_await own_lesson(room, caller, request);
    const bool ended_early = turn.state != TurnState::running && turn.state != TurnState::done;
    if (ended_early) co_await room.producers->reopen(turn, draft("level", {{"level", level_now(room)}, {"reason", "continued"}}));
    const auto now = co_await room.log.find(turn.org, turn.id);
    co_return reply_of(now ? *now : turn);
}

Task<AnswerReply> answer(Room& room, const http::Caller& caller, const http::Request& request, AnswerRequest body) {
    auto turn = co_await own_lesson(room, caller, request);
    co_return co_await answer_check(room, std::move(turn), std::move(body));
}

Task<LessonsReply> list_lessons(Room& room, const http::Caller& caller) {
    const auto rows = co_await room.database.read(sql::lessons_of_user, caller.org, caller.user, lessons_shown);
    LessonsReply reply;
    for (const auto& row : rows)
        reply.lessons.push_back({row.id<TurnId>(0), row.text(1), row.id<library::CourseId>(2), row.text(3), timing::to_rfc3339(row.integer(4)),
                                 row.integer(5), row.integer(6)});
    co_return reply;
}

}  // namespace

void mount_lessons(http::Router& router, Room& room) {
    router.post("/v1/plan", {.limit = "plan", .moderated = true, .moderated_members = {"topic"}, .costs = true, .summary = "Plan a lesson"},
                [&room](const http::Caller& caller, PlanRequest request) { return make_plan(room, caller.org, caller.user, std::move(request)); });
    router.post("/v1/lesson", {.moderated = true, .moderated_members = {"topic"}, .summary = "Start a lesson"},
                [&room](const http::Caller& caller, LessonRequest request) { return start_lesson(room, caller, std::move(request)); });
    router.get("/v1/lesson/{id}", {.summary = "A lesson and its state"},
               [&room](const http::Caller& caller, const http::Request& request) { return show_lesson(room, caller, request); });
    router.get("/v1/lessons", {.summary = "My lessons, newest first"},
               [&room](const http::Caller& caller, const http::Request&) { return list_lessons(room, caller); });
    router.post("/v1/lesson/{id}/continue", {.summary = "Go on with a lesson that ended early"},
                [&room](const http::Caller& caller, const http::Request& request) { return continue_lesson(room, caller, request); });
    router.post("/v1/lesson/{id}/answer", {.summary = "Answer a check, ask for a hint or for the answer"},
                [&room](const http::Caller& caller, const http::Request& request, AnswerRequest body) {
                    return answer(room, caller, request, std::move(body));
                });
}

}  // namespace tutor
