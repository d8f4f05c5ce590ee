#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>

#include <random>

#include "lrs/http/state.hpp"
#include "lrs/lrs_test_support.hpp"
#include "lrs/store/query.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"

namespace lrs {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;

class StoreDbTest : public LrsDbTest {
protected:
    static std::string statement(std::string_view id, std::string_view learner, std::string_view verb = "http://example.com/did") {
        return R"({"id":")" + std::string(id) + R"(","actor":{"mbox":"mailto:)" + std::string(learner) + R"(@example.com"},"verb":{"id":")" + std::string(verb) +
               R"("},"object":{"id":"http://example.com/x"}})";
    }
    std::vector<std::string> record(const OrgId& into, std::string text) { return db::run(lrs.record(into, "test", std::move(text))); }
    Page find(Query query) { return db::run(find_page(*database, std::move(query))); }
    static std::string agent(std::string_view learner) { return "mbox:mailto:" + std::string(learner) + "@example.com"; }
};
OT_ON_EACH_ENGINE(StoreDbTest);

TEST_P(StoreDbTest, GivesBackWhatItWasGiven) {
    const auto id = new_uuid();
    EXPECT_THAT(record(org, statement(id, "a")), ElementsAre(id));
    const auto page = find({.org = org, .agent = agent("a")});
    ASSERT_EQ(page.statements.size(), 1u);
    EXPECT_THAT(page.statements[0].body, testing::HasSubstr(statement(id, "a").substr(1, 90)));
    EXPECT_FALSE(page.more);
}

TEST_P(StoreDbTest, KeepsTheFirstStatementUnderAnId) {
    const auto id = new_uuid(), fresh = new_uuid();
    record(org, statement(id, "a"));
    record(org, statement(id, "a"));
    EXPECT_THROW(record(org, '[' + statement(fresh, "a") + ',' + statement(id, "b") + ']'), Error);
    EXPECT_EQ(find({.org = org}).statements.size(), 1u);
    EXPECT_FALSE(db::run(find_statement(*database, org, fresh)));
}

TEST_P(StoreDbTest, ShowsNoOrganisationWhatIsAnothers) {
    std::minstd_rand random(7);
    std::map<std::string, OrgId> owner;
    for (int i = 0; i < 60; ++i) {
        const auto& into = random() % 2 ? org : other_org;
        const auto id = new_uuid();
        record(into, statement(id, "learner" + std::to_string(random() % 3)));
        owner.emplace(id, into);
    }
    for (const auto& [id, its] : owner) {
        const auto& stranger = its == org ? other_org : org;
        EXPECT_TRUE(db::run(find_statement(*database, its, id)));
        EXPECT_FALSE(db::run(find_statement(*database, stranger, id)));
    }
    for (const auto& asked : {org, other_org})
        for (int learner = 0; learner < 3; ++learner)
            for (const bool related : {false, true})
                for (const auto& found : find({.org = asked, .agent = agent("learner" + std::to_string(learner)), .related_agents = related}).statements)
                    EXPECT_EQ(owner.at(found.body.substr(7, 36)), asked);
}

Task<void> record_some(Lrs& lrs, OrgId org, int count) {
    for (int i = 0; i < count; ++i) {
        std::string text = R"({"actor":{"mbox":"mailto:many@example.com"},"verb":{"id":"http://example.com/did"},"object":{"id":"http://example.com/x"}})";
        co_await lrs.record(org, "test", std::move(text));
    }
}

TEST_P(StoreDbTest, StoredRisesStrictlyWhileManyWrite) {
    boost::asio::thread_pool threads(2);
    for (int i = 0; i < 16; ++i) boost::asio::co_spawn(threads, record_some(lrs, org, 10), boost::asio::detached);
    threads.join();
    Query query{.org = org, .agent = agent("many"), .ascending = true, .limit = 1000};
    const auto page = find(query);
    ASSERT_EQ(page.statements.size(), 160u);
    for (std::size_t i = 1; i < page.statements.size(); ++i) EXPECT_GT(page.statements[i].stored, page.statements[i - 1].stored);
}

