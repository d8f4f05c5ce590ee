#include "lrs/pipeline/etl.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>

#include "lrs/http/state.hpp"
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
        EXPECT_EQ(number("SELECT COALESCE(CAST(SUM(statements) AS BIGINT), 0) FROM report_days WHERE object_key = 0 AND verb_key <> 0"), valid);
        // What is about activities, day by day, and all days of each verb and activity.
        EXPECT_EQ(number("SELECT COUNT(*) FROM (SELECT org_id, day, SUM(statements) AS n, SUM(duration_ms) AS d, SUM(session_ms) AS s FROM report_days "
                         "WHERE object_key <> 0 AND statements > 0 GROUP BY org_id, day) o "
                         "FULL JOIN (SELECT * FROM report_days WHERE object_key = 0 AND verb_key = 0 AND statements > 0) a ON a.org_id = o.org_id AND a.day = o.day "
                         "WHERE o.n IS NULL OR a.statements IS NULL OR o.n <> a.statements OR o.d <> a.duration_ms OR o.s <> a.session_ms"),
                  0);
        const std::string days = "(SELECT org_id, day, object_key, verb_key, statements, completions, duration_ms, session_ms FROM ";
        const auto by_activity = days + "report_days WHERE object_key <> 0 AND statements > 0)", by_day = days + "report_day_activities WHERE statements > 0)";
        EXPECT_EQ(number("SELECT COUNT(*) FROM (SELECT * FROM " + by_activity + " a EXCEPT SELECT * FROM " + by_day + " d) x"), 0);
        EXPECT_EQ(number("SELECT COUNT(*) FROM (SELECT * FROM " + by_day + " d EXCEPT SELECT * FROM " + by_activity + " a) x"), 0);
        const std::string sums = "SUM(statements), SUM(completions), SUM(session_ms) FROM report_days ";
        const auto of_all_verbs = "SELECT org_id, 0, object_key, " + sums + "WHERE object_key <> 0 GROUP BY org_id, object_key";
        const auto of_verbs = "SELECT org_id, verb_key, object_key, " + sums + "WHERE verb_key <> 0 GROUP BY org_id, verb_key, object_key";
        const std::string totals = "SELECT org_id, verb_key, object_key, statements, completions, session_ms FROM report_activities";
        const auto counted = "(" + of_all_verbs + " UNION ALL " + of_verbs + ")";
        EXPECT_EQ(number("SELECT COUNT(*) FROM (SELECT * FROM " + counted + " c EXCEPT " + totals + ") d"), 0);
        EXPECT_EQ(number("SELECT COUNT(*) FROM (" + totals + " EXCEPT SELECT * FROM " + counted + " c) d"), 0);
        EXPECT_EQ(number("SELECT COALESCE(CAST(SUM(statements) AS BIGINT), 0) FROM report_learners WHERE object_key <> 0"),
                  number("SELECT COUNT(*) FROM statements_flat WHERE voided = 0 AND object_key <> 0"));
        EXPECT_EQ(number("SELECT COUNT(*) FROM (SELECT org_id, verb_key, actor_key, SUM(statements) AS n, MIN(first_at) AS f, MAX(last_at) AS l FROM report_learners "
                         "WHERE object_key <> 0 GROUP BY org_id, verb_key, actor_key) s FULL JOIN (SELECT * FROM report_learners WHERE object_key = 0) a "
                         "ON a.org_id = s.org_id AND a.verb_key = s.verb_key AND a.actor_key = s.actor_key "
                         "WHERE s.n IS NULL OR a.statements IS NULL OR s.n <> a.statements OR s.f <> a.first_at OR s.l <> a.last_at"),
                  0);
    }
    // Everything that the ETL has written, as text.
    std::vector<std::string> written() {
        std::vector<std::string> lines;
        for (const auto* table : {"statements_flat", "report_days", "report_day_activities", "report_activities", "report_learners", "report_names", "report_cohorts"}) {
            // Whose only statement is voided later has a name already.
            const std::string text = "SELECT * FROM " + std::string(table) + (table == std::string_view("report_names") ? " WHERE id <> 'mbox:mailto:a@example.com'" : "");
            for (const auto& row : database->run_now(query(text))) lines.push_back(table + line_of(row, table == std::string_view("statements_flat") ? 25 : 3));
        }
        std::ranges::sort(lines);
        return lines;
    }
    static std::string line_of(const db::Row& row, std::size_t columns) {
        std::string line;
        for (std::size_t i = 0; i < columns; ++i) {
            line += '|';
            if (row.is_null(i)) continue;
            try {
                line += row.text(i);
            } catch (const std::logic_error&) {
                line += std::to_string(row.real(i));
            }
        }
        return line;
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
    db::run(etl.sum());
    record_many(5);
    Etl restarted(*database, cpu);
    EXPECT_EQ(db::run(restarted.catch_up()), 5u);
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
    ASSERT_EQ(learner.size(), 2u) << "with the activity, and with all";
    for (const auto& one : learner) {
        EXPECT_EQ(one.integer(0), 1);
        EXPECT_EQ(one.real(1), 0.25);
        EXPECT_EQ(one.integer(2), 1'767'398'400'000'000);
        EXPECT_EQ(one.integer(3), 1'767'398'400'000'000);
    }
}

// What came here is not read again; that it would have read the same shows when its rows are lost.
TEST_P(EtlDbTest, WritesFromMemoryWhatItWouldHaveRead) {
    auto& fresh = lrs.state().fresh;
    fresh.open();
    Etl quick(*database, cpu, &fresh);
    db::run(quick.catch_up());
    record(org, statement(new_uuid(), "before"));
    db::run(quick.advance());
    const auto early = record(org, statement(new_uuid(), "a")), unborn = new_uuid();
    record(org, voiding(early));
    record(org, voiding(unborn));
    record(org, statement(unborn, "b"));
    record(other_org, statement(new_uuid(), "c"));
    record(org, R"({"actor":{"account":{"homePage":"http://x/y","name":"d"},"name":"D"},"verb":{"id":"http://x/did","display":{"de":"tat","en":"did"}},"object":{"id":"http://x/é",
"definition":{"name":{"en":"É"},"type":"http://x/t","extensions":{"http://x/e":1e400}}},"result":{"score":{"scaled":0.5,"raw":1,"min":0,"max":2},"success":false,"completion":true,
"duration":"PT1M"},"context":{"registration":"EC531277-B57B-4C15-8D91-D292C5B2B8F7","platform":"p","language":"en","team":{"objectType":"Group","mbox":"mailto:t@x.org"},
"contextActivities":{"parent":{"id":"http://x/parent"},"grouping":[{"id":"http://x/one"},{"id":"http://x/two"}]}}})");
    ASSERT_EQ(fresh.take(org, number("SELECT stored FROM etl_cursors"), 0, 100).size(), 5u);
    EXPECT_EQ(db::run(quick.catch_up()), 6u);
    expect_whole();
    const auto from_memory = written();
    for (const auto* text : {"DELETE FROM statements_flat", "DELETE FROM report_days", "DELETE FROM report_day_activities", "DELETE FROM report_activities", "DELETE FROM report_learners", "DELETE FROM report_names",
                             "DELETE FROM report_cohorts", "DELETE FROM etl_cursors", "DELETE FROM report_cursors"})
        database->run_now(query(text));
    EXPECT_EQ(catch_up(), 7u);
    EXPECT_THAT(written(), testing::ElementsAreArray(from_memory));
}

