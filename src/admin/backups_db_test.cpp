#include "admin/backups.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "platform/db/db_test_support.hpp"
#include "platform/error.hpp"

namespace admin {
namespace {
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
namespace fs = std::filesystem;

constexpr db::Query make_table{"test.make", "CREATE TABLE things (id TEXT PRIMARY KEY)", "CREATE TABLE things (id TEXT PRIMARY KEY)"};
constexpr db::Query add_thing{"test.add", "INSERT INTO things (id) VALUES ($1)", "INSERT INTO things (id) VALUES ($1)"};
constexpr db::Query count_things{"test.count", "SELECT COUNT(*) FROM things", "SELECT COUNT(*) FROM things"};

class BackupsDbTest : public db::DbTest {
protected:
    BackupsDbTest() { database->run_now(make_table); }
    void add(const std::string& id) { database->run_now(add_thing, {id}); }
    fs::path kept(const std::string& file) const { return directory.path() / "backups" / file; }
    std::string refusal_of_verify() {
        try {
            backups.verify("");
        } catch (const Error& error) {
            return error.detail;
        }
        return "";
    }

    db::TemporaryDirectory directory;
    Backups backups{{.database_url = place.url()}, directory.path().string(), {}};
};
OT_ON_EACH_ENGINE(BackupsDbTest);

TEST_P(BackupsDbTest, TakesEverythingOutAndPutsItBack) {
    add("a");
    add("b");
    const auto made = backups.make();
    EXPECT_EQ(made.rows.at("things"), 2);
    EXPECT_EQ(static_cast<std::int64_t>(fs::file_size(kept(made.file))), made.bytes);
    ASSERT_THAT(backups.list(), SizeIs(1));
    EXPECT_EQ(backups.list()[0].sha256, made.sha256);
    EXPECT_EQ(backups.verify(made.name).name, made.name);
    add("c");
    database.reset();
    EXPECT_THROW(backups.restore("", false), Error);
    EXPECT_NE(backups.restore("", true).aside, "");
    database = place.open();
    EXPECT_EQ(database->run_now(count_things)[0].integer(0), 2);
}

TEST_P(BackupsDbTest, NeverRestoresUnderAServerThatRuns) {
    backups.make();
    const auto server = db::open({.database_url = place.url() + (GetParam() == db::Engine::postgres ? " application_name=tutor" : "")}, "");
    database.reset();
    server->run_now(count_things);
    EXPECT_THROW(backups.restore("", true), Error);
    EXPECT_EQ(server->run_now(count_things)[0].integer(0), 0);
}

TEST_P(BackupsDbTest, SaysWhatIsWrongWithADamagedBackup) {
    add("a");
    const auto made = backups.make();
    const auto text = [&] {
        std::ifstream file(kept(made.name + ".json"));
        return std::string(std::istreambuf_iterator<char>(file), {});
    }();
    auto other = text;
    other.replace(other.find("\"things\":1"), 10, "\"things\":7");
    std::ofstream(kept(made.name + ".json")) << other;
    EXPECT_THAT(refusal_of_verify(), HasSubstr("things holds 1 rows instead of 7"));
    std::ofstream(kept(made.name + ".json")) << text;
    std::ofstream(kept(made.file), std::ios::app) << 'x';
    EXPECT_THAT(refusal_of_verify(), HasSubstr("SHA-256"));
}

TEST_P(BackupsDbTest, RemovesTheOldOnesAndNeverTheNewest) {
    for (const auto* name : {"omnitutor-20200101T000000Z.json", "omnitutor-20200101T000000Z.pgdump", "omnitutor-1.2.0.tar.gz"}) {
        fs::create_directories(kept(""));
        std::ofstream(kept(name)) << "{}";
    }
    const auto first = backups.make();
    EXPECT_FALSE(fs::exists(kept("omnitutor-20200101T000000Z.json")) || fs::exists(kept("omnitutor-20200101T000000Z.pgdump")));
    EXPECT_TRUE(fs::exists(kept("omnitutor-1.2.0.tar.gz")) && fs::exists(kept(first.file)));
}

TEST_P(BackupsDbTest, NeverMixesALogThatWasLeftBehindIntoWhatItRestores) {
    if (GetParam() != db::Engine::sqlite) GTEST_SKIP() << "PostgreSQL keeps its log to itself";
    backups.make();
    database.reset();
    const auto file = place.url().substr(7);
    std::ofstream(file + "-wal") << "of another time";
    fs::remove(file);
    EXPECT_NE(backups.restore("", false).aside, "");
    EXPECT_EQ(place.open()->run_now(count_things)[0].integer(0), 0);
}

TEST_P(BackupsDbTest, SweepsUpAfterProcessesThatWereKilled) {
    const auto old = directory.path() / "backup-of-one-that-was-killed", fresh = directory.path() / "backup-of-one-that-works";
    for (const auto& place : {old, fresh}) fs::create_directory(place);
    std::ofstream(old / "dump") << "half of it";
    fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(25));
    backups.make();
    EXPECT_FALSE(fs::exists(old));
    EXPECT_TRUE(fs::exists(fresh));
}

TEST_P(BackupsDbTest, LeavesNothingWhenItIsAskedToStop) {
    std::stop_source source;
    source.request_stop();
    EXPECT_THROW(backups.make(source.get_token()), Error);
    EXPECT_THAT(backups.list(), IsEmpty());
    EXPECT_TRUE(fs::is_empty(directory.path()));
}

TEST_P(BackupsDbTest, StopsTheProgramThatWritesTheDump) {
    if (GetParam() != db::Engine::postgres) GTEST_SKIP() << "SQLite needs no program";
    const db::TemporaryDirectory programs;
    std::ofstream(programs.path() / "pg_dump") << "#!/bin/sh\nexec sleep 60\n";
    fs::permissions(programs.path() / "pg_dump", fs::perms::owner_all);
    const std::string path = std::getenv("PATH");
    setenv("PATH", (programs.path().string() + ':' + path).c_str(), 1);
    const auto began = std::chrono::steady_clock::now();
    {
        std::jthread making([this](const std::stop_token& stop) { EXPECT_THROW(backups.make(stop), Error); });
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
    }
    setenv("PATH", path.c_str(), 1);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
    EXPECT_TRUE(fs::is_empty(directory.path()));
}

TEST_P(BackupsDbTest, LeavesNothingOnItsWay) {
    backups.make();
    for (const auto& entry : fs::directory_iterator(directory.path())) EXPECT_EQ(entry.path().filename(), "backups");
    EXPECT_THROW(backups.verify("omnitutor-nothing"), Error);
}

}  // namespace
}  // namespace admin
