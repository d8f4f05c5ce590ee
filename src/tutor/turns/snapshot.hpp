#pragma once
#include "tutor/core/state.hpp"

namespace tutor {

// Everything a fresh connection has missed, as one event; the events inside are the stored texts unchanged.
struct Snapshot {
    std::string wire;
    std::int64_t seq = 0;  // of the newest event in it
    bool over = false;     // it holds the terminal event
};
Task<Snapshot> snapshot(Room& room, Turn turn, UserId viewer);

// `{"seq","kind","data"}` of each, without the deltas of finished beats, as a JSON array.
std::string events_json(const std::vector<Event>& events);

}  // namespace tutor
