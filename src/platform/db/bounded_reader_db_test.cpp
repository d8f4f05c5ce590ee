#include "platform/db/bounded_reader.hpp"

#include "platform/db/db_test_support.hpp"
#include "platform/log/log.hpp"

namespace {

using namespace std::chrono_literals;

constexpr db::Query both(const char* text) { return {"test.bounded", text, text}; }
constexpr auto numbers = both("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT i FROM n");

class BoundedReaderTest : public db::DbTest {
protected:
    void SetUp() override {
        database->run_now(both("CREATE TABLE notes (id BIGINT PRIMARY KEY, body TEXT)"));
        for (const std::int64_t id : {1, 2, 3}) database->run_now(both("INSERT INTO notes (id, body) VALUES ($1, 'x')"), {id});
    }
    db::Rows read(const db::Query& query, std::vector<db::Value> parameters = {}, db::Bounds bounds = {}) { return reader->read(query, parameters, bounds); }
    ErrorCode failure(const db::Query& query, db::Bounds bounds = {}) {
        try {
            read(query, {}, bounds);
        } catch (const Error& error) {
            return error.code;
        }
        ADD_FAILURE() << "it was read";
        return ErrorCode::invalid;
    }
    std::unique_ptr<db::BoundedReader> reader = db::open_bounded_reader({.database_url = place.url()}, "");
};
OT_ON_EACH_ENGINE(BoundedReaderTest);

TEST_P(BoundedReaderTest, ReadsWhatWasCommitted) {
    const auto rows = read(both("SELECT id, body FROM notes WHERE id >= $1 ORDER BY id DESC"), {std::int64_t{2}});
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].integer(0), 3);
    EXPECT_EQ(rows[0].text(1), "x");
    database->run_now(both("INSERT INTO notes (id, body) VALUES (4, 'y')"));
    EXPECT_EQ(read(both("SELECT id FROM notes")).size(), 4u);
}

TEST_P(BoundedReaderTest, StopsAfterTheRowsItMayRead) { EXPECT_EQ(read(both("SELECT id FROM notes"), {}, {.rows = 2}).size(), 2u); }

TEST_P(BoundedReaderTest, EndsWhatTakesTooLongAndGoesOn) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(failure(both("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT COUNT(*) FROM n"), {.time = 100ms}), ErrorCode::timeout);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
    EXPECT_EQ(read(both("SELECT id FROM notes")).size(), 3u);
}

// Operators are told of errors, and there is none.
TEST_P(BoundedReaderTest, LogsNoErrorWhenItsTimeIsOver) {
    std::vector<std::string> errors;
    logging::on_error([&errors](std::string_view event, const logging::Context&, std::initializer_list<logging::Field>) { errors.emplace_back(event); });
    failure(both("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT COUNT(*) FROM n"), {.time = 100ms});
    EXPECT_TRUE(errors.empty()) << errors.front();
    failure(both("SELECT nothing FROM nowhere"));
    logging::on_error(nullptr);
    EXPECT_EQ(errors.size(), 1u);
}

TEST_P(BoundedReaderTest, MakesNoMoreRowsThanAreWanted) {
    EXPECT_EQ(read(numbers, {}, {.time = 2s, .rows = 3}).size(), 3u);  // all of them take longer
}

TEST_P(BoundedReaderTest, CannotWrite) {
    for (const char* text : {"INSERT INTO notes (id, body) VALUES (9, 'z')", "UPDATE notes SET body = 'z'", "DELETE FROM notes", "DROP TABLE notes", "CREATE TABLE more (id BIGINT)"})
        EXPECT_NE(failure(both(text)), ErrorCode::invalid) << text;
    const auto rows = read(both("SELECT body FROM notes"));
    ASSERT_EQ(rows.size(), 3u);
    for (const auto row : rows) EXPECT_EQ(row.text(0), "x");
}

// The database itself refuses, even where the text is a SELECT.
TEST_P(BoundedReaderTest, CannotWriteByAFunctionEither) {
    if (GetParam() != db::Engine::postgres) GTEST_SKIP() << "SQLite's functions write nothing";
    database->run_now(both("CREATE FUNCTION sneak() RETURNS BIGINT LANGUAGE sql AS 'DELETE FROM notes RETURNING id'"));
    EXPECT_EQ(failure(both("SELECT sneak()")), ErrorCode::internal);
    EXPECT_EQ(read(both("SELECT id FROM notes")).size(), 3u);
}

}  // namespace
