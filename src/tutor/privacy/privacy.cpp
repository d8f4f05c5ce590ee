#include "identity/privacy.hpp"

#include "tutor/core/state.hpp"
#include "tutor/sql.gen.hpp"
#include "tutor/tutor.hpp"

namespace tutor {

namespace {
Task<void> take_out(db::Database& database, identity::Takeout& takeout, identity::Person person) {
    using enum identity::As;
    co_await identity::take_out_rows(database, takeout, person,
                                     {"turns.json", sql::take_out_turns,
                                      {{"id"}, {"kind"}, {"state"}, {"title"}, {"course_id"}, {"conversation_id"}, {"subject", json}, {"created_at", time}, {"ended_at", time}}});
    co_await identity::take_out_rows(database, takeout, person,
                                     {"events.json", sql::take_out_events, {{"place"}, {"turn_id"}, {"number", number}, {"kind"}, {"data", json}, {"at", time}}});
    co_await identity::take_out_rows(database, takeout, person,
                                     {"plans.json", sql::take_out_plans, {{"id"}, {"course_id"}, {"plan", json}, {"created_at", time}}});
    co_await identity::take_out_rows(database, takeout, person,
                                     {"answers.json", sql::take_out_answers,
                                      {{"place"}, {"turn_id"}, {"check_id"}, {"verdict"}, {"answer"}, {"tries", number}, {"hints", number}, {"updated_at", time}}});
    co_await identity::take_out_rows(database, takeout, person,
                                     {"conversations.json", sql::take_out_conversations, {{"id"}, {"course_id"}, {"created_at", time}}});
}

// Who watches is told that it is over; whoever writes, here or in another process, can write no more.
Task<void> stop(Room& room, identity::Person person) {
    for (const auto row : co_await room.database.read(sql::running_turns_of_user, person.org, person.user)) {
        const TurnId turn(row.text(0));
        co_await room.log.append_beside(person.org, turn, draft("stopped", {{"reason", "erased"}}), TurnState::stopped);
        room.producers->stopped(turn);
    }
}

void erase(db::Transaction& tx, const identity::Person& person) {
    for (const auto* query : {&sql::erase_lesson_events, &sql::erase_checks, &sql::erase_answers, &sql::erase_turns, &sql::erase_plans, &sql::erase_conversations})
        tx.run(*query, person.org, person.user);
}
}  // namespace

identity::PrivacyPart privacy_part(Tutor& tutor) {
    auto& room = tutor.state();
    return {.name = "tutor",
            .take_out = [&room](identity::Takeout& takeout, identity::Person person) { return take_out(room.database, takeout, std::move(person)); },
            .stop = [&room](identity::Person person) { return stop(room, std::move(person)); },
            .erase = erase,
            .settle = {}};
}

}  // namespace tutor
