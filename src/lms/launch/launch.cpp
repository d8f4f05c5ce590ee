#include "lms/launch/launch.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "lms/launch/launch_url.hpp"
#include "lms/progress/evaluate.hpp"
#include "lms/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"

namespace lms {

namespace {
struct Begun {
    Session session;
    Unit au;
    std::string content_key;
};

Course required_course(db::Transaction& tx, const OrgId& org, const std::string& id) {
    auto course = find_course(tx, org, id);
    if (!course) throw Error(ErrorCode::not_found, "There is no such course.");
    return std::move(*course);
}

const Unit& required_au(const Course& course, std::string_view id) {
    const auto* au = find_au(course.structure, id);
    if (!au) throw Error(ErrorCode::not_found, "The course has no such unit that can be launched.");
    return *au;
}

Scene scene_of(const std::string& home, const Session& session, timing::Micros at) {
    return {home, session.course, session.registration, session.id, session.user, at};
}

// 9.3.6: launched, and neither terminated nor abandoned.
bool is_open(const Session& session, const History& history) {
    const auto said = [&](Verb verb) { return history.in_session(session.id, verb) != nullptr; };
    return said(Verb::launched) && !said(Verb::terminated) && !said(Verb::abandoned);
}

void abandon_open(db::Transaction& tx, const std::string& home, const Course& course, const Registration& registration) {
    auto history = load_history(tx, registration.org, registration.id);
    for (const auto& session : list_sessions(tx, registration.org, registration.id)) {
        if (!is_open(session, history)) continue;
        const auto scene = scene_of(home, session, timing::now());
        auto statement = abandoned(scene, required_au(course, session.unit), session.last_at - session.made_at);
        say(tx, registration.org, scene, session.unit, Verb::abandoned, std::move(statement), history);
    }
}

Begun begin(db::Transaction& tx, const Config& config, const std::string& home, const LaunchWish& wish, const std::string& fetch_token) {
    const auto course = required_course(tx, wish.org, wish.course);
    const auto& au = required_au(course, wish.unit);
    const auto registration = enrol_and_evaluate(tx, wish.org, home, course, wish.user);
    abandon_open(tx, home, course, registration);
    Session session{wish.org, new_uuid(), registration.id, course.id, au.id, au.publisher_id, wish.user, wish.mode, au.mastery_score};
    session.made_at = session.last_at = timing::now();
    session.expires_at = session.made_at + std::chrono::microseconds(config.session_life).count();
    add_session(tx, session, crypto::sha256_hex(fetch_token));
    return {std::move(session), au, registration.content_key};
}

// Before the launch (10): the state document, and preferences where the learner has none (11).
Task<void> prepare_documents(Lms::State& lms, const Begun& begun, const LaunchWish& wish) {
    const auto& session = begun.session;
    const auto scene = scene_of(lms.home, session, session.made_at);
    lrs::OwnDocument data{.org = session.org, .activity = activity_iri(lms.home, session.course, session.unit), .home_page = lms.home};
    data.account = session.user.str();
    data.registration = session.registration;
    data.name = launch_data_name;
    data.json = launch_data(scene, begun.au, session.mode, wish.return_url);
    co_await lms.records.write(std::move(data));
    lrs::OwnDocument preferences{.org = session.org, .activity = {}, .home_page = lms.home, .account = session.user.str()};
    preferences.name = "cmi5LearnerPreferences";
    preferences.json = boost::json::serialize(boost::json::object{{"languagePreference", wish.languages}, {"audioPreference", "on"}});
    preferences.when = lrs::OwnDocument::When::absent;
    co_await lms.records.write(std::move(preferences));
}

// 9.3.1: recorded before the unit is launched. Its address in the statement (9.6.3.4) has the course in place of the learner's key.
Task<void> record_launch(Lms::State& lms, const Begun& begun, const LaunchWish& wish) {
    const auto& session = begun.session;
    const auto at = timing::now();
    const auto address = unit_address(begun.au, fmt::format("{}/cmi5/{}/", wish.content_base, session.course));
    const auto statement = launched(scene_of(lms.home, session, at), begun.au, {session.mode, address});
    const auto ids = co_await lms.records.record(session.org, authority_of(session.registration), boost::json::serialize(statement));
    const Said said{session.id, session.unit, Verb::launched, "", at, at, true};
    co_await lms.database.transact(
        [org = session.org, registration = session.registration, said](db::Transaction& tx) { add_said(tx, org, registration, said); });
}

Launch answer_of(const std::string& home, const Begun& begun, const LaunchWish& wish, const std::string& token) {
    const auto& session = begun.session;
    const LaunchParameters parameters{.endpoint = wish.base + "/xapi/",
                                      .fetch = fmt::format("{}/v1/cmi5/fetch/{}", wish.base, token),
                                      .actor = boost::json::serialize(actor_of(home, session.user)),
                                      .registration = session.registration,
                                      .activity = activity_iri(home, session.course, session.unit)};
    const auto folder = fmt::format("{}/cmi5/{}/", wish.content_base, begun.content_key);
    return {launch_url(begun.au, folder, parameters), session.id, session.registration, begun.au.launch_method, session.expires_at};
}
}  // namespace

Task<Launch> launch(Lms::State& lms, LaunchWish wish) {
    const auto token = crypto::random_hex(32);
    const auto begun = co_await lms.database.transact(
        [config = lms.config, home = lms.home, wish, token](db::Transaction& tx) { return begin(tx, config, home, wish, token); });
    lms.bus.nudge();
    co_await lms.guests.settle(begun.session.org, begun.session.registration);
    co_await prepare_documents(lms, begun, wish);
    co_await record_launch(lms, begun, wish);
    co_return answer_of(lms.home, begun, wish, token);
}

Task<std::string> fetch_token(Lms::State& lms, std::string token) {
    const auto secret = crypto::random_hex(32), hash = crypto::sha256_hex(token);
    const auto taken = co_await lms.database.write(sql::take_token, hash, timing::now(), crypto::sha256_hex(secret));
    if (!taken.empty()) co_return fmt::format(R"({{"auth-token":"{}"}})", crypto::to_base64(taken[0].text(0) + ':' + secret));
    const bool known = !(co_await lms.database.read(sql::find_fetch, hash)).empty();
    co_return known ? R"({"error-code":"1","error-text":"The authorization token has already been returned, or the session has expired."})"
                    : R"({"error-code":"2","error-text":"There is no such launch."})";
}

namespace {
void waive_now(db::Transaction& tx, const std::string& home, const Waiver& waiver) {
    const auto course = required_course(tx, waiver.org, waiver.course);
    const auto& au = required_au(course, waiver.unit);
    const auto registration = enrol_and_evaluate(tx, waiver.org, home, course, waiver.learner);
    auto history = load_history(tx, waiver.org, registration.id);
    if (history.of_unit(au.id, Verb::waived)) throw Error(ErrorCode::conflict, "This unit was waived for this learner before (cmi5, 9.3.7).");
    const Scene scene{home, course.id, registration.id, new_uuid(), waiver.learner, timing::now()};
    say(tx, waiver.org, scene, au.id, Verb::waived, waived(scene, au, waiver.reason), history);
    say_satisfied(tx, waiver.org, scene, course.structure, history);
    identity::record(tx, waiver.act);
}
}  // namespace

Task<void> waive(Lms::State& lms, Waiver waiver) {
    co_await lms.database.transact([home = lms.home, waiver](db::Transaction& tx) { waive_now(tx, home, waiver); });
    lms.bus.nudge();
}

}  // namespace lms
