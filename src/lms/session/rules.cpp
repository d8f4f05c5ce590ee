#include "lms/session/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "lms/session/words.hpp"
#include "platform/error.hpp"

namespace lms {

namespace {
[[noreturn]] void refuse(std::string_view expected, std::string_view clause, std::string_view pointer = "") {
    throw Error(ErrorCode::forbidden, fmt::format("{} (cmi5, {})", expected, clause)).at(std::string(pointer));
}

void expect(bool holds, std::string_view expected, std::string_view clause, std::string_view pointer = "") {
    if (!holds) refuse(expected, clause, pointer);
}

bool is_one_of(Verb verb, std::initializer_list<Verb> verbs) { return std::ranges::find(verbs, verb) != verbs.end(); }

// Of every statement, defined or allowed: it stays within the launch.
void check_launch(const Session& session, const Expected& expected, const Sent& sent) {
    expect(sent.verb != words::voided, "content may not void statements", "6.3", "/verb/id");
    expect(sent.home_page == expected.home_page && sent.account == session.user.str(), "expected the actor of the launch", "9.2", "/actor");
    expect(sent.registration == session.registration, "expected the registration of the launch", "9.6.1", "/context/registration");
    expect(sent.session == session.id, "expected the session id of the launch", "9.6.3.1", "/context/extensions");
    expect(std::ranges::find(sent.grouping, session.publisher_id) != sent.grouping.end(), "expected the publisher's id of the unit among grouping", "9.6.2.3",
           "/context/contextActivities/grouping");
    expect(sent.timestamp.has_value(), "expected a timestamp in UTC", "9.7", "/timestamp");
    const bool judged = sent.success || sent.completion;
    expect(!sent.has_category(words::move_on_category) || (judged && sent.is_defined()),
           "the category moveon belongs to cmi5 defined statements with success or completion", "9.6.2.2", "/context/contextActivities/category");
}

// Initialized first, terminated last, nothing after the end. Times are compared among those of the AU's own clock only.
void check_order(const Session& session, const History& history, const Sent& sent, std::optional<Verb> verb, timing::Micros now) {
    expect(now < session.expires_at, "the session has expired", "8.2.1");
    if (const auto* end = history.in_session(session.id, Verb::terminated))
        expect(now < end->at + grace && *sent.timestamp <= end->timestamp, "the session was terminated: nothing more is recorded", "9.3.8");
    const auto* begin = history.in_session(session.id, Verb::initialized);
    expect(begin || verb == Verb::initialized, "expected \"initialized\" as the first statement", "9.3.2", "/verb/id");
    expect(!begin || *sent.timestamp >= begin->timestamp, "expected a timestamp that is not before that of \"initialized\"", "9.3.2", "/timestamp");
    if (verb == Verb::terminated)
        for (const auto& said : history.all())
            expect(said.session != session.id || said.id.empty() || said.timestamp <= *sent.timestamp,
                   "expected a timestamp that is not before those of other statements", "9.3.8", "/timestamp");
}

// 9.3, within the session and within the registration.
void check_verb(const Session& session, const History& history, Verb verb) {
    using enum Verb;
    expect(is_one_of(verb, {initialized, completed, passed, failed, terminated}), fmt::format("\"{}\" is a word of the LMS", name_of(verb)), "9.3", "/verb/id");
    expect(session.mode == LaunchMode::Normal || is_one_of(verb, {initialized, terminated}),
           "only \"initialized\" and \"terminated\" are said in Browse and Review", "10.0", "/verb/id");
    expect(!history.in_session(session.id, verb), fmt::format("\"{}\" was said in this session", name_of(verb)), "9.3", "/verb/id");
    if (verb == completed) expect(!history.of_unit(session.unit, completed), "\"completed\" was said in this registration", "9.3.3", "/verb/id");
    if (verb == passed) {
        expect(!history.of_unit(session.unit, passed), "\"passed\" was said in this registration", "9.3.4", "/verb/id");
        expect(!history.in_session(session.id, failed), "\"failed\" was said in this session", "9.3", "/verb/id");
    }
    if (verb == failed) expect(!history.of_unit(session.unit, passed), "\"passed\" was said in this registration", "9.3.5", "/verb/id");
}

// 9.5.1
void check_score(const Session& session, const Sent& sent, Verb verb) {
    if (!sent.has_score) return;
    expect(is_one_of(verb, {Verb::passed, Verb::failed}), "a score belongs to \"passed\" and \"failed\"", "9.5.1", "/result/score");
    expect(!sent.has_raw || sent.has_range, "expected min and max beside raw", "9.5.1", "/result/score");
    if (!sent.scaled) return;
    expect(*sent.scaled >= 0 && *sent.scaled <= 1, "expected a value from 0 to 1", "9.5.1", "/result/score/scaled");
    if (!session.mastery_score) return;
    const bool reached = *sent.scaled >= *session.mastery_score;
    expect(reached == (verb == Verb::passed), fmt::format("expected \"passed\" from the mastery score of {} on and \"failed\" below", *session.mastery_score),
           verb == Verb::passed ? "9.3.4" : "9.3.5", "/result/score/scaled");
    expect(sent.mastery_score.has_value(), "expected the mastery score among the extensions of the context", "9.6.3.2", "/context/extensions");
}

// 9.5.2 to 9.5.4, 9.6.2.2
void check_result(const Sent& sent, Verb verb) {
    using enum Verb;
    const bool judged = verb == passed || verb == failed;
    expect(sent.success == (judged ? std::optional(verb == passed) : std::nullopt),
           judged ? fmt::format("expected {} for \"{}\"", verb == passed, name_of(verb)) : "success belongs to \"passed\" and \"failed\"", "9.5.2",
           "/result/success");
    expect(sent.completion == (verb == completed ? std::optional(true) : std::nullopt),
           verb == completed ? "expected true for \"completed\"" : "completion belongs to \"completed\"", "9.5.3", "/result/completion");
    expect(verb == initialized || sent.has_duration, fmt::format("expected a duration of \"{}\"", name_of(verb)), "9.5.4.1", "/result/duration");
    expect(!(sent.success || sent.completion) || sent.has_category(words::move_on_category), "expected the category moveon", "9.6.2.2",
           "/context/contextActivities/category");
}

void check_defined(const Session& session, const Expected& expected, const History& history, const Sent& sent, std::optional<Verb> verb) {
    expect(verb.has_value(), "this verb is none of those that cmi5 defines", "7.1.3", "/verb/id");
    expect(sent.object == expected.activity, "expected the activity of the launch", "9.4", "/object/id");
    check_verb(session, history, *verb);
    check_result(sent, *verb);
    check_score(session, sent, *verb);
    if (session.mastery_score && sent.mastery_score)
        expect(std::abs(*sent.mastery_score - *session.mastery_score) < 1e-9, "expected the mastery score of the launch", "9.6.3.2", "/context/extensions");
}
}  // namespace

std::optional<Verb> judge(const Session& session, const Expected& expected, const History& history, const Sent& sent, timing::Micros now) {
    check_launch(session, expected, sent);
    const auto verb = sent.is_defined() ? verb_of_iri(sent.verb) : std::nullopt;
    // Sent again because its answer was lost: the record store says whether it is the same.
    if (verb)
        if (const auto* said = history.in_session(session.id, *verb); said && said->stored && said->id == sent.id) return std::nullopt;
    expect(!history.in_session(session.id, Verb::abandoned), "the session was abandoned: nothing more is recorded", "9.3.6");
    if (verb)
        if (const auto* said = history.in_session(session.id, *verb); said && said->id == sent.id) return std::nullopt;
    check_order(session, history, sent, verb, now);
    if (!sent.is_defined()) return std::nullopt;
    check_defined(session, expected, history, sent, verb);
    return verb;
}

}  // namespace lms
