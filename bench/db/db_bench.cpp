// Durable single-row writes per second: 64 producers, each waiting for its commit before its next row of 1.5 KB with three
// secondary indexes. Usage: db_bench [SECONDS]. SQLite in the working directory; PostgreSQL too when OT_TEST_POSTGRES is set
// (tools/with_postgres build/release/db_bench).
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

namespace {

constexpr int producers = 64;
constexpr const char* make_text =
    "CREATE TABLE bench_rows (org_id TEXT, id TEXT, user_id TEXT, topic TEXT, at BIGINT, body TEXT, PRIMARY KEY (org_id, id));"
    "CREATE INDEX bench_rows_user ON bench_rows (org_id, user_id); CREATE INDEX bench_rows_topic ON bench_rows (org_id, topic);"
    "CREATE INDEX bench_rows_at ON bench_rows (org_id, at)";
constexpr const char* add_text = "INSERT INTO bench_rows (org_id, id, user_id, topic, at, body) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr const char* find_text = "SELECT body FROM bench_rows WHERE org_id = $1 AND id = $2";
constexpr db::Query add{"bench.add", add_text, add_text};
constexpr db::Query find{"bench.find", find_text, find_text};

enum class Work { write, transact, read };

struct Measured {
    std::mutex mutex;
    std::vector<double> milliseconds;
};

Task<void> do_one(db::Database& database, Work work, std::string id) {
    const std::string body(1500, 'x');
    if (work == Work::read)
        co_await database.read(find, "org", id);
    else if (work == Work::write)
        co_await database.write(add, "org", id, new_uuid(), "topic", timing::now(), body);
    else
        co_await database.transact([id, body](db::Transaction& tx) {
            tx.run(find, "org", id);
            tx.run(add, "org", id, new_uuid(), "topic", timing::now(), body);
        });
}

Task<void> produce(db::Database& database, Work work, timing::Deadline until, Measured& measured) {
    std::vector<double> mine;
    while (std::chrono::steady_clock::now() < until) {
        const auto start = std::chrono::steady_clock::now();
        co_await do_one(database, work, new_uuid());
        mine.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    const std::lock_guard lock(measured.mutex);
    measured.milliseconds.insert(measured.milliseconds.end(), mine.begin(), mine.end());
}

void measure(db::Database& database, const char* engine, const char* name, Work work, int seconds) {
    Measured measured;
    boost::asio::thread_pool threads(2);
    const auto until = timing::in(std::chrono::seconds(seconds));
    for (int i = 0; i < producers; ++i)
        boost::asio::co_spawn(threads, produce(database, work, until, measured), boost::asio::detached);
    threads.join();
    auto& all = measured.milliseconds;
    std::ranges::sort(all);
    const auto at = [&](double share) { return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))]; };
    std::printf("%-9s %-22s %9.0f /s   p50 %6.2f ms   p99 %6.2f ms   worst %7.1f ms\n", engine, name,
                static_cast<double>(all.size()) / seconds, at(0.5), at(0.99), at(1));
}

void bench(const char* engine, const db::Config& config, int seconds) {
    const auto database = db::open(config, "bench-db-data");
    database->migrate(std::array{db::Query{"bench/rows", make_text, make_text}});
    measure(*database, engine, "one row, one statement", Work::write, seconds);
    measure(*database, engine, "a read and a row, body", Work::transact, seconds);
    measure(*database, engine, "read by key", Work::read, seconds);
}

}  // namespace

int main(int argc, char** argv) {
    const int seconds = argc > 1 ? std::atoi(argv[1]) : 5;
    bench("sqlite", {}, seconds);
    std::filesystem::remove_all("bench-db-data");
    if (const char* server = std::getenv("OT_TEST_POSTGRES")) bench("postgres", {.database_url = server}, seconds);
}
