#pragma once
#include "platform/http/router.hpp"
#include "tutor/core/state.hpp"

namespace tutor {

void mount_turns(http::Router& router, Room& room);

// Everybody of the organisation who holds the id of a lesson may follow it; a question and its answer are for who asked.
// Throws Error(not_found) otherwise.
Task<Turn> turn_to_watch(Room& room, const http::Caller& caller, std::string id);
Task<Turn> own_turn(Room& room, const http::Caller& caller, std::string id);

// The answer to a watcher: snapshot and tail, only the tail, or 204 when nothing is left to send.
Task<http::Response> watch_turn(Room& room, UserId viewer, Turn turn, std::optional<std::int64_t> after);
// What the request says it has: `Last-Event-ID`, else `?after=`.
std::optional<std::int64_t> last_seen(const http::Request& request);

struct TurnReply {
    TurnState state = TurnState::running;
};
BOOST_DESCRIBE_STRUCT(TurnReply, (), (state))
Task<TurnReply> stop_turn(Room& room, Turn turn);

}  // namespace tutor
