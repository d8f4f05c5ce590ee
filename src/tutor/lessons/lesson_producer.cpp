#include "tutor/lessons/lesson_producer.hpp"

#include <algorithm>
#include <initializer_list>

#include "tutor/lessons/beats.hpp"
#include "tutor/lessons/lesson.hpp"
#include "tutor/lessons/model_beat.hpp"
#include "tutor/record/news.hpp"
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
        tx.run(sql::insert_check, org, id, check_id, body, timing::now());
    };
}

TurnLog::Also tell_plan(const Lesson& lesson) {
    if (lesson.progress.planned) return {};
    return [turn = lesson.turn](db::Transaction& tx) { tell_lesson(tx, turn, topic::lesson_initialized); };
}

// Quarters of a lesson are news; its end is told as such.
TurnLog::Also tell_quarter(const Lesson& lesson, int number) {
    const auto count = std::ssize(lesson.beats);
    const auto quarter = 4 * (number + 1) / count;
    if (quarter == 4 || quarter == 4 * number / count) return {};
    return [turn = lesson.turn, quarter](db::Transaction& tx) { tell_progress(tx, turn, 25 * quarter); };
}

TurnLog::Also all_of(std::initializer_list<TurnLog::Also> parts) {
    std::vector<TurnLog::Also> present;
    std::ranges::copy_if(parts, std::back_inserter(present), [](const auto& part) { return static_cast<bool>(part); });
    if (present.empty()) return {};
    return [present = std::move(present)](db::Transaction& tx) {
        for (const auto& part : present) part(tx);
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
    auto rows = all_of({tell_plan(lesson), keep_check(lesson.turn, beat), tell_quarter(lesson, number)});
    auto drafts = opening(lesson, number);
    drafts.push_back(co_await beat_draft(room, lesson.turn.org, lesson.index, number, beat));
    lesson.progress.begun = false;
    co_return co_await lesson.pen->write(std::move(drafts), std::move(rows));
}

std::string_view outage_reason(const models::ModelError& failure) {
    if (failure.reason == models::Reason::over_quota) return "Today's budget for the model is used up; the course text goes on.";
    if (failure.reason == models::Reason::refused) return "The model would not write this; the course text goes on.";
    return "The model did not answer; the course text goes on.";
}

// A model that was silent is given time, one that named a time gets it, a spent budget stays spent. Any other failure costs little to
// meet again at the next beat.
timing::Deadline rest_after(const Room& room, const models::ModelError& failure) {
    if (failure.reason == models::Reason::over_quota) return timing::Deadline::max();
    if (failure.again.count() > 0) return timing::in(failure.again);
    return failure.reason == models::Reason::timeout ? timing::in(room.config.patience) : timing::Deadline{};
}

// The model's words, or the course's where it has none that stand; either way an outage is told with them.
Task<bool> write_model_beat(Room& room, Lesson& lesson, int number) {
    auto plan = tell_plan(lesson);
    if (!co_await lesson.pen->write(opening(lesson, number), std::move(plan))) co_return false;
    const auto said = co_await say_by_model(room, lesson, number);
    if (lesson.pen->lost()) co_return false;
    auto beat = lesson.beats[static_cast<std::size_t>(number)];
    if (said.say) beat.body = *said.say;
    std::vector<Draft> drafts;
    drafts.push_back(co_await beat_draft(room, lesson.turn.org, lesson.index, number, std::move(beat), said.say ? "model" : "course"));
    lesson.progress.begun = false;
    if (said.failure) {
        lesson.model_rests_until = rest_after(room, *said.failure);
        if (lesson.progress.level == "L3") drafts.insert(said.say ? drafts.end() : drafts.begin(), level_event(lesson, "L0", outage_reason(*said.failure)));
    }
    co_return co_await lesson.pen->write(std::move(drafts), tell_quarter(lesson, number));
}

// The first beat is the course's own, at once, while nothing has to be waited for; of the others the model writes what is said. A beat
// that a former producer had begun is finished from the course: its deltas are replaced without a second call.
bool for_the_model(const Room& room, const Lesson& lesson, int number) {
    return number > 0 && !lesson.progress.begun && lesson.beats[static_cast<std::size_t>(number)].kind() == engine::BeatKind::say &&
           level_now(room) == "L3" && lesson.model_rests_until <= std::chrono::steady_clock::now();
}

// An outage moves the lesson down at the next beat; the first sentence that the model writes again moves it up.
Task<bool> follow_outage(Room& room, Lesson& lesson) {
    if (lesson.progress.level == "L0" || level_now(room) == "L3" || !lesson.progress.planned || lesson.progress.begun) co_return true;
    std::vector<Draft> down{level_event(lesson, "L0", "The model is not available; the course text goes on.")};
    co_return co_await lesson.pen->write(std::move(down));
}

Task<bool> write_beat(Room& room, Lesson& lesson, int number) {
    if (!co_await follow_outage(room, lesson)) co_return false;
    if (for_the_model(room, lesson, number)) co_return co_await write_model_beat(room, lesson, number);
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

Draft level_event(Lesson& lesson, std::string_view level, std::string_view reason) {
    lesson.progress.level = level;
    return draft("level", {{"level", level}, {"reason", reason}});
}

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
