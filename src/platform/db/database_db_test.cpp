#include <gmock/gmock.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include "platform/clock/clock.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/metrics/metrics.hpp"

namespace {

constexpr const char* make_notes_text =
    "CREATE TABLE notes (id TEXT PRIMARY KEY, number BIGINT, weight DOUBLE PRECISION, body TEXT)";
constexpr db::Query make_notes{"test.make", make_notes_text, make_notes_text};
constexpr const char* add_note_text = "INSERT INTO notes (id, number, weight, body) VALUES ($1, $2, $3, $4)";
constexpr db::Query add{"test.add", add_note_text, add_note_text};
constexpr const char* all_note_text = "SELECT id, number, weight, body FROM notes ORDER BY id LIMIT $1";
constexpr db::Query all{"test.all", all_note_text, all_note_text};
constexpr const char* count_text = "SELECT count(*) FROM notes";
constexpr db::Query count{"test.count", count_text, count_text};

class DatabaseTest : public db::DbTest {
protected:
    void SetUp() override { database->run_now(make_notes); }
    std::int64_t rows() { return database->run_now(count)[0].integer(0); }
};
OT_ON_EACH_ENGINE(DatabaseTest);

Task<void> write_one(db::Database& database, std::string id) { co_await database.write(add, id, 1, 0.5, "x"); }

TEST_P(DatabaseTest, ReadsWhatItWrote) {
    const auto moment = timing::now();
    db::run(write_one(*database, "a"));
    const auto written = db::run(database->write(add, "b", moment, std::nullopt, "ünï\n'x'"));
    EXPECT_EQ(written.affected(), 1);
    const auto found = db::run(database->read(all, 10));
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].real(2), 0.5);
    EXPECT_EQ(found[1].integer(1), moment);
    EXPECT_TRUE(found[1].is_null(2));
    EXPECT_EQ(found[1].text(3), "ünï\n'x'");
    EXPECT_EQ(db::run(database->read(all, 1)).size(), 1u);
}

TEST_P(DatabaseTest, SaysWhenAKeyIsTaken) {
    db::run(write_one(*database, "a"));
    EXPECT_THROW(db::run(write_one(*database, "a")), db::UniqueViolation);
    EXPECT_EQ(rows(), 1);
}

TEST_P(DatabaseTest, WhatIsSafeSoonIsSeenAtOnce) {
    for (const auto safe : {db::Safe::soon, db::Safe::at_once, db::Safe::soon}) {
        const auto before = rows();
        db::run(database->transact([](db::Transaction& tx) { tx.run(add, Id<struct NoteTag>::fresh().str(), 1, 0.5, "x"); }, safe));
        EXPECT_EQ(rows(), before + 1);
    }
}

Task<void> note_turn(db::Database& database, std::string name, db::Safe safe, std::vector<std::string>& turns) {
    co_await database.transact([&turns, name](db::Transaction&) { turns.push_back(name); }, safe);
}
Task<void> hold_up(db::Database& database, std::promise<void>& holding, std::shared_future<void> go_on) {
    co_await database.transact([&holding, go_on](db::Transaction&) {
        holding.set_value();
        go_on.wait();
    });
}

// Of SQLite, which has one writer; on PostgreSQL nobody waits for others.
TEST_P(DatabaseTest, WhoWaitsForTheDiskHasTheNextTurn) {
    if (database->engine() != db::Engine::sqlite) return;
    std::promise<void> holding, go_on;
    std::vector<std::string> turns;
    boost::asio::thread_pool threads(1);
    const auto spawn = [&threads](Task<void> task) { boost::asio::co_spawn(threads, std::move(task), boost::asio::detached); };
    spawn(hold_up(*database, holding, go_on.get_future().share()));
    holding.get_future().wait();
    for (const auto* name : {"soon", "soon too"}) spawn(note_turn(*database, name, db::Safe::soon, turns));
    spawn(note_turn(*database, "at once", db::Safe::at_once, turns));
    boost::asio::post(threads, boost::asio::use_future).get();  // now all have queued up
    go_on.set_value();
    threads.join();
    EXPECT_THAT(turns, testing::ElementsAre("at once", "soon", "soon too"));
}

TEST_P(DatabaseTest, InsertsValuesThatStandElsewhere) {
    const std::string text = "ünï";
    db::run(database->transact([&](db::Transaction& tx) {
        tx.insert(add, std::array<db::View, 4>{db::to_view(std::string_view("a")), db::to_view(std::int64_t{7}), db::to_view(std::optional<double>()), db::to_view(text)});
        tx.insert(add, std::array<db::View, 4>{std::string_view("b"), std::monostate{}, 0.5, std::string_view("")});
    }));
    const auto found = database->run_now(all, {std::int64_t{10}});
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].integer(1), 7);
    EXPECT_TRUE(found[0].is_null(2));
    EXPECT_EQ(found[0].text(3), text);
    EXPECT_TRUE(found[1].is_null(1));
    EXPECT_EQ(found[1].real(2), 0.5);
    EXPECT_EQ(found[1].text(3), "");
}

