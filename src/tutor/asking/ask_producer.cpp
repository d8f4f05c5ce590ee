#include "tutor/asking/ask_producer.hpp"

#include "tutor/asking/answering.hpp"
#include "tutor/asking/course_answer.hpp"
#include "tutor/asking/model_answer.hpp"
#include "tutor/lessons/plan.hpp"

namespace tutor {
namespace {

Draft ask_event(const Turn& turn, std::string_view level) {
    return draft("ask", {{"turn", turn.id.str()}, {"conversation_id", turn.conversation->str()}, {"question", turn.title}, {"level", level}});
}

Task<bool> begin(Room& room, Answering& answering) {
    if (answering.progress.asked) co_return true;
    answering.progress.level = level_now(room);
    std::vector<Draft> first{ask_event(answering.turn, answering.progress.level)};
    co_return co_await answering.pen->write(std::move(first));
}

Task<Answering> prepare(Room& room, Turn turn, std::shared_ptr<Pen> pen) {
    Answering answering;
    answering.subject = json::read<AskSubject>(turn.subject);
    answering.index = co_await room.shelf.index(turn.org, turn.course);
    if (turn.seq > 0) answering.progress = answer_progress(co_await room.log.all_events(turn.org, turn.id));
    answering.turn = std::move(turn);
    answering.pen = std::move(pen);
    co_return answering;
}

}  // namespace

Task<Ending> produce_answer(Room& room, Turn turn, std::shared_ptr<Pen> pen) {
    auto answering = co_await prepare(room, std::move(turn), std::move(pen));
    // A model would go on in other words than those that are stored.
    if (answering.progress.level == "L3" && answering.progress.sentences > 0)
        co_return Ending{TurnState::interrupted, {{"reason", "The server stopped in the middle of this answer. Ask again."}}};
    if (!co_await begin(room, answering)) co_return Ending{};

    const auto threshold = room.config.abstain_below;
    const auto found = co_await room.cpu.run([&] { return engine::answer(*answering.index, answering.subject.question, threshold); });
    if (answering.progress.level == "L3" && !found.abstained) {
        if (auto ending = co_await answer_by_model(room, answering, found)) co_return std::move(*ending);
    }
    co_return co_await answer_from_course(room, answering, found);
}

}  // namespace tutor
