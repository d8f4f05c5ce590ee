#include <gmock/gmock.h>

#include <boost/asio/thread_pool.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "lms/launch/launch.hpp"
#include "lms/session/words.hpp"
#include "lms/sql.gen.hpp"
#include "lrs/lrs_test_support.hpp"
#include "platform/archive/archive_fixture.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/http/router.hpp"

namespace lms {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const UserId teacher("01920000-0000-7000-8000-00000000000a"), user("01920000-0000-7000-8000-00000000000b");
constexpr db::Query told{"test.told", "SELECT payload FROM outbox ORDER BY position", "SELECT payload FROM outbox ORDER BY position"};
constexpr db::Query recorded{"test.recorded", "SELECT action FROM audit_logs ORDER BY number", "SELECT action FROM audit_logs ORDER BY number"};
constexpr db::Query age_waiting{"test.age_waiting", "UPDATE cmi5_statements SET at = 0 WHERE stored = 0", "UPDATE cmi5_statements SET at = 0 WHERE stored = 0"};
constexpr db::Query count_rows{"test.count_rows", "SELECT (SELECT COUNT(*) FROM cmi5_files) + (SELECT COUNT(*) FROM cmi5_sessions) + (SELECT COUNT(*) FROM cmi5_statements)",
                               "SELECT (SELECT COUNT(*) FROM cmi5_files) + (SELECT COUNT(*) FROM cmi5_sessions) + (SELECT COUNT(*) FROM cmi5_statements)"};
constexpr db::Query count_registrations{"test.count_registrations", "SELECT COUNT(*) FROM cmi5_registrations", "SELECT COUNT(*) FROM cmi5_registrations"};

std::string package() {
    const std::string titles = R"(<title><langstring lang="en">T</langstring></title><description><langstring lang="en">D</langstring></description>)";
    return archive::make_zip({{"cmi5.xml", R"(<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"><course id="https://x.example/c">)" + titles +
                                               R"(</course><au id="https://x.example/a" moveOn="Completed">)" + titles + "<url>a.html</url></au></courseStructure>"},
                              {"a.html", "hi"}});
}

class LmsDbTest : public lrs::LrsDbTest {
protected:
    LmsDbTest() { database->migrate(migrations); }
    void TearDown() override {
        cpu.close();
        database->close();
    }

    Course import(const OrgId& into = org) { return db::run(state().courses.add(into, teacher, zip)); }
    Launch start(const Course& course) {
        LaunchWish wish{.org = org, .user = user, .course = course.id, .unit = "au-1", .base = "http://t"};
        wish.content_base = wish.base;
        return db::run(launch(state(), wish));
    }
    std::string token_of(const Launch& launched) {
        const auto at = launched.url.find("fetch%2F") + 8;
        const auto answer = boost::json::parse(db::run(fetch_token(state(), launched.url.substr(at, 64)))).as_object();
        return std::string(answer.at("auth-token").as_string());
    }
    lrs::Guest enter(const std::string& token) {
        const auto pair = *crypto::from_base64(token);
        const auto colon = pair.find(':');
        return db::run(state().guests.find(pair.substr(0, colon), pair.substr(colon + 1)));
    }
    lrs::Guest enter(const Launch& launched) { return enter(token_of(launched)); }
    // As the record store tells it.
    lrs::GuestStatement statement(const lrs::Guest& guest, Verb verb) {
        using boost::json::array, boost::json::object;
        object said{{"id", new_uuid()}, {"actor", actor_of(guest.home_page, user)}, {"verb", object{{"id", iri_of(verb)}}}, {"object", object{{"id", guest.activity}}}};
        array category{object{{"id", words::cmi5_category}}};
        if (verb == Verb::completed) {
            said["result"] = object{{"completion", true}, {"duration", "PT1S"}};
            category.push_back(object{{"id", words::move_on_category}});
        }
        object activities{{"category", std::move(category)}, {"grouping", array{object{{"id", "https://x.example/a"}}}}};
        said["context"] = object{{"registration", guest.registration}, {"extensions", object{{words::session_id, guest.visit}}}, {"contextActivities", activities}};
        said["timestamp"] = timing::to_rfc3339(timing::now());
        return {std::string(said["id"].as_string()), boost::json::serialize(said)};
    }
    void admit(const lrs::Guest& guest, const lrs::GuestStatement& one) { db::run(state().guests.admit(guest, {one})); }
    void say(const lrs::Guest& guest, Verb verb) {
        const auto one = statement(guest, verb);
        admit(guest, one);
        db::run(state().guests.stored(guest, {one}));
    }
    std::vector<std::string> verbs_told() {
        std::vector<std::string> verbs;
        for (const auto& row : database->run_now(told)) {
            const auto iri = boost::json::parse(row.text(0)).at("statement").at("verb").at("id").as_string();
            verbs.emplace_back(name_of(*verb_of_iri(iri)));
        }
        return verbs;
    }
    Lms::State& state() { return lms.state(); }

