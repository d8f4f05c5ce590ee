#include "tutor/lessons/lesson_producer.hpp"

#include "tutor/lessons/beats.hpp"
#include "tutor/lessons/lesson_progress.hpp"
#include "tutor/lessons/plan.hpp"
#include "tutor/sql.gen.hpp"

namespace tutor {
namespace {

// A lesson on its way.
struct Writing {
    Turn turn;
    Plan plan;
    SharedIndex index;
    std::vector<engine::Beat> beats;
    LessonProgress progress;
    std::shared_ptr<Pen> pen;
};

Draft plan_event(const Writing& writing) {
    boost::json::array objectives;
    for (const auto& objective : writing.plan.objectives) objectives.emplace_back(objective);
    return draft("plan", {{"title", writing.plan.title},
                          {"objectives", std::move(objectives)},
                          {"minutes", writing.plan.minutes},
                          {"beats", writing.beats.size()},
                          {"level", writing.progress.level}});
}

// The answer of a check is stored with its event, so that grading later depends on neither index nor engine.
TurnLog::Also keep_check(const Turn& turn, const engine::Beat& beat) {
    const auto* check = std::get_if<engine::Check>(&beat.body);
    if (!check) return {};
    return [org = turn.org, id = turn.id, check_id = check->id, body = json::write(*check)](db::Transaction& tx) {
        tx.run(sql::insert_check, org, id, check_id, body);
    };
}

Task<bool> write_beat(Room& room, Writing& writing, int number) {
    const auto& beat = writing.beats[number];
    std::vector<Draft> drafts;
    if (!writing.progress.planned) drafts.push_back(plan_event(writing));
    if (!writing.progress.begun) drafts.push_back(beat_begins(number, beat));
    drafts.push_back(co_await beat_draft(room, writing.turn.org, writing.index, number, beat));
    writing.progress.planned = true;
    writing.progress.begun = false;
    co_return co_await writing.pen->write(std::move(drafts), keep_check(writing.turn, beat));
}

Task<Writing> prepare(Room& room, Turn turn, std::shared_ptr<Pen> pen) {
    Writing writing;
    writing.plan = json::read<Plan>(turn.subject);
    writing.index = co_await room.shelf.index(turn.org, writing.plan.course_id);
    writing.beats = co_await room.cpu.run([&] {
        return engine::lesson(*writing.index, to_engine(writing.plan), writing.plan.id.str());
    });
    if (turn.seq > 0) writing.progress = progress_of(co_await room.log.all_events(turn.org, turn.id));
    writing.turn = std::move(turn);
    writing.pen = std::move(pen);
    co_return writing;
}

}  // namespace

Task<Ending> produce_lesson(Room& room, Turn turn, std::shared_ptr<Pen> pen) {
    auto writing = co_await prepare(room, std::move(turn), std::move(pen));
    const auto count = static_cast<int>(writing.beats.size());
    for (int number = writing.progress.whole_beats; number < count; ++number) {
        if (!co_await write_beat(room, writing, number)) break;
        if (number + 1 < count && !co_await writing.pen->pause(room.config.pace)) break;
    }
    co_return Ending{TurnState::done, {{"beats", count}}};
}

}  // namespace tutor