// A turn of the sums that was left in the middle: some hold what is stored up to its end, others do not yet.
void leave_half_a_turn(db::Database& database, const OrgId& org) {
    const auto from = database.run_now(query("SELECT stored FROM report_cursors WHERE org_id = $1"), {org.str()})[0].integer(0);
    const auto until = database.run_now(query("SELECT stored FROM etl_cursors WHERE org_id = $1"), {org.str()})[0].integer(0);
    Rollups rollups;
    const auto found = database.run_now(query("SELECT stored, voided, body FROM statements WHERE org_id = $1 AND stored > $2 AND stored <= $3"), {org.str(), from, until});
    for (const auto& row : flatten_rows(org, found))
        if (!row->voided) rollups.add(*row);
    const auto sums = rollups.in_order();
    auto half = sums.size() / 2;
    while (half > 0 && sums[half].place == sums[half - 1].place) --half;
    ASSERT_GT(half, 0u);
    database.run_blocking([&](db::Transaction& tx) {
        Rollups::write(tx, org, std::span(sums).first(half));
        tx.run(query("UPDATE report_cursors SET until = $2, next_object = $3, next_actor = $4 WHERE org_id = $1"), org, until, sums[half].place.object,
               sums[half].place.actor);
    });
}

TEST_P(EtlDbTest, ATurnOfTheSumsThatWasLeftIsGoneOnWith) {
    record_many(10);
    catch_up();
    record_many(10);
    db::run(etl.advance());
    leave_half_a_turn(*database, org);
    record_many(3);
    catch_up();
    expect_whole();
}

