#include "tutor/asking/ask_routes.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "platform/error.hpp"
#include "tutor/asking/ask.hpp"
#include "tutor/sql.gen.hpp"
#include "tutor/turns/snapshot.hpp"
#include "tutor/turns/turn_watcher.hpp"

namespace tutor {
namespace {

struct ConversationTurn {
    TurnId id;
    std::string question, state;
    boost::json::value events;
};
BOOST_DESCRIBE_STRUCT(ConversationTurn, (), (id, question, state, events))

struct ConversationReply {
    ConversationId id;
    library::CourseId course_id;
    std::vector<ConversationTurn> turns;
};
BOOST_DESCRIBE_STRUCT(ConversationReply, (), (id, course_id, turns))

struct ConversationRow {
    ConversationId id;
    library::CourseId course_id;
    std::string created_at, title;
    std::int64_t turns = 0;
};
BOOST_DESCRIBE_STRUCT(ConversationRow, (), (id, course_id, created_at, title, turns))

struct ConversationsReply {
    std::vector<ConversationRow> conversations;
};
BOOST_DESCRIBE_STRUCT(ConversationsReply, (), (conversations))

// The reply follows the turn from its first event, as any other watcher would.
Task<http::Response> ask_and_follow(Room& room, const http::Caller& caller, AskRequest request) {
    const auto turn = co_await ask(room, caller.org, caller.user, std::move(request));
    auto tail = room.log.tails().join(turn.org, turn.id);
    const auto now = co_await room.log.find(turn.org, turn.id);
    tail->start_at(now ? now->seq : 0);
    auto response = http::event_stream(std::make_unique<TurnWatcher>(room.log, std::move(tail), "", 0, false));
    response.with("X-Turn-Id", turn.id.str());
    co_return response;
}

Task<ConversationReply> show_conversation(Room& room, const http::Caller& caller, const http::Request& request) {
    ConversationReply reply;
    reply.id = ConversationId(std::string(request.path_value("id")));
    const auto found = co_await room.database.read(sql::find_conversation, caller.org, reply.id);
    if (found.empty() || found[0].id<UserId>(0) != caller.user) throw Error(ErrorCode::not_found, "There is no such conversation.");
    reply.course_id = found[0].id<library::CourseId>(1);
    const auto turns = co_await room.database.read(sql::turns_of_conversation, caller.org, reply.id);
    for (const auto& row : turns) {
        const auto id = row.id<TurnId>(0);
        const auto events = co_await room.log.all_events(caller.org, id);
        reply.turns.push_back({id, row.text(1), row.text(2), boost::json::parse(events_json(events))});
    }
    co_return reply;
}

Task<ConversationsReply> list_conversations(Room& room, const http::Caller& caller, const http::Request& request) {
    const auto course = std::string(request.parameter("course_id").value_or(""));
    const auto rows = co_await room.database.read(sql::conversations_of_user, caller.org, caller.user, course);
    ConversationsReply reply;
    for (const auto& row : rows)
        reply.conversations.push_back({row.id<ConversationId>(0), row.id<library::CourseId>(1), timing::to_rfc3339(row.integer(2)),
                                       row.optional_text(3).value_or(""), row.integer(4)});
    co_return reply;
}

}  // namespace

void mount_asking(http::Router& router, Room& room) {
    router.post("/v1/ai/ask",
                {.limit = "ask", .moderated = true, .moderated_members = {"question"}, .costs = true, .summary = "Ask a course", .answers = "text/event-stream"},
                [&room](const http::Caller& caller, AskRequest request) { return ask_and_follow(room, caller, std::move(request)); });
    router.get("/v1/conversations", {.summary = "My conversations, newest first", .query = {"course_id"}},
               [&room](const http::Caller& caller, const http::Request& request) { return list_conversations(room, caller, request); });
    router.get("/v1/conversations/{id}", {.summary = "A conversation with all its answers"},
               [&room](const http::Caller& caller, const http::Request& request) { return show_conversation(room, caller, request); });
}

}  // namespace tutor
