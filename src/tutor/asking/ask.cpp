#include "tutor/asking/ask.hpp"

#include "platform/error.hpp"
#include "tutor/record/news.hpp"
#include "tutor/sql.gen.hpp"

namespace tutor {
namespace {

enum class Conversation { known, fresh };

TurnLog::Also rows_of(const Turn& turn, Conversation conversation) {
    return [turn, conversation](db::Transaction& tx) {
        if (conversation == Conversation::fresh) tx.run(sql::insert_conversation, turn.org, *turn.conversation, turn.user, turn.course, turn.created_at);
        tell_question(tx, turn);
    };
}

Task<void> must_be_own(Room& room, const Turn& turn) {
    const auto rows = co_await room.database.read(sql::find_conversation, turn.org, *turn.conversation);
    if (rows.empty() || rows[0].id<UserId>(0) != turn.user || rows[0].id<library::CourseId>(1) != turn.course)
        throw Error(ErrorCode::not_found, "There is no such conversation about this course.").at("/conversation_id");
}

}  // namespace

Task<Turn> ask(Room& room, OrgId org, UserId user, AskRequest request) {
    co_await room.shelf.index(org, request.course_id);  // throws not_found before anything is stored
    Turn turn;
    turn.org = org;
    turn.id = TurnId::fresh();
    turn.user = user;
    turn.kind = TurnKind::ask;
    turn.title = request.question;
    turn.course = request.course_id;
    turn.conversation = request.conversation_id.value_or(ConversationId::fresh());
    turn.subject = json::write(AskSubject{request.question, request.mode.value_or(Mode::direct), request.lesson_id});
    turn.created_at = timing::now();
    if (request.conversation_id) co_await must_be_own(room, turn);
    co_await room.producers->begin(turn, rows_of(turn, request.conversation_id ? Conversation::known : Conversation::fresh));
    co_return turn;
}

}  // namespace tutor
