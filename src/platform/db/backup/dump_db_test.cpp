#include "platform/db/dump.hpp"

#include <gmock/gmock.h>

#include "platform/db/db_test_support.hpp"

namespace db {
namespace {

constexpr Query make_table{"test.make", "CREATE TABLE things (id TEXT PRIMARY KEY, bytes BLOB NOT NULL)", "CREATE TABLE things (id TEXT PRIMARY KEY, bytes BYTEA NOT NULL)"};
constexpr Query add_thing{"test.add", "INSERT INTO things (id, bytes) VALUES ($1, $2)", "INSERT INTO things (id, bytes) VALUES ($1, $2)"};
constexpr Query all_things{"test.all", "SELECT id, bytes FROM things ORDER BY id", "SELECT id, bytes FROM things ORDER BY id"};

class DumpDbTest : public DbTest {
protected:
    DumpDbTest() { database->run_now(make_table); }
    void add(const std::string& id) { database->run_now(add_thing, {id, Bytes{std::byte{0}, std::byte{255}}}); }
    std::vector<std::string> ids() {
        std::vector<std::string> ids;
        for (const auto& row : database->run_now(all_things)) ids.push_back(row.text(0));
        return ids;
    }
    void reopen() { database = place.open(); }

    const Config config{.database_url = place.url()};
    TemporaryDirectory directory;
    const std::string file = (directory.path() / "dump").string();
};
OT_ON_EACH_ENGINE(DumpDbTest);

TEST_P(DumpDbTest, ComesBackAsItWasAtThatMoment) {
    add("a");
    add("b");
    const auto counts = dump(config, "", file);
    EXPECT_EQ(counts.at("things"), 2);
    EXPECT_EQ(inspect(config, file), counts);
    add("c");
    database.reset();
    EXPECT_THROW(load(config, "", file, Replace::no), Error);
    EXPECT_NE(load(config, "", file, Replace::yes), "");
    EXPECT_EQ(count_rows(config, ""), counts);
    reopen();
    EXPECT_THAT(ids(), testing::ElementsAre("a", "b"));
    EXPECT_EQ(database->run_now(all_things)[0].bytes(1), (Bytes{std::byte{0}, std::byte{255}}));
}

TEST_P(DumpDbTest, LeavesEverythingWhenADumpIsDamaged) {
    add("a");
    dump(config, "", file);
    const auto size = std::filesystem::file_size(file);
    std::filesystem::resize_file(file, size / 2);
    EXPECT_THROW(inspect(config, file), Error);
    database.reset();
    EXPECT_THROW(load(config, "", file, Replace::yes), Error);
    reopen();
    EXPECT_THAT(ids(), testing::ElementsAre("a"));
}

}  // namespace
}  // namespace db
