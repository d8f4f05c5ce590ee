#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <future>
#include <set>

#include "platform/db/db_test_support.hpp"

namespace {

constexpr std::size_t id_size = 36;
constexpr const char* make_text = "CREATE TABLE kept (id TEXT PRIMARY KEY, half TEXT NOT NULL)";
constexpr db::Query make{"test.make", make_text, make_text};
constexpr const char* add_kept_text = "INSERT INTO kept (id, half) VALUES ($1, $2)";
constexpr db::Query add_kept{"test.add", add_kept_text, add_kept_text};
constexpr const char* all_kept_text = "SELECT id, half FROM kept";
constexpr db::Query all_kept{"test.all", all_kept_text, all_kept_text};

void acknowledge(int pipe, const std::string& id) {
    if (write(pipe, id.data(), id.size()) != static_cast<ssize_t>(id.size())) _exit(3);
}

Task<void> write_single(db::Database& database, int pipe) {
    while (true) {
        const std::string id = new_uuid();
        co_await database.write(add_kept, id, "single");
        acknowledge(pipe, id);
    }
}

// Two rows that must be there together or not at all.
Task<void> write_pairs(db::Database& database, int pipe) {
    while (true) {
        const std::string id = new_uuid();
        const std::string other = id.substr(1) + "+";
        co_await database.transact([id, other](db::Transaction& tx) {
            tx.run(add_kept, id, other);
            tx.run(add_kept, other, id);
        });
        acknowledge(pipe, id);
    }
}

[[noreturn]] void write_until_killed(const db::TestDatabase& place, int pipe) {
    const auto database = place.open();
    boost::asio::thread_pool threads(2);
    for (int i = 0; i < 16; ++i) {
        boost::asio::co_spawn(threads, write_single(*database, pipe), boost::asio::detached);
        boost::asio::co_spawn(threads, write_pairs(*database, pipe), boost::asio::detached);
    }
    threads.join();
    _exit(2);
}

std::set<std::string> read_ids(int pipe, std::size_t most) {
    std::string bytes;
    char buffer[4096];
    while (bytes.size() < most * id_size) {
        const auto got = read(pipe, buffer, sizeof buffer);
        if (got <= 0) break;
        bytes.append(buffer, static_cast<std::size_t>(got));
    }
    std::set<std::string> ids;
    for (std::size_t at = 0; at + id_size <= bytes.size(); at += id_size) ids.insert(bytes.substr(at, id_size));
    return ids;
}

// Starts a process that writes and acknowledges into a pipe, kills it after `most` acknowledgements, gives back all that it acknowledged.
std::set<std::string> acknowledged_before_kill(std::size_t most, const std::function<void(int pipe)>& write) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    const pid_t child = fork();
    if (child == 0) write(ends[1]);
    close(ends[1]);
    auto ids = read_ids(ends[0], most);
    kill(child, SIGKILL);
    ids.merge(read_ids(ends[0], std::numeric_limits<std::size_t>::max() / id_size));
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return ids;
}

class CrashTest : public db::DbTest {};
OT_ON_EACH_ENGINE(CrashTest);

TEST_P(CrashTest, KeepsEveryAcknowledgedWriteAndNoHalfTransaction) {
    database->run_now(make);
    database.reset();
    std::set<std::string> acknowledged;
    for (const std::size_t most : {1u, 50u, 200u, 333u, 1000u})
        acknowledged.merge(acknowledged_before_kill(most, [&](int pipe) { write_until_killed(place, pipe); }));

    std::set<std::string> kept;
    std::vector<std::string> promised;
    database = place.open();
    for (const auto row : database->run_now(all_kept)) {
        kept.insert(row.text(0));
        if (row.text(1) != "single") promised.push_back(row.text(1));
    }
    EXPECT_GE(acknowledged.size(), 1584u);
    for (const auto& id : acknowledged) EXPECT_TRUE(kept.contains(id)) << id;
    for (const auto& id : promised) EXPECT_TRUE(kept.contains(id)) << "half of a transaction";
}