    const std::string zip = package();
    boost::asio::thread_pool threads{1};
    pool::Pool cpu{1};
    bus::Bus bus{*database, threads.get_executor()};
    Lms lms{*database, lrs, bus, cpu, {.home_page = "https://t.example/xapi", .public_url = {}, .content_origin = {}}};
};
OT_ON_EACH_ENGINE(LmsDbTest);

TEST_P(LmsDbTest, KeepsCoursesOfOrganisationsApart) {
    const auto mine = import();
    EXPECT_EQ(db::run(state().courses.list(org)).size(), 1u);
    EXPECT_THAT(db::run(state().courses.list(other_org)), IsEmpty());
    EXPECT_FALSE(db::run(state().courses.find(other_org, mine.id)));
    EXPECT_FALSE(db::run(state().courses.remove(other_org, mine.id)));
    EXPECT_TRUE(db::run(state().courses.remove(org, mine.id)));
}

TEST_P(LmsDbTest, LeavesNothingOfAPackageThatBreaksOff) {
    auto broken = package();
    broken[broken.find("hi")] = 'H';  // the checksum does not hold any more
    EXPECT_THROW(db::run(state().courses.add(org, teacher, broken)), Error);
    EXPECT_THAT(db::run(state().courses.list(org)), IsEmpty());
    EXPECT_EQ(database->run_now(count_rows)[0].integer(0), 0);
}

TEST_P(LmsDbTest, RemovesACourseWithAllThatHangsOnIt) {
    const auto course = import();
    say(enter(start(course)), Verb::initialized);
    EXPECT_TRUE(db::run(state().courses.remove(org, course.id)));
    EXPECT_EQ(database->run_now(count_rows)[0].integer(0), 0);
}

TEST_P(LmsDbTest, ForgetsALearnerWhoIsErased) {
    const auto course = import();
    const auto files = database->run_now(count_rows)[0].integer(0);
    say(enter(start(course)), Verb::initialized);
    const auto kept = database->run_now(count_rows)[0].integer(0);
    const auto forget = [this](const std::string& account) {
        database->run_blocking([&](db::Transaction& tx) { lms.forget(tx, {org, "account:" + account + "@https://t.example"}); });
    };
    forget(teacher.str());
    EXPECT_EQ(database->run_now(count_rows)[0].integer(0), kept);
    forget(user.str());
    EXPECT_EQ(database->run_now(count_rows)[0].integer(0), files);
    EXPECT_EQ(database->run_now(count_registrations)[0].integer(0), 0);
}

TEST_P(LmsDbTest, LetsInOnlyWithTheSecret) {
    const auto launched = start(import());
    EXPECT_TRUE(db::run(state().guests.find(launched.session, "")).account.empty());
    const auto guest = enter(launched);
    EXPECT_EQ(guest.account, user.str());
    EXPECT_EQ(guest.registration, launched.registration);
    EXPECT_TRUE(db::run(state().guests.find(launched.session, "wrong")).account.empty());
    EXPECT_TRUE(db::run(state().guests.find(new_uuid(), "wrong")).account.empty());
}

TEST_P(LmsDbTest, SaysSatisfiedOnceWhenItIsStored) {
    const auto guest = enter(start(import()));
    say(guest, Verb::initialized);
    const auto completed = statement(guest, Verb::completed);
    admit(guest, completed);
    EXPECT_THAT(verbs_told(), IsEmpty());
    db::run(state().guests.stored(guest, {completed}));
    db::run(state().guests.stored(guest, {completed}));
    EXPECT_THAT(verbs_told(), ElementsAre("satisfied"));
}

TEST_P(LmsDbTest, ForgetsWhatWasNotStored) {
    const auto guest = enter(start(import()));
    say(guest, Verb::initialized);
    const auto first = statement(guest, Verb::completed);
    admit(guest, first);
    EXPECT_THROW(admit(guest, statement(guest, Verb::completed)), Error);
    db::run(state().guests.not_stored(guest, {first}));
    say(guest, Verb::completed);
    EXPECT_THAT(verbs_told(), ElementsAre("satisfied"));
}

// The process died between the storing of a statement and its counting.
TEST_P(LmsDbTest, CountsLaterWhatTheRecordStoreHas) {
    const auto guest = enter(start(import()));
    say(guest, Verb::initialized);
    const auto completed = statement(guest, Verb::completed);
    admit(guest, completed);
    db::run(lrs.record(org, guest.id, completed.json));
    db::run(state().guests.settle(org, guest.registration));
    EXPECT_THAT(verbs_told(), ElementsAre("satisfied"));
}

// The process died between the admission of a statement and its storing.
TEST_P(LmsDbTest, LetsGoOfWhatTheRecordStoreNeverGot) {
    const auto guest = enter(start(import()));
    say(guest, Verb::initialized);
    admit(guest, statement(guest, Verb::completed));
    database->run_now(age_waiting);
    say(guest, Verb::completed);
    EXPECT_THAT(verbs_told(), ElementsAre("satisfied"));
}

TEST_P(LmsDbTest, AbandonsWhatIsOpenAtTheNextLaunch) {
    const auto course = import();
    const auto first = enter(start(course));
    say(first, Verb::initialized);
    const auto second = enter(start(course));
    EXPECT_THAT(verbs_told(), ElementsAre("abandoned"));
    EXPECT_THROW(admit(first, statement(first, Verb::completed)), Error);
    EXPECT_FALSE(second.ended);
    start(course);
    EXPECT_THAT(verbs_told(), ElementsAre("abandoned", "abandoned"));
}

TEST_P(LmsDbTest, RecordsWhoUploadsWaivesAndRemoves) {
    const identity::Act act{.org = org, .actor = teacher, .action = "test"};
    const auto named = [&act](std::string action) {
        auto one = act;
        one.action = std::move(action);
        return one;
    };
    const auto course = db::run(state().courses.add(org, teacher, zip, {}, named("course.upload")));
    db::run(waive(state(), {org, user, course.id, "au-1", "Tested Out", named("unit.waive")}));
    EXPECT_THROW(db::run(waive(state(), {org, user, course.id, "au-1", "Tested Out", named("unit.waive")})), Error);
    EXPECT_FALSE(db::run(state().courses.remove(org, new_uuid(), named("course.remove"))));
    EXPECT_TRUE(db::run(state().courses.remove(org, course.id, named("course.remove"))));
    std::vector<std::string> acts;
    for (const auto& row : database->run_now(recorded)) acts.push_back(row.text(0));
    EXPECT_THAT(acts, ElementsAre("course.upload", "unit.waive", "course.remove"));
}

// What a unit puts into extensions is nobody's business but its own (xAPI part 2, 4.1).
TEST_P(LmsDbTest, JudgesStatementsWhateverTheirExtensionsHold) {
    http::Router router;
    lrs::mount(router, lrs);
    const auto deep = std::string(30, '[') + std::string(30, ']'), deeper = std::string(300, '[') + std::string(300, ']');
    for (const auto& odd : {std::string(R"("\ud800")"), std::string(R"("\u0000")"), std::string("1e99999999999"), deep, deeper}) {
        const auto token = token_of(start(import()));
        auto one = statement(enter(token), Verb::initialized).json;
        one.insert(one.find(R"("extensions":{)") + 14, R"("https://x.example/odd":)" + odd + ',');
        http::Request request{.method = "POST", .target = "/xapi/statements", .path = "/xapi/statements", .body = one};
        request.headers = {{"Authorization", "Basic " + token}, {"X-Experience-API-Version", "1.0.3"}, {"Content-Type", "application/json"}};
        const auto response = db::run(router.handle(std::move(request)));
        EXPECT_EQ(response.status, 200) << odd.substr(0, 40) << '\n' << response.body;
    }
}

}  // namespace
}  // namespace lms
