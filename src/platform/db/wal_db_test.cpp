#include "platform/db/wal.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "platform/db/db_test_support.hpp"

namespace {

class WalTest : public db::DbTest {
protected:
    void run_now(const std::string& statement) { database->run_now(db::Query{"test.wal", statement, statement}); }
    // Whether a file of the database holds it; PostgreSQL's files are not ours to look at.
    bool stands_in_files(const std::string& words) const {
        const std::string prefix = "sqlite:", file = place.url();
        if (!file.starts_with(prefix)) return false;
        for (const auto* end : {"", "-wal"}) {
            std::ifstream in(file.substr(prefix.size()) + end, std::ios::binary);
            if (std::string(std::istreambuf_iterator<char>(in), {}).contains(words)) return true;
        }
        return false;
    }
};
OT_ON_EACH_ENGINE(WalTest);

TEST_P(WalTest, LeavesNothingOfWhatWasDeleted) {
    const bool sqlite = database->engine() == db::Engine::sqlite;
    run_now("CREATE TABLE words (word TEXT)");
    run_now("INSERT INTO words VALUES ('qanaryq')");
    run_now("DELETE FROM words");
    EXPECT_EQ(stands_in_files("qanaryq"), sqlite) << "or nothing is shown";
    db::run(db::empty_wal(*database));
    EXPECT_FALSE(stands_in_files("qanaryq"));
}

TEST_P(WalTest, StaysShortHoweverMuchIsWritten) {
    constexpr std::uintmax_t longest = 100 << 20;
    constexpr int commits = 300;
    const std::string prefix = "sqlite:", file = place.url();
    if (!file.starts_with(prefix)) return;
    run_now("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT)");
    std::uintmax_t length = 0;
    for (int i = 0; i < commits; ++i) {
        run_now("INSERT INTO words (word) VALUES ('" + std::string(1 << 20, 'w') + "')");
        length = std::max(length, std::filesystem::file_size(file.substr(prefix.size()) + "-wal"));
    }
    EXPECT_LT(length, longest) << "of " << commits << " MB written";
    const char* count = "SELECT COUNT(*), SUM(LENGTH(word)) FROM words";
    const auto found = database->run_now(db::Query{"test.count", count, count});
    EXPECT_EQ(found[0].integer(0), commits);
    EXPECT_EQ(found[0].integer(1), std::int64_t{commits} << 20);
}

}  // namespace
