#pragma once
#include <array>

#include "platform/json/json.hpp"
#include "tutor/core/state.hpp"

namespace tutor {

// How to answer: tell, lead there by a question, or hint.
enum class Mode { direct, socratic, hint };
BOOST_DESCRIBE_ENUM(Mode, direct, socratic, hint)

struct AskRequest {
    library::CourseId course_id;
    std::string question;
    std::optional<ConversationId> conversation_id;
    std::optional<Mode> mode;
    std::optional<TurnId> lesson_id;
};
BOOST_DESCRIBE_STRUCT(AskRequest, (), (course_id, question, conversation_id, mode, lesson_id))

// What the producer of an answer needs; the subject of its turn.
struct AskSubject {
    std::string question;
    Mode mode = Mode::direct;
    std::optional<TurnId> lesson_id;
};
BOOST_DESCRIBE_STRUCT(AskSubject, (), (question, mode, lesson_id))

// Opens the turn that answers, in its conversation (a new one when none is named), and starts answering.
Task<Turn> ask(Room& room, OrgId org, UserId user, AskRequest request);

}  // namespace tutor

template <>
inline constexpr auto json::limits<tutor::AskRequest> = std::array{json::text("question", 1, 2000)};
