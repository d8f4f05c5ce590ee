#include "tutor/turns/snapshot.hpp"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "platform/http/http.hpp"
#include "tutor/lessons/answers.hpp"

namespace tutor {
namespace {

std::int64_t beat_of(const Event& event) { return boost::json::parse(event.payload).as_object().at("beat").to_number<std::int64_t>(); }

// Beats whose `say` is stored: their deltas hold the same text.
std::set<std::int64_t> finished_beats(const std::vector<Event>& events) {
    std::set<std::int64_t> finished;
    for (const auto& event : events)
        if (event.kind == "say") finished.insert(beat_of(event));
    return finished;
}

}  // namespace

std::string events_json(const std::vector<Event>& events) {
    const auto finished = finished_beats(events);
    std::string text = "[";
    for (const auto& event : events) {
        if (event.kind == "delta" && finished.contains(beat_of(event))) continue;
        if (text.size() > 1) text += ',';
        text += fmt::format(R"({{"seq":{},"kind":"{}","data":{}}})", event.seq, event.kind, event.payload);
    }
    return text + "]";
}

Task<Snapshot> snapshot(Room& room, Turn turn, UserId viewer) {
    const auto events = co_await room.log.all_events(turn.org, turn.id);
    boost::json::array answers;
    if (turn.kind == TurnKind::lesson && turn.user == viewer) answers = co_await answers_of(room, turn.org, turn.id);
    Snapshot shown;
    shown.seq = events.empty() ? 0 : events.back().seq;
    shown.over = !events.empty() && is_terminal(events.back().kind);
    const auto data = fmt::format(R"({{"turn":"{}","state":"{}","seq":{},"events":{},"answers":{}}})", turn.id.str(),
                                  shown.over ? std::string_view(events.back().kind) : to_string(TurnState::running), shown.seq, events_json(events),
                                  boost::json::serialize(answers));
    shown.wire = http::sse("", "snapshot", data);
    co_return shown;
}

}  // namespace tutor
