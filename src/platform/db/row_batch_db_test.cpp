#include "platform/db/row_batch.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "platform/db/db_test_support.hpp"

namespace db {
namespace {

constexpr Query make_samples{"test.make_samples",
                             "CREATE TABLE samples (id INTEGER PRIMARY KEY, small INTEGER, weight REAL, body TEXT, packed BLOB)",
                             "CREATE TABLE samples (id BIGINT PRIMARY KEY, small INTEGER, weight DOUBLE PRECISION, body TEXT, packed BYTEA)"};
constexpr const char* add_text = "INSERT INTO samples (id, small, weight, body, packed) VALUES ($1, $2, $3, $4, $5)";
constexpr Query copy_samples{"test.copy_samples", add_text, "COPY samples (id, small, weight, body, packed) FROM STDIN (FORMAT binary)"};
constexpr Query add_samples{"test.add_samples", add_text,
                            "INSERT INTO samples (id, small, weight, body, packed) SELECT * FROM unnest(CAST($1 AS BIGINT[]), CAST($2 AS INTEGER[]),"
                            " CAST($3 AS DOUBLE PRECISION[]), CAST($4 AS TEXT[]), CAST($5 AS BYTEA[]))"};
constexpr const char* all_text = "SELECT id, small, weight, body, packed FROM samples ORDER BY id";
constexpr Query all_samples{"test.all_samples", all_text, all_text};
constexpr const char* count_text = "SELECT COUNT(*) FROM samples";
constexpr Query count_samples{"test.count_samples", count_text, count_text};

class RowBatchDbTest : public DbTest {
protected:
    void SetUp() override { database->run_now(make_samples); }
    std::int64_t count() { return database->run_now(count_samples)[0].integer(0); }
    void add(const Query& query, std::int64_t from, std::int64_t to, const std::string& body = "x") {
        database->run_blocking([&](Transaction& tx) {
            RowBatch rows(tx, query);
            for (auto id = from; id < to; ++id) rows.add(id, std::int32_t{1}, 0.5, body, Bytes{});
            rows.flush();
        });
    }
};
OT_ON_EACH_ENGINE(RowBatchDbTest);

TEST_P(RowBatchDbTest, WritesEveryKindAsItIs) {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    const std::string text = "ünï\t\\N\n{\"a\",NULL}'";
    const Bytes packed{std::byte{0}, std::byte{255}, std::byte{'\\'}};
    for (const auto* query : {&copy_samples, &add_samples}) {
        const std::int64_t base = query == &copy_samples ? 0 : 10;
        database->run_blocking([&](Transaction& tx) {
            RowBatch rows(tx, *query);
            rows.add(base + 1, std::int32_t{-7}, -0.125, text, packed);
            rows.add(base + 2, std::optional<std::int32_t>(), std::optional<double>(), std::optional<std::string>(), std::optional<Bytes>());
            rows.add(base == 0 ? least : base + 3, std::optional<std::int32_t>(0), 1e300, std::string(), Bytes());
            rows.flush();
        });
    }
    const auto found = database->run_now(all_samples);
    ASSERT_EQ(found.size(), 6u);
    EXPECT_EQ(found[0].integer(0), least);
    for (const std::size_t first : {1u, 3u}) {
        EXPECT_EQ(found[first].integer(1), -7);
        EXPECT_EQ(found[first].real(2), -0.125);
        EXPECT_EQ(found[first].text(3), text);
        EXPECT_EQ(found[first].bytes(4), packed);
        for (std::size_t column = 1; column < 5; ++column) EXPECT_TRUE(found[first + 1].is_null(column));
    }
    EXPECT_EQ(found[5].real(2), 1e300);
    EXPECT_EQ(found[5].text(3), "");
    EXPECT_TRUE(found[5].bytes(4).empty());
}

TEST_P(RowBatchDbTest, WritesNothingWhenNothingWasAdded) {
    add(copy_samples, 0, 0);
    add(add_samples, 0, 0);
    EXPECT_EQ(count(), 0);
}

TEST_P(RowBatchDbTest, WritesMegabytesAtOnce) {
    add(copy_samples, 0, 300, std::string(10'000, 'b'));
    EXPECT_EQ(count(), 300);
}

TEST_P(RowBatchDbTest, WritesNoneOfTheRowsWhenOneIsTaken) {
    add(copy_samples, 5, 6);
    EXPECT_THROW(add(copy_samples, 0, 10), UniqueViolation);
    EXPECT_EQ(count(), 1);
    add(copy_samples, 6, 8);  // by connections that are fit for use
    EXPECT_EQ(count(), 3);
}

TEST_P(RowBatchDbTest, RefusesATextWithANul) {
    const std::string text("a\0b", 3);
    for (const auto* query : {&copy_samples, &add_samples}) EXPECT_THROW(add(*query, 0, 1, text), Error);
    EXPECT_EQ(count(), 0);
}

}  // namespace
}  // namespace db