// Writes more than SQLite keeps in memory, changes the later half again, and gives up.
void write_much_in_vain(db::Transaction& tx) {
    constexpr const char* change_text = "UPDATE kept SET half = half || 'x' WHERE half LIKE 'n%'";
    constexpr db::Query change{"test.change", change_text, change_text};
    for (const char letter : {'m', 'n'})
        for (int i = 0; i < 48; ++i) tx.run(add_kept, new_uuid(), std::string(1 << 20, letter));
    for (int i = 0; i < 2; ++i) tx.run(change);
    throw Error(ErrorCode::invalid, "in vain");
}

// Somebody's, in the same group of commits as what is in vain.
[[noreturn]] void write_beside_who_is_undone(const db::TestDatabase& place, int pipe, const std::vector<std::string>& ids) {
    const auto database = place.open();
    std::promise<void> all_wait;
    const auto ignore = [](std::exception_ptr) {};
    const auto acknowledged = [pipe](const std::string& id) { return [pipe, id](std::exception_ptr failure) { failure ? _exit(4) : acknowledge(pipe, id); }; };
    const auto add = [](const std::string& id) { return [id](db::Transaction& tx) { tx.run(add_kept, id, "single"); }; };
    database->submit([&](db::Transaction&) { all_wait.get_future().wait(); }, ignore);
    database->submit(add(ids[0]), acknowledged(ids[0]));
    database->submit(write_much_in_vain, ignore);
    database->submit(add(ids[1]), acknowledged(ids[1]));
    all_wait.set_value();
    pause();
    _exit(2);
}

TEST_P(CrashTest, KeepsWhatWasWrittenBesideSomebodyWhoWasUndone) {
    database->run_now(make);
    database.reset();
    const std::vector<std::string> ids{new_uuid(), new_uuid()};
    const auto acknowledged = acknowledged_before_kill(ids.size(), [&](int pipe) { write_beside_who_is_undone(place, pipe, ids); });
    EXPECT_EQ(acknowledged, std::set(ids.begin(), ids.end()));

    database = place.open();
    std::set<std::string> kept;
    for (const auto row : database->run_now(all_kept)) kept.insert(row.text(0));
    EXPECT_EQ(kept, std::set(ids.begin(), ids.end()));
}

Task<void> write_patiently(db::Database& database, int count, int& failed) {
    for (int i = 0; i < count; ++i) try {
            co_await database.write(add_kept, new_uuid(), "single");
        } catch (const Error& error) {
            EXPECT_EQ(error.code, ErrorCode::unavailable);
            ++failed;
        }
}

class LostConnectionTest : public db::DbTest {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(LostConnectionTest);
INSTANTIATE_TEST_SUITE_P(Each, LostConnectionTest, testing::ValuesIn(db::tested_servers()), db::engine_name);

TEST_P(LostConnectionTest, IsFollowedByANewOne) {
    database->run_now(make);
    int failed = 0;
    db::run(write_patiently(*database, 5, failed));
    const char* cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                      "WHERE pid <> pg_backend_pid() AND application_name = current_setting('application_name')";
    for (int i = 0; i < 3; ++i) database->run_now(db::Query{"test.cut", cut, cut});
    db::run(write_patiently(*database, 20, failed));
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(db::run(database->read(all_kept)).size(), 25u);
}

TEST_P(LostConnectionTest, IsNotLoggedByEveryAttempt) {
    constexpr int attempts = 20;
    testing::internal::CaptureStderr();
    for (int i = 0; i < attempts; ++i) EXPECT_THROW(db::open({.database_url = "host=/nowhere dbname=nothing"}, ""), Error);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));  // another thread writes the log
    const auto said = testing::internal::GetCapturedStderr();
    const std::string line = "db.connect_failed";
    int lines = 0;
    for (auto at = said.find(line); at != said.npos; at = said.find(line, at + 1)) ++lines;
    EXPECT_GE(lines, 1);
    EXPECT_LT(lines, attempts);  // one a second, however slow the machine
}

}  // namespace