TEST_P(EtlDbTest, VoidingInTheMiddleOfATurnSubtractsOnlyWhatWasAdded) {
    std::vector<std::string> ids;
    const auto record_next = [&](int count) {
        for (int i = 0; i < count; ++i) ids.push_back(record(org, statement(new_uuid(), "learner" + std::to_string(i % 4), "http://example.com/" + std::to_string(i % 2))));
    };
    record_next(8);
    catch_up();
    record_next(8);
    db::run(etl.advance());
    leave_half_a_turn(*database, org);
    record_next(8);
    for (std::size_t i = 0; i < ids.size(); i += 3) record(org, voiding(ids[i]));
    db::run(etl.advance());
    catch_up();
    expect_whole();
}

// The tables of days as they were before 0042_sums_by_activity, and that migration with the next again.
void bring_from_the_version_before(db::Database& database) {
    constexpr std::string_view counts = "statements, completions, duration_ms, session_ms";
    constexpr std::string_view sums = "SUM(statements), SUM(completions), SUM(duration_ms), SUM(session_ms)";
    for (const auto& text :
         {std::string("CREATE TABLE days_before (org_id TEXT NOT NULL, verb_key BIGINT NOT NULL, object_key BIGINT NOT NULL, day BIGINT NOT NULL, statements BIGINT NOT "
                      "NULL, completions BIGINT NOT NULL, duration_ms BIGINT NOT NULL, session_ms BIGINT NOT NULL)"),
          fmt::format("INSERT INTO days_before SELECT org_id, verb_key, object_key, day, {} FROM report_days WHERE verb_key <> 0", counts),
          fmt::format("INSERT INTO days_before SELECT org_id, 0, object_key, day, {} FROM report_days WHERE object_key <> 0 GROUP BY org_id, object_key, day", sums),
          std::string("DROP TABLE report_days"), std::string("DROP TABLE report_day_activities"), std::string("DROP TABLE report_activities"), std::string("DROP INDEX report_learners_completed"),
          std::string("ALTER TABLE days_before RENAME TO report_days"), std::string("DELETE FROM schema_migrations WHERE name LIKE '%sums_by_activity%' OR name LIKE '%activities_of_days%'")})
        database.run_now({"test.migration", text, text});
    database.migrate(lrs::migrations);
}

TEST_P(EtlDbTest, SumsOfTheVersionBeforeStayRight) {
    record_many(7);
    record(org, statement("10000000-0000-4000-8000-000000000001", "a", "http://example.com/2"));
    record(org, voiding("10000000-0000-4000-8000-000000000001"));
    record(other_org, statement(new_uuid(), "b"));
    catch_up();
    expect_whole();
    bring_from_the_version_before(*database);
    expect_whole();
    record_many(5);
    db::run(etl.advance());
    leave_half_a_turn(*database, org);
    bring_from_the_version_before(*database);
    catch_up();
    expect_whole();
}

TEST_P(EtlDbTest, ALostRowThatComesBackIsCountedOnce) {
    record_many(6);
    db::run(etl.advance());
    db::run(etl.sum());
    db::run(etl.sum());
    record_many(6);
    db::run(etl.advance());
    // Of those that are not summed yet.
    database->run_now(query("DELETE FROM statements_flat WHERE stored = (SELECT MAX(stored) FROM statements_flat)"));
    db::run(etl.forget_checks());
    EXPECT_EQ(catch_up(), 1u);
    expect_whole();
}

TEST_P(EtlDbTest, WritesOnlyWhatIsMissing) {
    record_many(6);
    catch_up();
    const auto gone = number("SELECT stored FROM statements_flat ORDER BY stored LIMIT 1 OFFSET 2");
    database->run_now(query("DELETE FROM statements_flat WHERE stored = $1"), {gone});
    database->run_now(query("UPDATE report_days SET statements = statements - 1"));
    database->run_now(query("UPDATE report_day_activities SET statements = statements - 1"));
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
