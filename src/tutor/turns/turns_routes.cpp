#include "tutor/turns/turns_routes.hpp"

#include <boost/json/serialize.hpp>

#include "platform/error.hpp"
#include "platform/http/whole_parameter.hpp"
#include "tutor/lessons/answers.hpp"
#include "tutor/sql.gen.hpp"
#include "tutor/turns/echo.hpp"
#include "tutor/turns/snapshot.hpp"
#include "tutor/turns/turn_watcher.hpp"

namespace tutor {
namespace {

// Browsers wait three seconds by default before they come back.
constexpr std::string_view reconnect_hint = "retry: 300\n\n";

Error no_such_turn() { return {ErrorCode::not_found, "There is no such lesson or answer."}; }

// Events are numbered from 1 on; 0 is before all of them.
std::optional<std::int64_t> event_number(std::string_view text) {
    const auto number = http::whole_number(text);
    return number && *number >= 0 ? number : std::nullopt;
}

int whole(const http::Request& request, std::string_view name, http::Whole may_be) { return static_cast<int>(whole_parameter(request, name, may_be)); }

Task<Turn> find(Room& room, const OrgId& org, std::string id) {
    auto turn = is_uuid(id) ? co_await room.log.find(org, TurnId(std::move(id))) : std::nullopt;
    if (!turn) throw no_such_turn();
    co_return std::move(*turn);
}

Task<http::Response> stream_turn(Room& room, const http::Caller& caller, const http::Request& request) {
    auto turn = co_await turn_to_watch(room, caller, std::string(request.path_value("id")));
    co_return co_await watch_turn(room, caller.user, std::move(turn), last_seen(request));
}

Task<TurnReply> stop(Room& room, const http::Caller& caller, const http::Request& request) {
    auto turn = co_await own_turn(room, caller, std::string(request.path_value("id")));
    co_return co_await stop_turn(room, std::move(turn));
}

Task<Turn> new_echo(Room& room, const http::Caller& caller, const http::Request& request) {
    Turn turn;
    turn.org = caller.org;
    turn.id = TurnId::fresh();
    turn.user = caller.user;
    turn.kind = TurnKind::echo;
    turn.title = "test";
    turn.subject = echo_subject(whole(request, "n", {20, 1, 10'000}), whole(request, "gap_ms", {50, 0, 600'000}));
    turn.created_at = timing::now();
    co_await room.producers->begin(turn);
    co_return turn;
}

// A browser that comes back to the same address has only `Last-Event-ID`: it means the caller's newest echo.
Task<Turn> echo_of(Room& room, const http::Caller& caller, const http::Request& request) {
    if (const auto named = request.parameter("turn")) co_return co_await turn_to_watch(room, caller, std::string(*named));
    if (!last_seen(request)) co_return co_await new_echo(room, caller, request);
    const auto rows = co_await room.database.read(sql::newest_turn, caller.org, caller.user, to_string(TurnKind::echo));
    if (rows.empty()) throw no_such_turn();
    co_return co_await find(room, caller.org, rows[0].text(0));
}

Task<http::Response> stream_echo(Room& room, const http::Caller& caller, const http::Request& request) {
    auto turn = co_await echo_of(room, caller, request);
    const auto id = turn.id;
    auto response = co_await watch_turn(room, caller.user, std::move(turn), last_seen(request));
    response.with("X-Turn-Id", id.str());
    co_return response;
}

}  // namespace

Task<Turn> turn_to_watch(Room& room, const http::Caller& caller, std::string id) {
    auto turn = co_await find(room, caller.org, std::move(id));
    if (turn.kind == TurnKind::ask && turn.user != caller.user) throw no_such_turn();
    co_return turn;
}

Task<Turn> own_turn(Room& room, const http::Caller& caller, std::string id) {
    auto turn = co_await find(room, caller.org, std::move(id));
    if (turn.user != caller.user) throw no_such_turn();
    co_return turn;
}

std::optional<std::int64_t> last_seen(const http::Request& request) {
    if (const auto id = request.header("Last-Event-ID"))
        if (const auto seen = event_number(*id)) return seen;
    const auto after = request.parameter("after");
    if (!after) return std::nullopt;
    const auto seen = event_number(*after);
    if (!seen) throw Error(ErrorCode::invalid, "`after` is the number of an event.");
    return seen;
}

Task<http::Response> watch_turn(Room& room, UserId viewer, Turn turn, std::optional<std::int64_t> after) {
    // The tail first, the rows after: what is committed between the two is in the rows, what comes later in the tail.
    auto tail = room.log.tails().join(turn.org, turn.id);
    const auto now = co_await room.log.find(turn.org, turn.id);
    if (!now) throw no_such_turn();
    tail->start_at(now->seq);
    if (after) {
        if (now->state != TurnState::running && *after >= now->seq) co_return http::no_content();
        const auto from = std::min(*after, now->seq);
        co_return http::event_stream(std::make_unique<TurnWatcher>(room.log, std::move(tail), std::string(reconnect_hint), from, false));
    }
    auto shown = co_await snapshot(room, *now, viewer);
    const bool over = shown.over;
    co_return http::event_stream(
        std::make_unique<TurnWatcher>(room.log, std::move(tail), std::string(reconnect_hint) + shown.wire, shown.seq, over));
}

Task<TurnReply> stop_turn(Room& room, Turn turn) {
    if (turn.state == TurnState::running)
        co_await room.log.append_beside(turn.org, turn.id, draft("stopped", {{"reason", "asked"}}), TurnState::stopped);
    room.producers->stopped(turn.id);
    const auto now = co_await room.log.find(turn.org, turn.id);
    co_return TurnReply{now ? now->state : TurnState::stopped};
}

void mount_turns(http::Router& router, Room& room) {
    router.get("/v1/lesson/test/stream", {.summary = "The stream mechanism without a tutor: n events, gap_ms apart", .answers = "text/event-stream"},
               [&room](const http::Caller& caller, const http::Request& request) { return stream_echo(room, caller, request); });
    router.get("/v1/lesson/{id}/stream", {.summary = "Follow a lesson", .answers = "text/event-stream", .query = {"after"}},
               [&room](const http::Caller& caller, const http::Request& request) { return stream_turn(room, caller, request); });
    router.get("/v1/turns/{id}/stream", {.summary = "Follow an answer", .answers = "text/event-stream", .query = {"after"}},
               [&room](const http::Caller& caller, const http::Request& request) { return stream_turn(room, caller, request); });
    router.post("/v1/turns/{id}/stop", {.summary = "Stop an answer"},
                [&room](const http::Caller& caller, const http::Request& request) { return stop(room, caller, request); });
    router.post("/v1/lesson/{id}/stop", {.summary = "Stop a lesson"},
                [&room](const http::Caller& caller, const http::Request& request) { return stop(room, caller, request); });
}

}  // namespace tutor
