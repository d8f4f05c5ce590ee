#include "identity/privacy.hpp"

#include <boost/asio/thread_pool.hpp>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "identity/accounts/accounts_test_support.hpp"
#include "identity/consents.hpp"
#include "identity/privacy/state.hpp"
#include "platform/archive/archive.hpp"
#include "platform/bus/bus.hpp"
#include "platform/client/client.hpp"
#include "platform/jobs/jobs.hpp"

namespace identity {
namespace {
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

// A room that keeps one table of words.
class PrivacyDbTest : public AccountsTest {
protected:
    void SetUp() override {
        AccountsTest::SetUp();
        run("CREATE TABLE words (org_id TEXT, user_id TEXT, id TEXT, word TEXT)");
        privacy.add(platform_privacy_part(bus));
        privacy.add(privacy_part(*database));
        privacy.add({.name = "words",
                     .take_out = [this](Takeout& takeout, Person person) { return take_out(*database, takeout, std::move(person)); },
                     .stop = {},
                     .erase = [](db::Transaction& tx, const Person& person) { tx.run(erase_words, person.org, person.user); },
                     .settle = [this](Person person, std::string) { return settle(std::move(person)); }});
        identity::mount(router, identity, privacy);
        identity::mount(router, consents);
        tend(jobs, privacy);
        bus.start();
        jobs.start();
    }
    void TearDown() override {
        jobs.stop();
        bus.stop();
        background.close();
        AccountsTest::TearDown();
        outward.close();
        database->close();
    }

