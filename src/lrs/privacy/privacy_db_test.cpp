#include "identity/privacy.hpp"

#include <gmock/gmock.h>

#include <boost/asio/thread_pool.hpp>

#include "lrs/http/state.hpp"
#include "lrs/lrs_test_support.hpp"
#include "lrs/movers.hpp"
#include "lrs/store/query.hpp"

namespace lrs {
namespace {
using testing::HasSubstr;
using testing::Not;

// An export that is kept in memory.
struct Kept final : identity::Takeout {
    Task<void> add(std::string_view, std::string_view json) override {
        documents.append(json).append("\n");
        co_return;
    }
    Task<void> append(std::string_view, std::string_view bytes) override {
        statements.append(bytes);
        co_return;
    }
    std::string statements, documents;
};

class PersonDbTest : public LrsDbTest {
protected:
    void TearDown() override {
        movers.stop();
        pipeline.stop();
        threads.join();
        cpu.close();
        database->close();
    }
    static std::string mailbox(const std::string& address) { return R"("mbox":"mailto:)" + address + "\""; }
    static std::string account(const std::string& home, const std::string& name) {
        return R"("account":{"homePage":")" + home + R"(","name":")" + name + R"("})";
    }
    std::string record(const std::string& actor, const std::string& more = "") {
        return db::run(lrs.record(org, "test", "{\"actor\":{" + actor + R"(},"verb":{"id":"http://x/did"},"object":{"id":"http://x"})" + more + "}")).front();
    }
    void keep(const std::string& home, const std::string& name) {
        db::run(lrs.write({.org = org, .activity = "http://x", .home_page = home, .account = name, .registration = "", .name = "of " + name, .json = "{}"}));
    }
    bool has(const std::string& id) { return db::run(lrs.has(org, id)); }

    identity::Vault vault{*database, {.key = std::string(64, '1')}, {}};
    boost::asio::thread_pool threads{2};
    pool::Pool cpu{1};
    client::Client client;
    Pipeline pipeline{lrs, *database, cpu, threads.get_executor(), {}};
    Movers movers{lrs, pipeline, vault, client, threads.get_executor(), {}};
    const identity::PrivacyPart part = privacy_part(movers);
    const std::string server = server_of(lrs.state().config.home_page);
    const identity::Person ada{.org = org, .user = UserId("ada"), .aliases = {{"", "Ada@School.example"}, {"https://id.example", "subject"}}};
};
OT_ON_EACH_ENGINE(PersonDbTest);

TEST_P(PersonDbTest, IsErasedByEveryNameThatIsTheirs) {
    const std::vector theirs{record(account(server, "ada")), record(mailbox("Ada@school.EXAMPLE")),
                             record(R"("mbox_sha1sum":"94ba6275f1eec8acdff4dfb0de0ae3399e434c80")"), record(account("https://id.example", "subject"))};
    const std::vector others{record(account("https://id.example", "another")), record(account("https://other.example", "subject")),
                             record(mailbox("bob@school.example")),
                             record(account(server, "bob"), R"(,"context":{"instructor":{)" + mailbox("Ada@school.example") + "}}")};
    keep("https://id.example", "subject");
    keep("https://id.example", "another");
    movers.start();
    EXPECT_FALSE(db::run(part.settle(ada, "key")));
    ASSERT_TRUE(db::eventually([&] { return db::run(part.settle(ada, "key")); }));
    for (const auto& id : theirs) EXPECT_FALSE(has(id));
    for (const auto& id : others) EXPECT_TRUE(has(id));
    const std::string all = "SELECT body FROM statements";
    for (const auto row : database->run_now(db::Query{"test.all", all, all})) EXPECT_THAT(row.text(0), Not(HasSubstr("Ada@")));
    const std::string documents = "SELECT name FROM documents";
    const auto left = database->run_now(db::Query{"test.documents", documents, documents});
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left[0].text(0), "of another");
}

TEST_P(PersonDbTest, IsErasedByTheAccountFromBeforeTheServerHadAName) {
    const auto before = record(account(server, "ada"));
    lrs.state().config.home_page = "https://tutor.example/xapi";
    const auto after = record(account("https://tutor.example", "ada")), other = record(account("https://other.example", "ada"));
    movers.start();
    ASSERT_TRUE(db::eventually([&] { return db::run(part.settle(ada, "key")); }));
    EXPECT_FALSE(has(before));
    EXPECT_FALSE(has(after));
    EXPECT_TRUE(has(other));
}

TEST_P(PersonDbTest, TakesOutEachStatementOnce) {
    const auto first = record(account(server, "ada")), second = record(mailbox("Ada@school.example")), third = record(account("https://id.example", "subject"));
    const auto other = record(mailbox("ada@other.example"));
    const auto herself = R"(},"verb":{"id":"http://x/met"},"object":{"objectType":"Agent",)" + mailbox("Ada@school.example") + "}}";
    const auto both = db::run(lrs.record(org, "test", "{\"actor\":{" + account(server, "ada") + herself)).front();
    keep("https://id.example", "subject");
    keep("https://id.example", "another");
    Kept kept;
    db::run(part.take_out(kept, ada));
    for (const auto& id : {first, second, third, both}) {
        const auto at = kept.statements.find(R"("id":")" + id);
        ASSERT_NE(at, kept.statements.npos);
        EXPECT_EQ(kept.statements.find(R"("id":")" + id, at + 1), kept.statements.npos) << "once";
    }
    EXPECT_THAT(kept.statements, Not(HasSubstr(other)));
    EXPECT_THAT(kept.documents, HasSubstr("of subject"));
    EXPECT_THAT(kept.documents, Not(HasSubstr("of another")));
}

}  // namespace
}  // namespace lrs
