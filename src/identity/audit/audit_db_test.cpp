#include "identity/audit.hpp"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <future>
#include <thread>

#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/error.hpp"
#include "platform/sql.gen.hpp"

namespace identity {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const OrgId org("01920000-0000-7000-8000-000000000001"), other_org("01920000-0000-7000-8000-000000000002");

class AuditDbTest : public db::DbTest {
protected:
    AuditDbTest() {
        database->migrate(platform::migrations);
        database->migrate(migrations);
        mount_audit(router, *database);
        router.gates.identify = [this](const http::Request&, std::vector<http::Header>&) { return admin_of(asking); };
    }
    static Task<http::Caller> admin_of(OrgId of) {
        co_return http::Caller{.org = std::move(of), .user = UserId("a"), .session = SessionId("s"), .role = http::Role::admin, .anonymous = false};
    }
    static Act act(std::string action, std::string subject = "", const OrgId& of = org, std::string actor = "a") {
        return {of, UserId(std::move(actor)), http::Role::admin, "session", "192.0.2.1", std::move(action), "thing", std::move(subject)};
    }
    void did(const Act& one) { db::run(record(*database, one)); }
    void run_raw(const std::string& text) { database->run_now(db::Query{"test.raw", text, text}); }
    // As somebody does it who may do everything to the database.
    void tamper(const std::string& text) {
        const std::string on = database->engine() == db::Engine::postgres ? " ON audit_logs" : "";
        run_raw("DROP TRIGGER IF EXISTS audit_logs_stay" + on);
        run_raw("DROP TRIGGER IF EXISTS audit_logs_remain" + on);
        run_raw(text);
    }
    AuditReport report(const OrgId& of = org) {
        for (auto& one : verify_audit(*database))
            if (one.org == of) return std::move(one);
        return {};
    }
    std::string ask(std::vector<std::pair<std::string, std::string>> query = {}) {
        auto response = db::run(router.handle({.method = "GET", .target = "/v1/admin/audit", .path = "/v1/admin/audit", .query = std::move(query)}));
        last_status = response.status;
        return response.body;
    }
    // The numbers of a reply, in order.
    static std::vector<int> numbers(const std::string& body) {
        std::vector<int> found;
        for (auto at = body.find("{\"number\":"); at != body.npos; at = body.find("{\"number\":", at + 1)) found.push_back(std::stoi(body.substr(at + 10)));
        return found;
    }

