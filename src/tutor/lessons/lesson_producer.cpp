#include "tutor/lessons/lesson_producer.hpp"

#include "tutor/lessons/beats.hpp"
#include "tutor/lessons/lesson.hpp"
#include "tutor/lessons/model_beat.hpp"
#include "tutor/sql.gen.hpp"

namespace tutor {
namespace {

Draft plan_event(const Lesson& lesson) {
    boost::json::array objectives;
    for (const auto& objective : lesson.plan.objectives) objectives.emplace_back(objective);
    return draft("plan", {{"title", lesson.plan.title},
                          {"objectives", std::move(objectives)},
                          {"minutes", lesson.plan.minutes},
                          {"beats", lesson.beats.size()},
                          {"level", lesson.progress.level}});
}

// The answer of a check is stored with its event, so that grading later depends on neither index nor engine.
TurnLog::Also keep_check(const Turn& turn, const engine::Beat& beat) {
    const auto* check = std::get_if<engine::Check>(&beat.body);
    if (!check) return {};
    return [org = turn.org, id = turn.id, check_id = check->id, body = json::write(*check)](db::Transaction& tx) {
        tx.run(sql::insert_check, org, id, check_id, body);
    };
}

// What stands before the beat itself and is not stored yet.
std::vector<Draft> opening(Lesson& lesson, int number) {
    std::vector<Draft> drafts;
    if (!lesson.progress.planned) drafts.push_back(plan_event(lesson));
    if (!lesson.progress.begun) drafts.push_back(beat_begins(number, lesson.beats[static_cast<std::size_t>(number)]));
    lesson.progress.planned = lesson.progress.begun = true;
    return drafts;
}

Task<bool> write_course_beat(Room& room, Lesson& lesson, int number) {
    const auto& beat = lesson.beats[static_cast<std::size_t>(number)];
    auto drafts = opening(lesson, number);
    drafts.push_back(co_await beat_draft(room, lesson.turn.org, lesson.index, number, beat));
    lesson.progress.begun = false;
    co_return co_await lesson.pen->write(std::move(drafts), keep_check(lesson.turn, beat));
}

Task<bool> change_level(Lesson& lesson, std::string_view level, std::string_view reason) {
    lesson.progress.level = level;
    std::vector<Draft> drafts{draft("level", {{"level", level}, {"reason", reason}})};
    return lesson.pen->write(std::move(drafts));
}

Task<bool> write_model_beat(Room& room, Lesson& lesson, int number) {
    if (!co_await lesson.pen->write(opening(lesson, number))) co_return false;
    const auto say = co_await say_by_model(room, lesson, number);
    if (lesson.pen->lost()) co_return false;
    if (!say) {
        if (say.error() == NoSay::failed) co_await change_level(lesson, "L0", "The model did not answer; the course text goes on.");
        co_return co_await write_course_beat(room, lesson, number);
    }
    lesson.progress.begun = false;
    engine::Beat beat{lesson.beats[static_cast<std::size_t>(number)].title, *say};
    std::vector<Draft> whole{co_await beat_draft(room, lesson.turn.org, lesson.index, number, std::move(beat), "model")};
    co_return co_await lesson.pen->write(std::move(whole));
}

// The first beat is the course's own, at once, while nothing has to be waited for; of the others the model writes what is said. A beat
// that a former producer had begun is finished from the course: its deltas are replaced without a second call.
bool for_the_model(const Lesson& lesson, int number) {
    return number > 0 && !lesson.progress.begun && lesson.progress.level == "L3" &&
           lesson.beats[static_cast<std::size_t>(number)].kind() == engine::BeatKind::say;
}

// An outage moves the lesson down at the next beat, health moves it up again.
Task<bool> follow_health(Room& room, Lesson& lesson) {
    const auto now = level_now(room);
    if (lesson.progress.level == now || !lesson.progress.planned || lesson.progress.begun) co_return true;
    co_return co_await change_level(lesson, now, now == "L0" ? "The model is not available; the course text goes on." : "The model is back.");
}

Task<bool> write_beat(Room& room, Lesson& lesson, int number) {
    if (!co_await follow_health(room, lesson)) co_return false;
    if (for_the_model(lesson, number)) co_return co_await write_model_beat(room, lesson, number);
    co_return co_await write_course_beat(room, lesson, number);
}

Task<Lesson> prepare(Room& room, Turn turn, std::shared_ptr<Pen> pen) {
    Lesson lesson;
    lesson.plan = json::read<Plan>(turn.subject);
    lesson.index = co_await room.shelf.index(turn.org, lesson.plan.course_id);
    lesson.beats = co_await room.cpu.run([&] { return engine::lesson(*lesson.index, to_engine(lesson.plan), lesson.plan.id.str()); });
    lesson.progress.level = level_now(room);
    if (turn.seq > 0) lesson.progress = progress_of(co_await room.log.all_events(turn.org, turn.id));
    lesson.turn = std::move(turn);
    lesson.pen = std::move(pen);
    co_return lesson;
}

}  // namespace

Task<Ending> produce_lesson(Room& room, Turn turn, std::shared_ptr<Pen> pen) {
    auto lesson = co_await prepare(room, std::move(turn), std::move(pen));
    const auto count = static_cast<int>(lesson.beats.size());
    for (int number = lesson.progress.whole_beats; number < count; ++number) {
        if (!co_await write_beat(room, lesson, number)) break;
        if (number + 1 < count && !co_await lesson.pen->pause(room.config.pace)) break;
    }
    co_return Ending{TurnState::done, {{"beats", count}}};
}

}  // namespace tutor
