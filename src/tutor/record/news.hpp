#pragma once
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/database.hpp"
#include "tutor/engine/check.hpp"
#include "tutor/turns/turn.hpp"

// What becomes of lessons, checks and questions, told in the outbox by the transaction that caused it. Each row becomes one xAPI
// statement (statements.hpp), perhaps later and twice, so its payload holds whatever could have changed by then.
namespace tutor {

namespace topic {
inline constexpr std::string_view lesson_started = "tutor.lesson_started";
inline constexpr std::string_view lesson_initialized = "tutor.lesson_initialized";  // its plan stands
inline constexpr std::string_view lesson_progressed = "tutor.lesson_progressed";    // another quarter was told
inline constexpr std::string_view lesson_resumed = "tutor.lesson_resumed";
inline constexpr std::string_view lesson_completed = "tutor.lesson_completed";      // all was told and no check is open
inline constexpr std::string_view lesson_passed = "tutor.lesson_passed";
inline constexpr std::string_view lesson_not_passed = "tutor.lesson_not_passed";
inline constexpr std::string_view lesson_terminated = "tutor.lesson_terminated";    // completed, stopped, failed or interrupted
inline constexpr std::string_view check_answered = "tutor.check_answered";
inline constexpr std::string_view check_skipped = "tutor.check_skipped";            // the learner let the answer be shown
inline constexpr std::string_view question_asked = "tutor.question_asked";
}  // namespace topic

// The share of right checks from which a lesson is passed.
inline constexpr double pass_mark = 0.8;

struct LessonNews {
    TurnId lesson_id;
    UserId user_id;
    library::CourseId course_id;
    std::optional<library::NodeId> node_id;
    std::string title;
    timing::Micros began_at = 0;
    std::optional<std::int64_t> percent;       // of lesson_progressed
    std::optional<std::int64_t> right, graded;  // checks; of lesson_passed and lesson_not_passed
    std::optional<std::string> reason;         // of lesson_terminated
};
BOOST_DESCRIBE_STRUCT(LessonNews, (), (lesson_id, user_id, course_id, node_id, title, began_at, percent, right, graded, reason))

struct CheckNews {
    LessonNews lesson;
    std::string check_id;
    engine::Form form = engine::Form::cloze;
    std::string prompt;
    std::vector<engine::Choice> choices;
    std::vector<std::string> right_answers;
    double tolerance = 0;  // relative, of a numeric check
    std::int64_t tries = 0, hints = 0;
    timing::Micros shown_at = 0;
    std::optional<std::string> response;  // of check_answered
    std::optional<bool> success;          // absent when no program can tell
};
BOOST_DESCRIBE_STRUCT(CheckNews, (), (lesson, check_id, form, prompt, choices, right_answers, tolerance, tries, hints, shown_at, response, success))

// Without the question's words: they are the learner's own.
struct QuestionNews {
    TurnId question_id;
    UserId user_id;
    library::CourseId course_id;
    ConversationId conversation_id;
    std::optional<TurnId> lesson_id;
    std::string mode;
};
BOOST_DESCRIBE_STRUCT(QuestionNews, (), (question_id, user_id, course_id, conversation_id, lesson_id, mode))

void tell_lesson(db::Transaction& tx, const Turn& lesson, std::string_view topic);
void tell_progress(db::Transaction& tx, const Turn& lesson, std::int64_t percent);
// A turn has ended, or goes on after an early end. Only lessons are told about.
void tell_change(db::Transaction& tx, const Turn& turn);

// One try at a check, or the wish to be shown its answer.
struct Try {
    engine::Verdict before = engine::Verdict::not_yet, verdict = engine::Verdict::not_yet;
    std::string answer;
    std::int64_t tries = 0, hints = 0;
    timing::Micros shown_at = 0;
};
// Tells of the try, and of the lesson when this was the last thing it waited for.
void tell_try(db::Transaction& tx, const Turn& lesson, const engine::Check& check, const Try& attempt);

void tell_question(db::Transaction& tx, const Turn& question);

}  // namespace tutor
