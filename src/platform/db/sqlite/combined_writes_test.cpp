#include "platform/db/sqlite/combined_writes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "platform/db/db_test_support.hpp"
#include "platform/db/sqlite/connection.hpp"

namespace {

using db::sqlite::CombinedWrites;

constexpr int page = 4096, header = 24, frame = page + header, first = 32;

// What went to the system, call by call, and the file that it makes.
struct Sink {
    int answer = SQLITE_OK;
    std::vector<int> sizes;
    std::string file;

    CombinedWrites::Write write() {
        return [this](const void* bytes, int size, sqlite3_int64 at) {
            if (answer != SQLITE_OK) return answer;
            sizes.push_back(size);
            const auto place = static_cast<std::size_t>(at), length = static_cast<std::size_t>(size);
            if (file.size() < place + length) file.resize(place + length);
            file.replace(place, length, static_cast<const char*>(bytes), length);
            return SQLITE_OK;
        };
    }
};

// The way in which SQLite writes a frame: its header and then its page.
int add_frame(CombinedWrites& writes, int number, bool commits, char content) {
    std::string head(header, content);
    head.replace(4, 4, commits ? std::string(3, '\0') + '\1' : std::string(4, '\0'));
    const sqlite3_int64 at = first + sqlite3_int64{number} * frame;
    if (const int code = writes.add(head.data(), header, at); code != SQLITE_OK) return code;
    return writes.add(std::string(page, content).data(), page, at + header);
}

TEST(CombinedWrites, FramesOfATransactionGoOutTogether) {
    Sink sink;
    CombinedWrites log(CombinedWrites::Of::log, sink.write());
    for (int i = 0; i < 5; ++i) add_frame(log, i, i == 4, static_cast<char>('a' + i));
    EXPECT_EQ(sink.sizes, (std::vector{4 * frame + header, page}));
    for (int i = 0; i < 5; ++i) EXPECT_EQ(sink.file.substr(static_cast<std::size_t>(first + i * frame + header), page), std::string(page, static_cast<char>('a' + i)));
}

TEST(CombinedWrites, NothingWaitsBehindACommit) {
    Sink sink;
    CombinedWrites log(CombinedWrites::Of::log, sink.write());
    for (int i = 0; i < 40; ++i) {
        add_frame(log, i, true, 'a');
        ASSERT_EQ(sink.file.size(), static_cast<std::size_t>(first + (i + 1) * frame));
    }
}

// SQLite writes the headers again when a page of the transaction was written twice, the one that commits last.
TEST(CombinedWrites, HeadersWrittenAgainGoOutWithTheLast) {
    Sink sink;
    CombinedWrites log(CombinedWrites::Of::log, sink.write());
    for (int i = 0; i < 3; ++i) add_frame(log, i, i == 2, 'a');
    for (int i = 0; i < 3; ++i) {
        std::string head(header, 'n');
        if (i < 2) head.replace(4, 4, 4, '\0');
        log.add(head.data(), header, first + sqlite3_int64{i} * frame);
    }
    for (int i = 0; i < 3; ++i) EXPECT_EQ(sink.file[static_cast<std::size_t>(first + i * frame)], 'n');
}

TEST(CombinedWrites, AFailureIsTheAnswerOfTheCommit) {
    Sink sink;
    CombinedWrites log(CombinedWrites::Of::log, sink.write());
    EXPECT_EQ(add_frame(log, 0, false, 'a'), SQLITE_OK);
    sink.answer = SQLITE_FULL;
    EXPECT_EQ(add_frame(log, 1, true, 'b'), SQLITE_FULL);
}

TEST(CombinedWrites, PagesOfTheFileWaitForWhoAsks) {
    Sink sink;
    CombinedWrites file(CombinedWrites::Of::database, sink.write());
    for (const int number : {3, 4, 5, 9, 10, 2}) file.add(std::string(page, static_cast<char>('0' + number)).data(), page, sqlite3_int64{number} * page);
    EXPECT_EQ(sink.sizes, (std::vector{3 * page, 2 * page}));
    EXPECT_EQ(file.flush(), SQLITE_OK);
    EXPECT_EQ(sink.sizes, (std::vector{3 * page, 2 * page, page}));
    EXPECT_EQ(sink.file[2 * page], '2');
}

TEST(CombinedWrites, LongTransactionsCostBoundedMemory) {
    Sink sink;
    CombinedWrites log(CombinedWrites::Of::log, sink.write());
    for (int i = 0; i < 1000; ++i) add_frame(log, i, false, 'a');
    EXPECT_LE(*std::max_element(sink.sizes.begin(), sink.sizes.end()), 64 << 10);
    EXPECT_GE(sink.file.size(), 980u * frame);
}

// The whole of SQLite on it.
class CombinedFile : public testing::Test {
protected:
    // As the files stand, by the system's own layer: what a process that dies here leaves.
    std::string seen_after_a_crash() const {
        const auto copy = directory.path() / "copy.db";
        for (const char* end : {"", "-wal"}) {
            std::filesystem::remove(copy.string() + end);
            if (std::filesystem::exists(path + end)) std::filesystem::copy_file(path + end, copy.string() + end);
        }
        sqlite3* raw = nullptr;
        sqlite3_open_v2(copy.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
        std::string found;
        const auto keep = [](void* into, int, char** values, char**) { return *static_cast<std::string*>(into) += values[0] ? values[0] : "", *static_cast<std::string*>(into) += ' ', 0; };
        sqlite3_exec(raw, "PRAGMA integrity_check; SELECT COUNT(*) FROM t; SELECT SUM(n) FROM t", keep, &found, nullptr);
        sqlite3_close_v2(raw);
        return found;
    }

    const db::TemporaryDirectory directory;
    const std::string path = (directory.path() / "a.db").string();
};

TEST_F(CombinedFile, HoldsWhatWasCommittedWhenItWas) {
    db::sqlite::Connection connection(path, db::sqlite::Access::write);
    connection.run_script("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, body BLOB)");
    connection.wait_for_disk(false);
    // Too small for a transaction: pages go to the log before its end, are read back, and are written twice.
    connection.run_script("PRAGMA cache_size=10");
    connection.run_script("BEGIN; INSERT INTO t SELECT value, 1, randomblob(3000) FROM (WITH RECURSIVE s(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM s WHERE value < 900) SELECT value FROM s);"
                          "UPDATE t SET n = 2; UPDATE t SET n = 3 WHERE id < 100; COMMIT");
    EXPECT_EQ(seen_after_a_crash(), "ok 900 1899 ");
    connection.run_script("BEGIN; SAVEPOINT a; UPDATE t SET n = 9 WHERE id = 7; ROLLBACK TO a; UPDATE t SET n = 4 WHERE id = 900; COMMIT");
    EXPECT_EQ(seen_after_a_crash(), "ok 900 1901 ");
    connection.check_point();
    EXPECT_EQ(seen_after_a_crash(), "ok 900 1901 ");
    connection.run_script("BEGIN; DELETE FROM t WHERE id > 500; ROLLBACK");
    connection.run_script("DELETE FROM t WHERE id > 899");
    EXPECT_EQ(seen_after_a_crash(), "ok 899 1897 ");
}

TEST_F(CombinedFile, ShowsOthersEachCommitWhileTheLogIsBroughtIn) {
    db::sqlite::Connection writer(path, db::sqlite::Access::write), checkpointer(path, db::sqlite::Access::write);
    writer.run_script("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, body BLOB)");
    for (int i = 1; i <= 50; ++i) {
        writer.run_script("INSERT INTO t VALUES (" + std::to_string(i) + ", 1, randomblob(20000))");
        if (i % 7 == 0) checkpointer.check_point();
        ASSERT_EQ(seen_after_a_crash(), "ok " + std::to_string(i) + " " + std::to_string(i) + " ");
    }
}

}  // namespace