    http::Router router;
    OrgId asking = org;
    int last_status = 0;
};
OT_ON_EACH_ENGINE(AuditDbTest);

TEST_P(AuditDbTest, ShowsWhatWasRecordedNewestFirst) {
    did(act("xapi_key.make", "k1"));
    did(act("forward.pause", "f1", org, ""));
    const auto body = ask();
    EXPECT_THAT(numbers(body), ElementsAre(2, 1));
    EXPECT_THAT(body, HasSubstr(R"("actor":"a","role":"admin","credential":"session","address":"192.0.2.1","action":"xapi_key.make","kind":"thing","subject":"k1")"));
}

TEST_P(AuditDbTest, FiltersAndPages) {
    for (int i = 1; i <= 5; ++i) did(act(i % 2 ? "xapi_key.make" : "xapi_key.revoke", "k" + std::to_string(i), org, i < 4 ? "a" : "b"));
    did(act("xapi_keys.none"));
    EXPECT_THAT(numbers(ask({{"action", "xapi_key.revoke"}})), ElementsAre(4, 2));
    EXPECT_THAT(numbers(ask({{"action", "xapi_key"}})), ElementsAre(5, 4, 3, 2, 1));
    EXPECT_THAT(numbers(ask({{"subject", "k3"}})), ElementsAre(3));
    EXPECT_THAT(numbers(ask({{"actor", "b"}})), ElementsAre(5, 4));
    EXPECT_THAT(numbers(ask({{"until", "2020-01-01T00:00:00Z"}})), IsEmpty());
    EXPECT_THAT(numbers(ask({{"since", timing::to_rfc3339(timing::now() - timing::a_day)}, {"limit", "2"}, {"before", "4"}})), ElementsAre(3, 2));
    EXPECT_THAT(ask({{"limit", "2"}}), HasSubstr("\"before\":5"));
    for (const auto* name : {"limit", "before", "since", "until"}) {
        ask({{name, "x"}});
        EXPECT_EQ(last_status, 400) << name;
    }
}

TEST_P(AuditDbTest, KeepsOrganisationsApart) {
    did(act("one"));
    did(act("two", "", other_org));
    did(act("three"));
    EXPECT_EQ(report(org).entries, 2);
    EXPECT_EQ(report(other_org).entries, 1);
    asking = other_org;
    EXPECT_THAT(numbers(ask()), ElementsAre(1));
    EXPECT_THAT(ask(), HasSubstr("two"));
}

TEST_P(AuditDbTest, HashesTheBytesThatItSays) {
    did(act("xapi_key.make", "k"));
    const auto rows = database->run_now(sql::walk_audit_logs, {org.str(), std::int64_t{0}, std::int64_t{1}});
    const auto at = std::to_string(rows[0].integer(1));
    const auto bytes = "0:,36:" + org.str() + ",1:1," + std::to_string(at.size()) + ':' + at + ",1:a,5:admin,7:session,9:192.0.2.1,13:xapi_key.make,5:thing,1:k,";
    EXPECT_EQ(rows[0].text(9), crypto::sha256_hex(bytes));
}

TEST_P(AuditDbTest, GoesWithWhatItTellsOf) {
    did(act("kept"));
    EXPECT_THROW(database->run_blocking([](db::Transaction& tx) {
        record(tx, act("undone"));
        throw Error(ErrorCode::conflict, "no");
    }),
                 Error);
    did(act("kept too"));
    EXPECT_THAT(numbers(ask()), ElementsAre(2, 1));
    EXPECT_FALSE(report().broken);
}

TEST_P(AuditDbTest, IsOnlyAddedTo) {
    did(act("one"));
    EXPECT_THROW(run_raw("UPDATE audit_logs SET actor = 'x'"), Error);
    EXPECT_THROW(run_raw("DELETE FROM audit_logs"), Error);
    EXPECT_FALSE(report().broken);
}

TEST_P(AuditDbTest, NamesTheFirstEntryThatDoesNotFit) {
    struct Row {
        const char *done, *found;
        std::int64_t fit;
    };
    for (const auto& [done, found, fit] : {Row{"UPDATE audit_logs SET actor = 'x' WHERE number = 3", "entry 3 is not as it was written", 2},
                                           Row{"UPDATE audit_logs SET at = at + 1 WHERE number = 2", "entry 2 is not as it was written", 1},
                                           Row{"UPDATE audit_logs SET hash = 'x' WHERE number = 1", "entry 1 is not as it was written", 0},
                                           Row{"DELETE FROM audit_logs WHERE number = 4", "entry 4 is missing", 3},
                                           Row{"DELETE FROM audit_logs WHERE number = 5", "entry 5 is missing", 4},
                                           Row{"UPDATE audit_heads SET hash = 'x'", "entry 5 is not the last", 5},
                                           Row{"DELETE FROM audit_heads", "entry 1 is here, and audit_heads knows of none", 0}}) {
        const OrgId fresh(new_uuid());
        for (int i = 0; i < 5; ++i) did(act("act", std::to_string(i), fresh));
        ASSERT_FALSE(report(fresh).broken);
        const std::string where = std::string(done).contains("WHERE") ? " AND " : " WHERE ";
        tamper(done + where + "org_id = '" + fresh.str() + "'");
        const auto after = report(fresh);
        EXPECT_THAT(after.broken.value_or("nothing"), HasSubstr(found)) << done;
        EXPECT_EQ(after.entries, fit) << done;
    }
}

TEST_P(AuditDbTest, FindsANotedEntry) {
    did(act("one"));
    const auto noted = "1:" + report().last_hash;
    did(act("two"));
    EXPECT_TRUE(has_audit_entry(*database, noted));
    EXPECT_FALSE(has_audit_entry(*database, "2:" + report().last_hash.substr(1)));
}

Task<void> record_many(db::Database& database, OrgId of, int count) {
    for (int i = 0; i < count; ++i) co_await record(database, {.org = of, .action = "act"});
}

std::string why(const std::exception_ptr& failure) try {
    std::rethrow_exception(failure);
} catch (const std::exception& error) {
    return error.what();
}

TEST_P(AuditDbTest, KeepsOneChainWhileManyWrite) {
    constexpr int writers = 8, each = 10;
    boost::asio::thread_pool threads(4);
    for (int i = 0; i < writers; ++i)
        boost::asio::co_spawn(threads, record_many(*database, i % 2 ? org : other_org, each), [](std::exception_ptr failure) { EXPECT_FALSE(failure) << why(failure); });
    threads.join();
    for (const auto& one : {org, other_org}) {
        EXPECT_EQ(report(one).entries, writers / 2 * each);
        EXPECT_FALSE(report(one).broken) << report(one).broken.value_or("");
    }
}

TEST_P(AuditDbTest, HasAPartitionAMonthOnPostgres) {
    if (database->engine() != db::Engine::postgres) GTEST_SKIP();
    constexpr timing::Micros november = 1'796'083'199'999'999, january = 1'798'761'600'000'000;  // the last of November 2026, the first of 2027
    database->run_blocking([](db::Transaction& tx) {
        for (const auto at : {november, january, january}) tx.run(sql::next_audit_place, org, at);
    });
    constexpr std::string_view text = "SELECT string_agg(inhrelid::regclass::text, ',' ORDER BY 1) FROM pg_inherits WHERE inhparent = 'audit_logs'::regclass";
    EXPECT_EQ(database->run_now(db::Query{"test.parts", text, text})[0].text(0), "audit_logs_2026_11,audit_logs_2027_01");
}

// A transaction that reads the log, as a pg_dump does, and stays open.
class Reader {
public:
    explicit Reader(db::Database& database) : thread_([this, &database] { database.run_blocking([this](db::Transaction& tx) { read(tx); }); }) {
        reading_.get_future().wait();
    }
    ~Reader() {
        done_.set_value();
        thread_.join();
    }

private:
    void read(db::Transaction& tx) {
        constexpr std::string_view text = "LOCK TABLE audit_logs IN ACCESS SHARE MODE";
        tx.run(db::Query{"test.read", text, text});
        reading_.set_value();
        done_.get_future().wait_for(std::chrono::seconds(5));
    }
    std::promise<void> reading_, done_;
    std::thread thread_;
};

TEST_P(AuditDbTest, MakesMonthsBesideABackup) {
    if (database->engine() != db::Engine::postgres) GTEST_SKIP();
    did(act("one"));
    constexpr timing::Micros december = 1'796'083'200'000'000;  // 2026
    const auto began = std::chrono::steady_clock::now();
    {
        const Reader backup(*database);
        database->run_blocking([](db::Transaction& tx) { tx.run(sql::next_audit_place, other_org, december + 90 * timing::a_day); });
        database->run_now(sql::make_audit_months, {december, std::int64_t{2}});
        did(act("two"));
        EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
    }
    constexpr std::string_view parts = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'audit_logs'::regclass AND inhrelid::regclass::text IN "
                                       "('audit_logs_2026_12', 'audit_logs_2027_01', 'audit_logs_2027_02', 'audit_logs_2027_03')";
    EXPECT_EQ(database->run_now(db::Query{"test.parts", parts, parts})[0].integer(0), 4);
    run_raw("INSERT INTO audit_logs SELECT org_id, 99, " + std::to_string(december) +
            ", actor, role, credential, address, action, kind, subject, hash FROM audit_logs WHERE number = 1");
    EXPECT_THROW(run_raw("UPDATE audit_logs_2026_12 SET actor = 'x'"), Error) << "a partition is only added to as well";
    EXPECT_THROW(run_raw("DELETE FROM audit_logs_2026_12"), Error);
}

}  // namespace
}  // namespace identity
