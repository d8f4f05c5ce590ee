#include "lrs/pipeline/etl.hpp"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>

#include "lrs/lrs.hpp"
#include "lrs/orgs_test_support.hpp"
#include "lrs/sql.gen.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"

namespace lrs {
namespace {
using testing::ElementsAre;

db::Query query(std::string_view text) { return {"test", text, text}; }

class EtlDbTest : public db::DbTest {
protected:
    EtlDbTest() {
        database->migrate(platform::migrations);
        database->migrate(migrations);
    }
    static std::string statement(std::string_view id, std::string_view learner, std::string_view verb = "http://example.com/did", std::string_view more = "") {
        return R"({"id":")" + std::string(id) + R"(","actor":{"mbox":"mailto:)" + std::string(learner) + R"(@example.com"},"verb":{"id":")" + std::string(verb) +
               R"("},"object":{"id":"http://example.com/x"})" + std::string(more) + "}";
    }
    static std::string voiding(std::string_view target) {
        return R"({"actor":{"mbox":"mailto:admin@example.com"},"verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},"object":{"objectType":"StatementRef","id":")" +
               std::string(target) + R"("}})";
    }
    std::string record(const OrgId& into, std::string text) { return db::run(lrs.record(into, "test", std::move(text))).front(); }
    void record_many(int count) {
        for (int i = 0; i < count; ++i) record(org, statement(new_uuid(), "learner" + std::to_string(i % 3)));
    }
    std::size_t catch_up() { return db::run(etl.catch_up()); }
    std::int64_t number(std::string_view text) { return database->run_now(query(text))[0].integer(0); }
    std::int64_t rows() { return number("SELECT COUNT(*) FROM statements_flat"); }
    // Each statement has one row, and the tables of reports count what the rows say.
    void expect_whole() {
        EXPECT_EQ(number("SELECT COUNT(*) FROM statements s WHERE NOT EXISTS (SELECT 1 FROM statements_flat f WHERE f.org_id = s.org_id AND f.stored = s.stored "
                         "AND f.statement_id = s.id AND f.voided = s.voided)"),
                  0);
        EXPECT_EQ(rows(), number("SELECT COUNT(*) FROM statements"));
        const auto valid = number("SELECT COUNT(*) FROM statements_flat WHERE voided = 0");
        EXPECT_EQ(number("SELECT COALESCE(CAST(SUM(statements) AS BIGINT), 0) FROM report_days WHERE object_key = 0"), valid);
        EXPECT_EQ(number("SELECT COALESCE(CAST(SUM(statements) AS BIGINT), 0) FROM report_learners"),
                  number("SELECT COUNT(*) FROM statements_flat WHERE voided = 0 AND object_key <> 0"));
    }

    Lrs lrs{*database, {}, org};
    pool::Pool cpu{2};
    Etl etl{*database, cpu};
};
OT_ON_EACH_ENGINE(EtlDbTest);

