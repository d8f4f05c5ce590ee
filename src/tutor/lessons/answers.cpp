#include "tutor/lessons/answers.hpp"

#include <algorithm>
#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include "platform/error.hpp"
#include "tutor/record/news.hpp"
#include "tutor/sql.gen.hpp"

namespace tutor {
namespace {

using engine::Verdict;

constexpr int last_hint = 4;  // tells the answer

struct Kept {
    Verdict verdict = Verdict::not_yet;
    std::string answer;
    std::int64_t tries = 0;
    int hints = 0;  // the highest level shown
};

bool settled(Verdict verdict) { return verdict == Verdict::correct || verdict == Verdict::revealed; }
std::string_view name(Verdict verdict) { return boost::describe::enum_to_string(verdict, ""); }

Kept kept_from(const db::Row& row, std::size_t first) {
    Kept kept;
    boost::describe::enum_from_string(row.text(first).c_str(), kept.verdict);
    kept.answer = row.text(first + 1);
    kept.tries = row.integer(first + 2);
    kept.hints = static_cast<int>(row.integer(first + 3));
    return kept;
}

// As the learner would have given it: a choice's id, or the words.
const std::string& right_answer(const engine::Check& check) {
    const bool chosen = check.form == engine::Form::choice || check.form == engine::Form::truefalse;
    return chosen || check.answer_text.empty() ? check.answer : check.answer_text;
}

struct Step {
    Kept kept;
    std::string message;
    std::optional<engine::Hint> hint;
};

Step graded(const engine::Check& check, Kept kept, const std::string& answer) {
    const auto grade = engine::grade(check, answer);
    kept.verdict = grade.verdict;
    kept.answer = answer;
    ++kept.tries;
    if (grade.verdict != Verdict::not_yet) return {kept, grade.message, std::nullopt};
    // A miss earns the next hint by itself, but never the one that tells the answer.
    kept.hints = std::max(kept.hints, static_cast<int>(std::min<std::int64_t>(kept.tries, last_hint - 1)));
    return {kept, grade.message, engine::hint(check, kept.hints)};
}

Step hinted(const engine::Check& check, Kept kept) {
    kept.hints = std::min(kept.hints + 1, last_hint);
    if (kept.hints == last_hint) kept.verdict = Verdict::revealed;
    return {kept, kept.hints == last_hint ? "The last hint tells the answer." : "Here is a hint.", engine::hint(check, kept.hints)};
}

Step revealed(Kept kept) {
    kept.verdict = Verdict::revealed;
    return {kept, "Here is the answer.", std::nullopt};
}

Step next_step(const engine::Check& check, Kept kept, const AnswerRequest& request) {
    if (settled(kept.verdict)) return {kept, kept.verdict == Verdict::correct ? "This one is right already." : "The answer was shown.", std::nullopt};
    switch (request.want.value_or(Want::answer)) {
        case Want::hint: return hinted(check, kept);
        case Want::reveal: return revealed(kept);
        case Want::answer: break;
    }
    return graded(check, kept, request.answer);
}

struct ShownCheck {
    engine::Check check;
    timing::Micros at = 0;
};

Task<ShownCheck> find_check(Room& room, const Turn& lesson, const std::string& check_id) {
    const auto rows = co_await room.database.read(sql::find_check, lesson.org, lesson.id, check_id);
    if (rows.empty()) throw Error(ErrorCode::not_found, "The lesson has no such question yet.").at("/check_id");
    co_return ShownCheck{json::read<engine::Check>(rows[0].text(0)), rows[0].integer(1)};
}

// A hint alone is no try.
bool tried(const Kept& before, const Kept& now) { return !settled(before.verdict) && (now.tries > before.tries || settled(now.verdict)); }

void keep(db::Transaction& tx, const Turn& lesson, const engine::Check& check, const Kept& kept) {
    tx.run(sql::put_answer, lesson.org, lesson.id, check.id, lesson.user, name(kept.verdict), kept.answer, kept.tries, kept.hints, timing::now());
}

// Reads and writes the answer's row in one transaction: two tabs at once count as two tries.
Task<Step> take_step(Room& room, Turn lesson, ShownCheck shown, AnswerRequest request) {
    co_return co_await room.database.transact([lesson, shown, request](db::Transaction& tx) {
        const auto rows = tx.run(sql::find_answer, lesson.org, lesson.id, shown.check.id);
        const auto before = rows.empty() ? Kept{} : kept_from(rows[0], 0);
        const auto step = next_step(shown.check, before, request);
        const auto& now = step.kept;
        keep(tx, lesson, shown.check, now);
        if (tried(before, now)) tell_try(tx, lesson, shown.check, {before.verdict, now.verdict, now.answer, now.tries, now.hints, shown.at});
        return step;
    });
}

Draft answered_event(const engine::Check& check, const Kept& kept) {
    boost::json::object data{{"check_id", check.id}, {"verdict", name(kept.verdict)}, {"tries", kept.tries}};
    if (settled(kept.verdict)) data["answer"] = right_answer(check);
    return draft("answered", data);
}

Task<void> add_answer(Room& room, const Turn& lesson, const engine::Check& check, AnswerReply& reply) {
    reply.answer = right_answer(check);
    reply.explanation = check.explanation;
    if (!check.source) co_return;
    const auto course = lesson.course;
    const auto index = co_await room.shelf.index(lesson.org, course);
    std::vector<engine::Cite> source{*check.source};
    reply.citation = (co_await cite(room, lesson.org, index, std::move(source))).front();
}

}  // namespace

Task<AnswerReply> answer_check(Room& room, Turn lesson, AnswerRequest request) {
    const auto shown = co_await find_check(room, lesson, request.check_id);
    const auto& check = shown.check;
    const auto step = co_await take_step(room, lesson, shown, std::move(request));
    co_await room.log.append_beside(lesson.org, lesson.id, answered_event(check, step.kept));

    AnswerReply reply;
    reply.check_id = check.id;
    reply.verdict = step.kept.verdict;
    reply.message = step.message;
    reply.tries = step.kept.tries;
    if (step.hint) reply.hint = AnswerHint{step.hint->level, step.hint->text};
    if (settled(reply.verdict)) co_await add_answer(room, lesson, check, reply);
    co_return reply;
}

Task<boost::json::array> answers_of(Room& room, OrgId org, TurnId lesson) {
    boost::json::array answers;
    for (const auto& row : co_await room.database.read(sql::answers_of_turn, org, lesson)) {
        const auto kept = kept_from(row, 1);
        const auto check = json::read<engine::Check>(row.text(5));
        boost::json::object one{{"check_id", check.id}, {"verdict", name(kept.verdict)}, {"tries", kept.tries}};
        one["answer"] = settled(kept.verdict) ? right_answer(check) : kept.answer;
        if (settled(kept.verdict)) one["explanation"] = check.explanation;
        answers.push_back(std::move(one));
    }
    co_return answers;
}

}  // namespace tutor