TEST_P(DatabaseTest, HidesTheReasonOfABrokenQuery) {
    const db::Query broken{"test.broken", "SELECT nothing FROM nowhere", "SELECT nothing FROM nowhere"};
    try {
        db::run(database->read(broken));
        FAIL() << "a broken query was answered";
    } catch (const Error& error) {
        EXPECT_EQ(error.code, ErrorCode::internal);
        EXPECT_THAT(error.detail, testing::Not(testing::HasSubstr("nowhere")));
    }
}

std::int64_t add_two(db::Transaction& tx) {
    tx.run(add, "a", 1, 1, "");
    tx.run(add, "b", 2, 2, "");
    return tx.run(count)[0].integer(0);
}

TEST_P(DatabaseTest, GivesBackWhatATransactionReturns) {
    EXPECT_EQ(db::run(database->transact(add_two)), 2);
    EXPECT_EQ(rows(), 2);
}

TEST_P(DatabaseTest, SaysHowManyCallersWait) {
    const auto waiting = [] { return metrics::gauge("db_waiting", "", "work=\"transaction\"").value(); };
    EXPECT_EQ(db::run(database->transact([waiting](db::Transaction&) { return waiting(); })), 1);
    EXPECT_THROW(db::run(database->transact([](db::Transaction&) { throw Error(ErrorCode::conflict, "no"); })), Error);
    EXPECT_EQ(waiting(), 0);
}

TEST_P(DatabaseTest, UndoesATransactionThatThrows) {
    const auto fail = [](db::Transaction& tx) {
        add_two(tx);
        throw Error(ErrorCode::conflict, "no");
    };
    EXPECT_THROW(db::run(database->transact(fail)), Error);
    EXPECT_EQ(rows(), 0);
}

TEST_P(DatabaseTest, UndoesATransactionThatSwallowsAViolation) {
    db::run(write_one(*database, "a"));
    const auto swallow = [](db::Transaction& tx) {
        tx.run(add, "b", 1, 1, "");
        try {
            tx.run(add, "a", 1, 1, "");
        } catch (const db::UniqueViolation&) {
        }
    };
    EXPECT_THROW(db::run(database->transact(swallow)), db::UniqueViolation);
    EXPECT_EQ(rows(), 1);
    db::run(write_one(*database, "b"));
    EXPECT_EQ(rows(), 2);
}

TEST_P(DatabaseTest, RefusesNulInText) {
    EXPECT_THROW(db::run(write_one(*database, std::string("a\0b", 3))), Error);
    EXPECT_EQ(rows(), 0);
}