TEST_P(EtlDbTest, KeepsANameThatALaterStatementOfTheBatchDoesNotGive) {
    for (const auto* name : {R"(,"name":"Ann")", ""})
        record(org, R"({"actor":{"mbox":"mailto:a@example.com")" + std::string(name) +
                        R"(},"verb":{"id":"http://example.com/did"},"object":{"id":"http://example.com/x"}})");
    EXPECT_EQ(catch_up(), 2u);
    EXPECT_EQ(number("SELECT COUNT(*) FROM report_names WHERE kind = 3 AND name = 'Ann'"), 1);
}

TEST_P(EtlDbTest, WritesOneRowAStatement) {
    record(org, statement(new_uuid(), "a", "http://example.com/did", R"(,"result":{"score":{"raw":2.5},"duration":"PT2S"})"));
    record(other_org, statement(new_uuid(), "b"));
    EXPECT_EQ(catch_up(), 2u);
    EXPECT_EQ(catch_up(), 0u);
    expect_whole();
    const auto row = database->run_now(query("SELECT actor_id, verb_id, object_id, duration_ms, score_raw, success FROM statements_flat WHERE org_id = $1"), {org.str()});
    ASSERT_EQ(row.size(), 1u);
    EXPECT_EQ(row[0].text(0), "mbox:mailto:a@example.com");
    EXPECT_EQ(row[0].integer(3), 2000);
    EXPECT_EQ(row[0].real(4), 2.5);
    EXPECT_TRUE(row[0].is_null(5));
}

TEST_P(EtlDbTest, GoesOnWhereItStopped) {
    record_many(5);
    db::run(etl.advance());
    record_many(5);
    Etl restarted(*database, cpu);
    EXPECT_EQ(db::run(restarted.advance()), 5u);
    expect_whole();
}

TEST_P(EtlDbTest, MarksWhatIsVoidedBeforeAndAfterItIsFlat) {
    const auto early = record(org, statement(new_uuid(), "a")), late = record(org, statement(new_uuid(), "a")), unborn = new_uuid();
    record(org, voiding(early));
    record(org, voiding(unborn));
    catch_up();
    expect_whole();
    EXPECT_EQ(number("SELECT COUNT(*) FROM statements_flat WHERE voided = 1"), 1);
    record(org, voiding(late));
    record(org, statement(unborn, "a"));
    catch_up();
    expect_whole();
    EXPECT_EQ(number("SELECT COUNT(*) FROM statements_flat WHERE voided = 1"), 3);
    EXPECT_EQ(number("SELECT COUNT(*) FROM report_learners"), 0);
}

TEST_P(EtlDbTest, AVoidedStatementLeavesWhatOthersSaid) {
    record(org, statement(new_uuid(), "a", "http://example.com/did", R"(,"result":{"completion":true,"score":{"scaled":0.25}},"timestamp":"2026-01-03T00:00:00Z")"));
    const auto best = record(org, statement(new_uuid(), "a", "http://example.com/did", R"(,"result":{"completion":true,"score":{"scaled":0.75}},"timestamp":"2026-01-02T00:00:00Z")"));
    catch_up();
    record(org, voiding(best));
    catch_up();
    const auto learner = database->run_now(query("SELECT statements, best_scaled, completed_at, first_at FROM report_learners"));
    ASSERT_EQ(learner.size(), 1u);
    EXPECT_EQ(learner[0].integer(0), 1);
    EXPECT_EQ(learner[0].real(1), 0.25);
    EXPECT_EQ(learner[0].integer(2), 1'767'398'400'000'000);
    EXPECT_EQ(learner[0].integer(3), 1'767'398'400'000'000);
}

TEST_P(EtlDbTest, WritesOnlyWhatIsMissing) {
    record_many(6);
    catch_up();
    const auto gone = number("SELECT stored FROM statements_flat ORDER BY stored LIMIT 1 OFFSET 2");
    database->run_now(query("DELETE FROM statements_flat WHERE stored = $1"), {gone});
    database->run_now(query("UPDATE report_days SET statements = statements - 1"));
    database->run_now(query("UPDATE report_learners SET statements = statements - 1 WHERE actor_key = (SELECT MIN(actor_key) FROM report_learners)"));
    EXPECT_EQ(catch_up(), 0u);
    db::run(etl.forget_checks());
    EXPECT_EQ(catch_up(), 1u);
    EXPECT_EQ(rows(), 6);
    EXPECT_EQ(number("SELECT COUNT(*) FROM statements_flat f WHERE NOT EXISTS (SELECT 1 FROM statements s WHERE s.stored = f.stored)"), 0);
}

Task<void> advance_until_done(Etl& etl, std::atomic<bool>& over) {
    while (!over || co_await etl.catch_up() > 0) co_await etl.catch_up();
}
Task<void> record_some(Lrs& lrs, std::atomic<int>& left) {
    for (int i = 0; i < 20; ++i) {
        std::string text = R"({"actor":{"mbox":"mailto:many@example.com"},"verb":{"id":"http://example.com/did"},"object":{"id":"http://example.com/x"}})";
        co_await lrs.record(org, "test", std::move(text));
    }
    --left;
}
Task<void> tell_when(std::atomic<int>& left, std::atomic<bool>& over) {
    while (left > 0) {
        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, std::chrono::milliseconds(5));
        co_await timer.async_wait(boost::asio::use_awaitable);
    }
    over = true;
}

TEST_P(EtlDbTest, SeveralAtOnceGiveEachRowOnce) {
    Etl beside(*database, cpu);
    std::atomic<bool> over = false;
    std::atomic<int> left = 4;
    boost::asio::thread_pool threads(2);
    for (int i = 0; i < 4; ++i) boost::asio::co_spawn(threads, record_some(lrs, left), boost::asio::detached);
    boost::asio::co_spawn(threads, advance_until_done(etl, over), boost::asio::detached);
    boost::asio::co_spawn(threads, advance_until_done(beside, over), boost::asio::detached);
    boost::asio::co_spawn(threads, tell_when(left, over), boost::asio::detached);
    threads.join();
    EXPECT_EQ(rows(), 80);
    expect_whole();
}

}  // namespace
}  // namespace lrs
