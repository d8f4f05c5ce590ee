#pragma once
#include <array>

#include "platform/json/json.hpp"
#include "tutor/core/citation.hpp"

namespace tutor {

enum class Want { answer, hint, reveal };
BOOST_DESCRIBE_ENUM(Want, answer, hint, reveal)

struct AnswerRequest {
    std::string check_id;
    std::string answer;
    std::optional<Want> want;
};
BOOST_DESCRIBE_STRUCT(AnswerRequest, (), (check_id, answer, want))

struct AnswerHint {
    int level = 1;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(AnswerHint, (), (level, text))

// `answer`, `explanation` and `citation` are there only after `correct` or `revealed`.
struct AnswerReply {
    std::string check_id;
    engine::Verdict verdict = engine::Verdict::not_yet;
    std::string message;
    std::int64_t tries = 0;
    std::optional<AnswerHint> hint;
    std::optional<std::string> answer;
    std::optional<std::string> explanation;
    std::optional<Citation> citation;
};
BOOST_DESCRIBE_STRUCT(AnswerReply, (), (check_id, verdict, message, tries, hint, answer, explanation, citation))

// Grades, hints or reveals; keeps it; tells the other tabs while the lesson runs. A check that is settled stays as it is.
Task<AnswerReply> answer_check(Room& room, Turn lesson, AnswerRequest request);
// What the snapshot of a lesson says about its answered checks.
Task<boost::json::array> answers_of(Room& room, OrgId org, TurnId lesson);

}  // namespace tutor

template <>
inline constexpr auto json::limits<tutor::AnswerRequest> = std::array{json::text("check_id", 1, 100), json::text("answer", 0, 2000)};