TEST_P(DatabaseTest, KeepsEveryKindOfValue) {
    const char* blob = GetParam() == db::Engine::sqlite ? "CREATE TABLE kinds (n BIGINT, r DOUBLE PRECISION, b BLOB)"
                                                        : "CREATE TABLE kinds (n BIGINT, r DOUBLE PRECISION, b BYTEA)";
    database->run_now(db::Query{"test.kinds", blob, blob});
    const char* put = "INSERT INTO kinds (n, r, b) VALUES ($1, $2, $3)";
    const db::Bytes bytes{std::byte{0}, std::byte{0xff}, std::byte{'\\'}};
    database->run_now(db::Query{"test.put", put, put}, {std::numeric_limits<std::int64_t>::min(), 1e-300, bytes});
    database->run_now(db::Query{"test.put", put, put}, {std::int64_t{5}, std::int64_t{3}, db::Bytes{}});
    const char* get = "SELECT n, r, b FROM kinds ORDER BY n";
    const auto found = database->run_now(db::Query{"test.get", get, get});
    EXPECT_EQ(found[0].integer(0), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(found[0].real(1), 1e-300);
    EXPECT_EQ(found[0].bytes(2), bytes);
    EXPECT_EQ(found[1].real(1), 3.0);
    EXPECT_TRUE(found[1].bytes(2).empty());
    const char* sums = "SELECT sum(n), count(*), avg(n), max(n) > 3 FROM kinds WHERE n > 0";
    const auto summed = database->run_now(db::Query{"test.sum", sums, sums});
    const auto sum = summed[0];
    EXPECT_EQ(sum.integer(0), 5);
    EXPECT_EQ(sum.integer(1), 1);
    EXPECT_EQ(sum.real(2), 5.0);
    EXPECT_EQ(sum.integer(3), 1);
}

// 64 producers at once, a third of them failing: each sees only its own failure.
TEST_P(DatabaseTest, KeepsStrangersOfAGroupApart) {
    boost::asio::thread_pool threads(4);
    std::vector<std::future<void>> producers;
    for (int i = 0; i < 64; ++i)
        producers.push_back(boost::asio::co_spawn(
            threads, write_one(*database, i % 3 == 0 ? "same" : std::to_string(i)), boost::asio::use_future));
    int failed = 0;
    for (auto& producer : producers) try {
            producer.get();
        } catch (const db::UniqueViolation&) {
            ++failed;
        }
    threads.join();
    EXPECT_EQ(failed, 21);
    EXPECT_EQ(rows(), 43);
}

Task<void> increment(db::Database& database, int times) {
    static constexpr db::Query read{"test.read", "SELECT number FROM notes WHERE id = 'n'", "SELECT number FROM notes WHERE id = 'n'"};
    static constexpr db::Query set{"test.set", "UPDATE notes SET number = $1 WHERE id = 'n'", "UPDATE notes SET number = $1 WHERE id = 'n'"};
    for (int i = 0; i < times; ++i)
        co_await database.transact([](db::Transaction& tx) { tx.run(set, tx.run(read)[0].integer(0) + 1); });
}

TEST_P(DatabaseTest, LosesNoUpdateAmongConcurrentTransactions) {
    db::run(database->write(add, "n", 0, 0, ""));
    boost::asio::thread_pool threads(4);
    for (int i = 0; i < 16; ++i) boost::asio::co_spawn(threads, increment(*database, 10), boost::asio::detached);
    threads.join();
    EXPECT_EQ(db::run(database->read(all, 1))[0].integer(1), 160);
}

Task<void> add_once(db::Database& database) {
    static constexpr const char* look_text = "SELECT id FROM notes WHERE id = $1";
    static constexpr db::Query look{"test.look", look_text, look_text};
    co_await database.transact([](db::Transaction& tx) {
        if (tx.run(look, "once").empty()) tx.run(add, "once", 0, 0, "");
    });
}

TEST_P(DatabaseTest, LetsAllButOneFindTheRowThatEachWouldInsert) {
    boost::asio::thread_pool threads(4);
    std::vector<std::future<void>> all_adding;
    for (int i = 0; i < 32; ++i)
        all_adding.push_back(boost::asio::co_spawn(threads, add_once(*database), boost::asio::use_future));
    for (auto& adding : all_adding) EXPECT_NO_THROW(adding.get());
    threads.join();
    EXPECT_EQ(rows(), 1);
}

constexpr const char* two_tables = "CREATE TABLE one (id TEXT);\nCREATE TABLE two (id TEXT);\nINSERT INTO one VALUES ('a;b');";
constexpr const char* add_column = "ALTER TABLE one ADD COLUMN more TEXT;";
constexpr std::array<db::Query, 2> migrations{{{"test/0001", two_tables, two_tables}, {"test/0002", add_column, add_column}}};

TEST_P(DatabaseTest, AppliesEachMigrationOnceEvenWhenSeveralStart) {
    std::vector<std::thread> starters;
    for (int i = 0; i < 4; ++i) starters.emplace_back([this] { place.open()->migrate(migrations); });
    for (auto& starter : starters) starter.join();
    database->migrate(migrations);
    const db::Query applied{"test.applied", "SELECT id, more FROM one", "SELECT id, more FROM one"};
    EXPECT_EQ(database->run_now(applied).size(), 1u);
    EXPECT_TRUE(db::run(database->healthy()));
}

TEST_P(DatabaseTest, UndoesAMigrationThatFails) {
    const char* half = "CREATE TABLE half (id TEXT);\nCREATE TABLE half (id TEXT);";
    const std::array<db::Query, 1> broken{{{"test/0009", half, half}}};
    EXPECT_THROW(database->migrate(broken), Error);
    const db::Query look{"test.look", "SELECT id FROM half", "SELECT id FROM half"};
    EXPECT_THROW(database->run_now(look), Error);
}

TEST(DatabaseOpen, SaysWhyADatabaseCannotBeOpened) {
    for (const char* url : {"sqlite:/proc/no/such/place.db", "host=/no/such/place dbname=x", "postgres://[broken"}) try {
            db::open({.database_url = url}, "");
            FAIL() << url << " was opened";
        } catch (const Error& error) {
            EXPECT_EQ(error.code, ErrorCode::unavailable);
            EXPECT_GT(error.detail.size(), 40u) << error.detail;
        }
}

}  // namespace
