#include "tutor/record/news.hpp"

#include <boost/describe/enum_to_string.hpp>

#include "platform/bus/bus.hpp"
#include "platform/error.hpp"
#include "tutor/asking/ask.hpp"
#include "tutor/lessons/plan.hpp"
#include "tutor/sql.gen.hpp"

namespace tutor {
namespace {

using engine::Verdict;

template <class News>
void publish(db::Transaction& tx, const OrgId& org, std::string_view topic, const News& news) {
    bus::publish(tx, org, topic, json::write(news));
}

// A plan that cannot be read is what a lesson failed of, and its end is told all the same.
std::optional<library::NodeId> section_of(const Turn& lesson) {
    try {
        return json::read<Plan>(lesson.subject).node_id;
    } catch (const Error&) {
        return std::nullopt;
    }
}

LessonNews news_of(const Turn& lesson) {
    LessonNews news;
    news.lesson_id = lesson.id;
    news.user_id = lesson.user;
    news.course_id = lesson.course;
    news.node_id = section_of(lesson);
    news.title = lesson.title;
    news.began_at = lesson.created_at;
    return news;
}

// How the checks of a lesson stand. Those that no program can grade are closed by any answer.
struct Standing {
    bool told = false;  // the lesson has nothing more to say
    std::int64_t open = 0, right = 0, graded = 0;
};

Standing standing_of(db::Transaction& tx, const Turn& lesson) {
    const auto rows = tx.run(sql::standing_of_checks, lesson.org, lesson.id);
    return {rows[0].integer(0) == 1, rows[0].integer(1), rows[0].integer(2), rows[0].integer(3)};
}

void tell_end(db::Transaction& tx, const Turn& lesson, std::string_view reason) {
    auto news = news_of(lesson);
    news.reason = reason;
    publish(tx, lesson.org, topic::lesson_terminated, news);
}

void tell_judgement(db::Transaction& tx, const Turn& lesson, const Standing& standing) {
    auto news = news_of(lesson);
    news.right = standing.right;
    news.graded = standing.graded;
    const bool passed = static_cast<double>(standing.right) >= pass_mark * static_cast<double>(standing.graded);
    publish(tx, lesson.org, passed ? topic::lesson_passed : topic::lesson_not_passed, news);
}

void tell_completion(db::Transaction& tx, const Turn& lesson) {
    const auto standing = standing_of(tx, lesson);
    if (!standing.told || standing.open > 0) return;
    tell_lesson(tx, lesson, topic::lesson_completed);
    if (standing.graded > 0) tell_judgement(tx, lesson, standing);
    tell_end(tx, lesson, "completed");
}

std::vector<std::string> right_answers(const engine::Check& check) {
    std::vector<std::string> answers{check.answer};
    answers.insert(answers.end(), check.accepted.begin(), check.accepted.end());
    return answers;
}

CheckNews news_of(const Turn& lesson, const engine::Check& check, const Try& attempt) {
    CheckNews news;
    news.lesson = news_of(lesson);
    news.check_id = check.id;
    news.form = check.form;
    news.prompt = check.prompt;
    news.choices = check.choices;
    news.right_answers = right_answers(check);
    news.tolerance = check.tolerance;
    news.tries = attempt.tries;
    news.hints = attempt.hints;
    news.shown_at = attempt.shown_at;
    return news;
}

void tell_answer(db::Transaction& tx, const Turn& lesson, const engine::Check& check, const Try& attempt) {
    auto news = news_of(lesson, check, attempt);
    if (attempt.verdict == Verdict::revealed) return publish(tx, lesson.org, topic::check_skipped, news);
    news.response = attempt.answer;
    if (attempt.verdict != Verdict::self_grade) news.success = attempt.verdict == Verdict::correct;
    publish(tx, lesson.org, topic::check_answered, news);
}

}  // namespace

void tell_lesson(db::Transaction& tx, const Turn& lesson, std::string_view topic) { publish(tx, lesson.org, topic, news_of(lesson)); }

void tell_progress(db::Transaction& tx, const Turn& lesson, std::int64_t percent) {
    auto news = news_of(lesson);
    news.percent = percent;
    publish(tx, lesson.org, topic::lesson_progressed, news);
}

void tell_change(db::Transaction& tx, const Turn& turn) {
    if (turn.kind != TurnKind::lesson) return;
    if (turn.state == TurnState::running) return tell_lesson(tx, turn, topic::lesson_resumed);
    if (turn.state == TurnState::done) return tell_completion(tx, turn);
    tell_end(tx, turn, to_string(turn.state));
}

void tell_try(db::Transaction& tx, const Turn& lesson, const engine::Check& check, const Try& attempt) {
    tell_answer(tx, lesson, check, attempt);
    if (attempt.before == Verdict::not_yet && attempt.verdict != Verdict::not_yet) tell_completion(tx, lesson);
}

void tell_question(db::Transaction& tx, const Turn& question) {
    const auto subject = json::read<AskSubject>(question.subject);
    QuestionNews news{question.id, question.user, question.course, *question.conversation, subject.lesson_id, {}};
    news.mode = boost::describe::enum_to_string(subject.mode, "");
    publish(tx, question.org, topic::question_asked, news);
}

}  // namespace tutor
