#include "tutor/asking/course_answer.hpp"

namespace tutor {
namespace {

Draft lead_event(const Answering& answering, const engine::Answer& found) {
    const auto mode = answering.subject.mode == Mode::hint ? engine::Lead::hint : engine::Lead::socratic;
    return sentence_event(engine::lead(*answering.index, answering.subject.question, found, mode), "course", {});
}

Task<std::vector<Draft>> events_of(Room& room, const Answering& answering, const engine::Answer& found) {
    std::vector<Draft> events;
    if (found.abstained) {
        events.push_back(abstain_event(*answering.index, found.nearest));
    } else if (answering.subject.mode != Mode::direct) {
        events.push_back(lead_event(answering, found));
    } else {
        for (const auto& sentence : found.sentences) {
            std::vector<engine::Cite> source{sentence.cite};
            const auto number = static_cast<int>(events.size()) + 1;
            const auto citations = co_await cite(room, answering.turn.org, answering.index, std::move(source), number);
            events.push_back(sentence_event(citations.front().quote, "course", citations));
        }
    }
    co_return events;
}

}  // namespace

Task<Ending> answer_from_course(Room& room, Answering& answering, engine::Answer found) {
    auto events = co_await events_of(room, answering, found);
    for (auto i = answering.progress.sentences; i < events.size(); ++i) {
        std::vector<Draft> next{std::move(events[i])};
        if (!co_await answering.pen->write(std::move(next))) break;
    }
    co_return Ending{};
}

}  // namespace tutor
