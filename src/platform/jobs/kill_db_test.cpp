// kill -9 of workers, again and again, while they run jobs whose effects are counted. OT_JOBS and OT_KILLS make it larger
// (tests/jobs/kills); the small size belongs to every run of the tests.
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/thread_pool.hpp>
#include <random>
#include <thread>

#include "platform/db/db_test_support.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/jobs/jobs_test_support.hpp"
#include "platform/log/log.hpp"
#include "platform/sql.gen.hpp"

namespace {
using namespace std::chrono_literals;
using jobs::home;
using jobs::minute;
using jobs::org;

constexpr int processes = 3;

constexpr const char* tables_text = "CREATE TABLE effects (key TEXT NOT NULL); CREATE TABLE attempts (key TEXT NOT NULL)";
constexpr const char* effect_text = "INSERT INTO effects (key) VALUES ($1)";
constexpr const char* attempt_text = "INSERT INTO attempts (key) VALUES ($1)";
constexpr const char* count_text = "SELECT COUNT(*), COUNT(DISTINCT key) FROM effects";
constexpr const char* attempts_text = "SELECT COUNT(*) FROM attempts";
constexpr const char* states_text = "SELECT COUNT(*) FROM jobs WHERE state <> 'done'";
constexpr db::Query make_tables{"test/kills", tables_text, tables_text};
constexpr db::Query count_effect{"test.effect", effect_text, effect_text};
constexpr db::Query add_attempt{"test.attempt", attempt_text, attempt_text};
constexpr db::Query count_effects{"test.count", count_text, count_text};
constexpr db::Query count_attempts{"test.attempts", attempts_text, attempts_text};
constexpr db::Query count_open{"test.open", states_text, states_text};

int setting(const char* name, int otherwise) {
    const char* value = std::getenv(name);
    return value ? std::atoi(value) : otherwise;
}

// The effect has no key in its table: that it is there once is the work of `finish`. An attempt counts each time.
Task<void> take_effect(db::Database& database, jobs::Job job) {
    co_await database.write(add_attempt, job.key);
    co_await database.transact([job](db::Transaction& tx) {
        tx.run(count_effect, job.kind + job.key);
        jobs::finish(tx, job);
    });
}

[[noreturn]] void work_until_killed(const db::TestDatabase& place) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    logging::set_level(logging::Level::error);
    const auto database = place.open({.readers = 1, .connections = 4});
    boost::asio::thread_pool threads(1);
    client::Client client;
    jobs::Jobs all(*database, threads.executor(), client, home, {.slots = 16, .lease = 1s, .poll = 50ms});
    const auto run = [&database](jobs::Job job) { return take_effect(*database, std::move(job)); };
    all.add({.name = "test.effect", .run = run});
    all.add({.name = "test.slot", .cron = "* * * * *", .missed = jobs::Missed::each}, run);
    all.start();
    while (true) pause();
}

class Workers {
public:
    explicit Workers(const db::TestDatabase& place) : place_(place) {
        for (auto& pid : pids_) pid = start();
    }
    ~Workers() {
        for (const auto pid : pids_) end(pid);
    }
    void kill_one_of_them() {
        auto& pid = pids_[random_() % pids_.size()];
        end(pid);
        pid = start();
    }
    std::chrono::milliseconds some_time() { return std::chrono::milliseconds(20 + random_() % 180); }

private:
    pid_t start() const {
        const pid_t child = fork();
        if (child == 0) work_until_killed(place_);
        return child;
    }
    static void end(pid_t pid) {
        kill(pid, SIGKILL);
        waitpid(pid, nullptr, 0);
    }
    const db::TestDatabase& place_;
    std::array<pid_t, processes> pids_{};
    std::minstd_rand random_{42};
};

class KillTest : public db::DbTest {
protected:
    void enqueue_all(int count) {
        database->migrate(platform::migrations);
        database->migrate(std::array{make_tables});
        database->run_now(platform::sql::keep_schedule,
                          {home.str(), std::string("test.slot"), std::string("* * * * *"), std::string("UTC"), timing::now() - slots * minute});
        database->run_blocking([count](db::Transaction& tx) {
            for (int i = 0; i < count; ++i) jobs::enqueue(tx, {.org = org, .kind = "test.effect", .key = std::to_string(i)});
        });
    }
    bool all_done_within(std::chrono::seconds patience) {
        for (const auto until = std::chrono::steady_clock::now() + patience; std::chrono::steady_clock::now() < until; std::this_thread::sleep_for(100ms))
            if (database->run_now(count_open)[0].integer(0) == 0) return true;
        return false;
    }
    static constexpr int slots = 30;
};
OT_ON_EACH_ENGINE(KillTest);

TEST_P(KillTest, EachEffectIsThereOnceAndNoJobIsLostOrStuck) {
    const int count = setting("OT_JOBS", 1500), kills = setting("OT_KILLS", 6);
    const auto began = timing::now();
    enqueue_all(count);
    database.reset();  // a forked process must not inherit its connections
    Workers workers(place);
    for (int i = 0; i < kills; ++i) {
        std::this_thread::sleep_for(workers.some_time());
        workers.kill_one_of_them();
    }
    database = place.open();
    EXPECT_TRUE(all_done_within(std::chrono::seconds(60 + count / 200)));
    const auto effects = database->run_now(count_effects);
    const auto made = effects[0].integer(0), different = effects[0].integer(1);
    EXPECT_EQ(made, different) << "an effect is there twice";
    EXPECT_GE(different, count + slots);
    EXPECT_LE(different, count + slots + 1 + (timing::now() - began) / minute + 1) << "a slot for each minute";
    const auto attempts = database->run_now(count_attempts)[0].integer(0);
    EXPECT_GE(attempts, different);
    std::printf("%d jobs, %d kills: %lld effects, %lld attempts\n", count, kills, static_cast<long long>(made), static_cast<long long>(attempts));
}

}  // namespace