    // The second call finds it done, and the first fails once when `fails` says so, as a process that dies does.
    Task<bool> settle(Person person) {
        const std::lock_guard lock(mutex);
        if (fails.exchange(false)) throw Error(ErrorCode::unavailable, "not yet");
        settled[person.user] = names_of(person);
        co_return true;
    }
    static std::vector<std::string> names_of(const Person& person) {
        std::vector<std::string> names;
        for (const auto& alias : person.aliases) names.push_back(alias.issuer + " " + alias.name);
        return names;
    }
    static Task<void> take_out(db::Database& database, Takeout& takeout, Person person) {
        for (const auto& name : names_of(person)) co_await takeout.add("names.json", boost::json::serialize(boost::json::value(name)));
        co_await take_out_rows(database, takeout, std::move(person), {"words.json", page_of_words, {{"id"}, {"word"}}});
    }
    void say(const std::string& user, int count) {
        for (int i = 0; i < count; ++i)
            run("INSERT INTO words SELECT id, '" + user + "', '" + std::to_string(100'000 + i) + "', 'canary' FROM orgs");
    }
    void link(const std::string& user) {
        run("INSERT INTO openid_links (org_id, issuer, subject, id, user_id, linked_at) SELECT id, 'https://id.example', 'subject of the issuer', 'l', '" + user + "', 0 FROM orgs");
    }
    std::string finished_export(Visitor& of, const std::string& path) {
        EXPECT_EQ(of.post(path + "/export").status, 202);
        for (int tries = 0; tries < 600; ++tries, std::this_thread::sleep_for(10ms))
            if (const auto found = of.get(path + "/exports"); member(found, "/exports/0/state") == "ready") return member(found, "/exports/0/id");
        return "never";
    }
    std::string bytes_of(http::Response& response) {
        std::string bytes;
        while (const auto piece = db::run(response.stream->next(timing::in(5s)))) bytes += *piece;
        return bytes;
    }
    bool erased() {
        for (int tries = 0; tries < 600; ++tries, std::this_thread::sleep_for(10ms))
            if (number("SELECT count(*) FROM tombstones WHERE state <> 'done'") == 0) return true;
        return false;
    }

    static constexpr db::Query erase_words{"test.erase", "DELETE FROM words WHERE org_id = $1 AND user_id = $2", "DELETE FROM words WHERE org_id = $1 AND user_id = $2"};
    static constexpr std::string_view page = "SELECT id, word FROM words WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4";
    static constexpr db::Query page_of_words{"test.page", page, page};

    std::mutex mutex;
    std::map<UserId, std::vector<std::string>> settled;  // by what else each was known
    std::atomic<bool> fails = false;
    boost::asio::thread_pool loops{2};
    client::Client outward;
    bus::Bus bus{*database, loops.get_executor()};
    jobs::Jobs jobs{*database, loops.get_executor(), outward, identity.default_org(), {}};
    pool::Pool background{1};
    Privacy privacy{identity, accounts, *database, background, {}};
    Consents consents{*database, {}};
};
OT_ON_EACH_ENGINE(PrivacyDbTest);

TEST_P(PrivacyDbTest, GivesAPersonEverythingAsAZip) {
    auto ada = signed_up("Ada");
    say(ada.user(), 450);
    link(ada.user());
    auto reply = ada.get("/v1/account/exports/" + finished_export(ada, "/v1/account"));
    ASSERT_EQ(reply.status, 200);
    const auto bytes = bytes_of(reply);
    archive::Zip zip("export", bytes, {});
    EXPECT_EQ(boost::json::parse(zip.read("words/words.json")).as_array().size(), 450u);
    EXPECT_THAT(zip.read("identity/account.json"), HasSubstr("Ada"));
    EXPECT_THAT(zip.read("identity/links.json"), HasSubstr("subject of the issuer"));
    EXPECT_THAT(zip.read("identity/audit_log.json"), HasSubstr("account.export"));
    for (const auto& name : zip.names()) EXPECT_NO_THROW(boost::json::parse(zip.read(name))) << name;
    for (const auto& name : zip.names()) EXPECT_THAT(zip.read(name), Not(HasSubstr("argon2"))) << name;
}

TEST_P(PrivacyDbTest, GivesAnExportToNobodyElse) {
    auto ada = signed_up("Ada"), eve = signed_up("Eve"), admin = administrator();
    const auto id = finished_export(ada, "/v1/account");
    EXPECT_EQ(eve.get("/v1/account/exports/" + id).status, 404);
    EXPECT_EQ(admin.get("/v1/admin/users/" + ada.user() + "/exports/" + id).status, 404) << "an administrator asks for one of their own";
    EXPECT_EQ(eve.post("/v1/admin/users/" + ada.user() + "/export").status, 403);
    const auto theirs = finished_export(admin, "/v1/admin/users/" + ada.user());
    EXPECT_EQ(admin.get("/v1/admin/users/" + ada.user() + "/exports/" + theirs).status, 200);
    EXPECT_EQ(ada.get("/v1/account/exports/" + theirs).status, 404);
    EXPECT_EQ(number("SELECT count(*) FROM audit_logs WHERE action IN ('account.export', 'user.export', 'user.fetch_export')"), 3);
}

TEST_P(PrivacyDbTest, KeepsOneExportOfEachWhoAsked) {
    auto ada = signed_up("Ada");
    const auto first = finished_export(ada, "/v1/account"), second = finished_export(ada, "/v1/account");
    EXPECT_NE(first, second);
    EXPECT_EQ(ada.get("/v1/account/exports/" + first).status, 404);
    EXPECT_EQ(number("SELECT count(*) FROM takeouts"), 1);
}

TEST_P(PrivacyDbTest, ForgetsAnExportWhenItsTimeIsOver) {
    auto ada = signed_up("Ada");
    const auto id = finished_export(ada, "/v1/account");
    run("UPDATE takeouts SET expires_at = 1");
    EXPECT_EQ(ada.get("/v1/account/exports/" + id).status, 404);
    db::run(forget_old_exports(privacy.state()));
    EXPECT_EQ(number("SELECT count(*) FROM takeouts"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM takeout_pieces"), 0);
}

TEST_P(PrivacyDbTest, ErasesAPersonWhoKnowsThePassword) {
    auto ada = signed_up("Ada"), bob = signed_up("Bob");
    const auto user = ada.user(), cookie = ada.cookie;
    say(user, 3);
    link(user);
    say(bob.user(), 2);
    EXPECT_EQ(ada.post("/v1/account/consents", R"({"kind":"training","version":1,"given":true})").status, 200);
    finished_export(ada, "/v1/account");
    EXPECT_EQ(ada.post("/v1/account/delete", R"({"word":"a wrong password"})").status, 401);
    EXPECT_EQ(number("SELECT count(*) FROM tombstones"), 0);
    EXPECT_EQ(ada.post("/v1/account/delete", R"({"word":"a password that is long"})").status, 202);
    EXPECT_EQ(ada.cookie, "");
    ada.cookie = cookie;
    EXPECT_NE(ada.user(), user) << "the session is over at once";
    ASSERT_TRUE(erased());
    for (const std::string table : {"users", "accounts", "sessions", "openid_links", "takeouts", "consents", "words"})
        EXPECT_EQ(number("SELECT count(*) FROM " + table + " WHERE " + (table == "users" ? "id" : "user_id") + " = '" + user + "'"), 0) << table;
    EXPECT_EQ(number("SELECT count(*) FROM takeout_pieces"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM words"), 2) << "others keep theirs";
    EXPECT_EQ(visitor().post("/v1/login", person("Ada")).status, 401);
    EXPECT_EQ(visitor().post("/v1/signup", person("Ada")).status, 200) << "the name is free again";
}

TEST_P(PrivacyDbTest, TellsRoomsByWhatElseAPersonIsCertainlyKnown) {
    auto ada = visitor(), bob = visitor();
    ada.post("/v1/signup", R"({"name":"Ada","password":"a password that is long","email":"Ada@school.example"})");
    bob.post("/v1/signup", R"({"name":"Bob","password":"a password that is long","email":"victim@school.example"})");
    run("UPDATE accounts SET email_verified_at = 1 WHERE name = 'Ada'");
    link(ada.user());
    auto reply = ada.get("/v1/account/exports/" + finished_export(ada, "/v1/account"));
    const auto bytes = bytes_of(reply);
    EXPECT_EQ(archive::Zip("export", bytes, {}).read("words/names.json"), "[\n\" Ada@school.example\",\n\"https://id.example subject of the issuer\"\n]\n");
    const UserId one(ada.user()), other(bob.user());
    for (auto* person : {&ada, &bob}) EXPECT_EQ(person->post("/v1/account/delete", R"({"word":"a password that is long"})").status, 202);
    ASSERT_TRUE(erased());
    EXPECT_EQ(settled[one], (std::vector<std::string>{" Ada@school.example", "https://id.example subject of the issuer"}));
    EXPECT_EQ(settled[other], std::vector<std::string>()) << "nobody has shown that the address is Bob's";
    EXPECT_EQ(number("SELECT count(*) FROM erased_aliases"), 0);
}

TEST_P(PrivacyDbTest, StillKnowsThemWhenARunBeforeDeletedTheAccountAndFailed) {
    auto ada = signed_up("Ada");
    link(ada.user());
    const UserId user(ada.user());
    fails = true;
    EXPECT_EQ(ada.post("/v1/account/delete", R"({"word":"a password that is long"})").status, 202);
    ASSERT_TRUE(db::eventually([&] { return number("SELECT count(*) FROM jobs WHERE kind = 'privacy.erase' AND failures > 0") == 1; }));
    EXPECT_EQ(number("SELECT count(*) FROM openid_links"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM erased_aliases"), 1);
    run("UPDATE jobs SET run_at = 0");
    ASSERT_TRUE(erased());
    EXPECT_EQ(settled[user], std::vector<std::string>{"https://id.example subject of the issuer"});
    EXPECT_EQ(number("SELECT count(*) FROM erased_aliases"), 0);
}

TEST_P(PrivacyDbTest, ErasesWhoHasNoPasswordWhenTheySaySo) {
    auto somebody = visitor();
    say(somebody.user(), 1);
    EXPECT_EQ(somebody.post("/v1/account/delete", R"({"word":"yes"})").status, 400);
    EXPECT_EQ(somebody.post("/v1/account/delete", R"({"word":"delete"})").status, 202);
    ASSERT_TRUE(erased());
    EXPECT_EQ(number("SELECT count(*) FROM words"), 0);
}

TEST_P(PrivacyDbTest, ErasesWhatWasDoneBeforeSigningIn) {
    signed_up("Ada");
    auto before = visitor();
    const auto anonymous = before.user();
    say(anonymous, 1);
    EXPECT_EQ(before.post("/v1/login", person("Ada")).status, 200);
    EXPECT_EQ(before.post("/v1/account/delete", R"({"word":"a password that is long"})").status, 202);
    ASSERT_TRUE(erased());
    EXPECT_EQ(number("SELECT count(*) FROM words"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM users"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM tombstones WHERE users LIKE '%" + anonymous + "%'"), 1);
}

TEST_P(PrivacyDbTest, LetsAnAdministratorEraseButNotTheLastOne) {
    auto ada = signed_up("Ada"), admin = administrator();
    EXPECT_EQ(ada.post("/v1/admin/users/" + admin.user() + "/erase").status, 403);
    EXPECT_EQ(admin.post("/v1/admin/users/" + ada.user() + "/role", R"({"role":"admin"})").status, 200);
    EXPECT_EQ(admin.post("/v1/admin/users/" + ada.user() + "/erase").status, 409);
    const auto bob = signed_up("Bob").user();
    EXPECT_EQ(admin.post("/v1/admin/users/" + bob + "/erase").status, 202);
    EXPECT_EQ(admin.post("/v1/admin/users/00000000-0000-7000-8000-000000000000/erase").status, 404);
    ASSERT_TRUE(erased());
    EXPECT_EQ(member(admin.get("/v1/admin/erasures"), "/erasures/0/users/0"), bob);
    EXPECT_EQ(number("SELECT count(*) FROM audit_logs WHERE action = 'user.erase' AND subject = '" + bob + "'"), 1);
}

TEST_P(PrivacyDbTest, KeepsEveryDecisionAboutConsent) {
    auto ada = signed_up("Ada");
    const OrgId org = identity.default_org();
    const UserId user(ada.user());
    EXPECT_TRUE(db::run(consents.covers(org, user, "models"))) << "a fresh machine teaches without asking";
    EXPECT_FALSE(db::run(consents.covers(org, user, "training")));
    EXPECT_EQ(ada.post("/v1/account/consents", R"({"kind":"models","version":1,"given":false})").status, 200);
    EXPECT_FALSE(db::run(consents.covers(org, user, "models")));
    EXPECT_EQ(ada.post("/v1/account/consents", R"({"kind":"models","version":1,"given":true})").status, 200);
    EXPECT_TRUE(db::run(consents.covers(org, user, "models")));
    const auto shown = ada.get("/v1/account/consents");
    EXPECT_EQ(member(shown, "/history/0/given"), "true");
    EXPECT_EQ(member(shown, "/history/1/given"), "false");
    EXPECT_EQ(member(shown, "/history/1/source"), "browser");
    EXPECT_EQ(ada.post("/v1/account/consents", R"({"kind":"models","version":7,"given":true})").status, 409);
    EXPECT_EQ(ada.post("/v1/account/consents", R"({"kind":"cookies","version":1,"given":true})").status, 404);
    EXPECT_THROW(run("UPDATE consents SET given = 1"), Error);
    EXPECT_EQ(number("SELECT count(*) FROM audit_logs WHERE action LIKE 'consent.%'"), 2);
}

TEST_P(PrivacyDbTest, TakesAPersonForOneBeforeAndAfterSigningIn) {
    signed_up("Ada");
    auto before = visitor();
    const UserId anonymous(before.user());
    EXPECT_EQ(before.post("/v1/account/consents", R"({"kind":"sharing","version":1,"given":false})").status, 200);
    EXPECT_EQ(before.post("/v1/login", person("Ada")).status, 200);
    const OrgId org = identity.default_org();
    EXPECT_FALSE(db::run(consents.covers(org, UserId(before.user()), "sharing")));
    EXPECT_EQ(before.post("/v1/account/consents", R"({"kind":"sharing","version":1,"given":true})").status, 200);
    EXPECT_TRUE(db::run(consents.covers(org, anonymous, "sharing")));
}

TEST_P(PrivacyDbTest, TellsWhichOfManyPeopleConsent) {
    signed_up("Ada");
    auto before = visitor(), bob = signed_up("Bob"), carl = signed_up("Carl");
    const UserId anonymous(before.user()), nobody("nobody's id");
    before.post("/v1/account/consents", R"({"kind":"sharing","version":1,"given":false})");
    before.post("/v1/login", person("Ada"));
    for (const std::string given : {"true", "false"}) bob.post("/v1/account/consents", R"({"kind":"sharing","version":1,"given":)" + given + "}");
    for (const std::string given : {"false", "true"}) carl.post("/v1/account/consents", R"({"kind":"sharing","version":1,"given":)" + given + "}");
    const OrgId org = identity.default_org();
    const std::vector<UserId> all{anonymous, UserId(before.user()), UserId(bob.user()), UserId(carl.user()), nobody};
    EXPECT_EQ(db::run(consents.covered(org, all, "sharing")), (std::vector{UserId(carl.user()), nobody}));
    EXPECT_TRUE(db::run(consents.covered(org, all, "training")).empty());
    EXPECT_EQ(db::run(consents.covered(OrgId("another"), all, "sharing")), all);
    for (const auto& user : all)
        EXPECT_EQ(db::run(consents.covers(org, user, "sharing")), db::run(consents.covered(org, {user}, "sharing")).size() == 1) << user.str();
}

TEST_P(PrivacyDbTest, AsksFirstWhereTheOperatorWantsThat) {
    Consents careful(*database, {.ask_first = "models,sharing"});
    auto ada = signed_up("Ada");
    EXPECT_FALSE(db::run(careful.covers(identity.default_org(), UserId(ada.user()), "models")));
    ada.post("/v1/account/consents", R"({"kind":"models","version":1,"given":true})");
    EXPECT_TRUE(db::run(careful.covers(identity.default_org(), UserId(ada.user()), "models")));
    EXPECT_THROW(Consents(*database, {.ask_first = "everything"}), Error);
}

}  // namespace
}  // namespace identity
