#include "tutor/asking/ask_producer.hpp"

#include "tutor/asking/ask.hpp"
#include "tutor/core/citation.hpp"
#include "tutor/lessons/plan.hpp"

namespace tutor {
namespace {

using boost::json::object;

Draft ask_event(const Turn& turn, std::string_view level) {
    return draft("ask", {{"turn", turn.id.str()}, {"conversation_id", turn.conversation->str()}, {"question", turn.title}, {"level", level}});
}

Draft abstain_event(const engine::Index& index, const std::vector<library::NodeId>& nearest) {
    boost::json::array nodes;
    for (const auto& id : nearest)
        if (const auto* node = index.node(id)) nodes.push_back(object{{"node_id", id.str()}, {"title", node->title}});
    return draft("abstain", {{"message", "This course does not answer that. The nearest sections are below."}, {"nearest", std::move(nodes)}});
}

Draft sentence_event(std::string_view text, const std::vector<Citation>& citations) {
    return draft("sentence", {{"text", text}, {"source", "course"}, {"citations", to_json(citations)}});
}

// The same events for the same course and question, so a successor goes on after those that are stored.
Task<std::vector<Draft>> answer_from_course(Room& room, const Turn& turn, const AskSubject& subject) {
    const auto index = co_await room.shelf.index(turn.org, turn.course);
    const auto threshold = room.config.abstain_below;
    const auto answer = co_await room.cpu.run([&] { return engine::answer(*index, subject.question, threshold); });
    std::vector<Draft> events;
    if (answer.abstained) {
        events.push_back(abstain_event(*index, answer.nearest));
    } else if (subject.mode != Mode::direct) {
        const auto lead = subject.mode == Mode::hint ? engine::Lead::hint : engine::Lead::socratic;
        events.push_back(sentence_event(engine::lead(*index, subject.question, answer, lead), {}));
    } else {
        for (const auto& sentence : answer.sentences) {
            std::vector<engine::Cite> source{sentence.cite};
            const auto citations = co_await cite(room, turn.org, index, std::move(source), static_cast<int>(events.size()) + 1);
            events.push_back(sentence_event(citations.front().quote, citations));
        }
    }
    co_return events;
}

}  // namespace

Task<Ending> produce_answer(Room& room, Turn turn, std::shared_ptr<Pen> pen) {
    const auto subject = json::read<AskSubject>(turn.subject);
    if (turn.seq == 0) {
        std::vector<Draft> first{ask_event(turn, level_now(room))};
        if (!co_await pen->write(std::move(first))) co_return Ending{};
    }
    auto events = co_await answer_from_course(room, turn, subject);
    const auto stored = static_cast<std::size_t>(std::max<std::int64_t>(0, turn.seq - 1));
    for (std::size_t i = stored; i < events.size(); ++i) {
        std::vector<Draft> next{std::move(events[i])};
        if (!co_await pen->write(std::move(next))) break;
    }
    co_return Ending{};
}

}  // namespace tutor