TEST_P(StoreDbTest, PagesWithoutGapsOrRepeats) {
    std::vector<std::string> ids;
    for (int i = 0; i < 7; ++i) ids.push_back(record(org, statement(new_uuid(), i % 2 ? "a" : "b")).front());
    std::vector<std::string> seen;
    Query query{.org = org, .ascending = true, .limit = 3};
    for (bool more = true; more;) {
        const auto page = find(query);
        for (const auto& found : page.statements) seen.push_back(found.body.substr(7, 36));
        query.after = page.statements.back().stored;
        more = page.more;
    }
    EXPECT_EQ(seen, ids);
}

TEST_P(StoreDbTest, FindsTheFewThatMeetTwoFiltersAmongTheManyThatMeetOne) {
    std::string many;
    for (int i = 0; i < 600; ++i) many += (i ? "," : "[") + statement(new_uuid(), "busy", i % 300 == 7 ? "http://example.com/rare" : "http://example.com/did");
    record(org, many + ']');
    record(org, statement(new_uuid(), "other", "http://example.com/rare"));
    for (const bool ascending : {false, true}) {
        const auto page = find({.org = org, .agent = agent("busy"), .verb = "http://example.com/rare", .ascending = ascending});
        ASSERT_EQ(page.statements.size(), 2u);
        EXPECT_EQ(page.statements[0].stored < page.statements[1].stored, ascending);
        EXPECT_FALSE(page.more);
    }
    EXPECT_TRUE(find({.org = org, .agent = agent("busy"), .verb = "http://example.com/did", .limit = 10}).more);
}

TEST_P(StoreDbTest, ABadStatementFailsAloneAmongThoseThatWaitWithIt) {
    const auto good = new_uuid();
    EXPECT_THROW(record(org, "[]x"), Error);
    record(org, statement(good, "a"));
    EXPECT_TRUE(db::run(find_statement(*database, org, good)));
}

TEST_P(StoreDbTest, KeysVerifyUntilTheyAreRevoked) {
    const auto made = db::run(lrs.make_key(other_org, "course", {"statements/write"}));
    Credentials credentials(*database, {.public_key = "public", .secret_key = "secret"}, org);
    const auto found = db::run(credentials.verify("Basic cHVibGljOnNlY3JldA=="));
    EXPECT_EQ(found.org, org);
    EXPECT_THROW(db::run(credentials.verify("Basic cHVibGljOndyb25n")), Error);
    EXPECT_THAT(db::run(credentials.list(org)), IsEmpty());
    EXPECT_EQ(db::run(credentials.list(other_org)).size(), 1u);
    EXPECT_FALSE(db::run(credentials.revoke(org, made.key.id)));
    EXPECT_TRUE(db::run(credentials.revoke(other_org, made.key.id)));
}

TEST_P(StoreDbTest, AKeysQuotaIsCountedForAllProcesses) {
    const auto made = db::run(lrs.make_key(org, "course", {"statements/write"}, {.requests_per_minute = 0, .statements_per_day = 5}));
    Credentials one(*database, {}, org), other(*database, {}, org);
    const auto who = db::run(one.verify("Basic " + crypto::to_base64(made.key.id + ':' + made.secret)));
    EXPECT_NO_THROW(db::run(one.charge(who, 3)));
    EXPECT_THROW(db::run(other.charge(who, 3)), Error);
    EXPECT_NO_THROW(db::run(other.charge(who, 2)));
    EXPECT_THROW(db::run(one.charge(who, 1)), Error);
    EXPECT_THROW(db::run(one.charge(who, 6)), Error);
}


TEST_P(StoreDbTest, IsCalledWhatItWasWhenItsFirstStatementCame) {
    const auto home = [this](const std::string& wanted, bool is_chosen = false) { return kept_home(*database, wanted, is_chosen); };
    EXPECT_EQ(home("http://a/xapi"), "http://a/xapi");
    EXPECT_EQ(home("http://b/xapi"), "http://b/xapi");
    db::run(lrs.record(org, "test", R"({"actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://x/did"},"object":{"id":"http://x"}})"));
    EXPECT_EQ(home("http://c/xapi"), "http://b/xapi");
    EXPECT_EQ(home("http://d/xapi", true), "http://d/xapi");
    EXPECT_EQ(home("http://c/xapi"), "http://d/xapi");
    database->run_now({"test.forget", "DELETE FROM xapi_home", "DELETE FROM xapi_home"});
    EXPECT_EQ(home("http://c/xapi"), Config{}.home_page) << "of a version that kept no name";
}
}  // namespace
}  // namespace lrs
