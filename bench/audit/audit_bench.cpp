// What it costs that the entries of an organisation form a chain, whose head all who write hold in turn: 32 at once each write a row of their own, without an
// entry; with one, all in one organisation; with one, each in an organisation of its own.
// Usage: audit_bench [WRITES], 8,000 when not said. SQLite in the working directory; PostgreSQL too when OT_TEST_POSTGRES is set
// (tools/with_postgres build/release/bench/audit/audit_bench).
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>

#include "bench/spent.hpp"
#include "identity/audit.hpp"
#include "identity/sql.gen.hpp"
#include "platform/log/log.hpp"
#include "platform/sql.gen.hpp"

namespace {

constexpr int writers = 32;
constexpr std::string_view made = "CREATE TABLE bench_acts (id TEXT PRIMARY KEY, at BIGINT NOT NULL)";
constexpr std::string_view added = "INSERT INTO bench_acts (id, at) VALUES ($1, $2)";
enum class Chains { none, one, many };

struct Times {
    std::mutex mutex;
    std::vector<double> all;
    int failed = 0;
};

// As a route does it: the deed and its entry in one transaction, the entry first in half of them, since deeds that come after it hold the head longest.
Task<void> act_often(db::Database& database, identity::Act act, bool audited, int count, Times& times) {
    for (int i = 0; i < count; ++i) {
        const auto start = wall_seconds();
        bool failed = false;
        try {
            co_await database.transact([act, audited, first = i % 2 == 0](db::Transaction& tx) {
                if (audited && first) identity::record(tx, act);
                tx.run(db::Query{"bench.add", added, added}, new_uuid(), timing::now());
                if (audited && !first) identity::record(tx, act);
            });
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
            failed = true;
        }
        const std::lock_guard lock(times.mutex);
        times.all.push_back(wall_seconds() - start);
        times.failed += failed;
    }
}

void measure(db::Database& database, const char* engine, const char* name, Chains chains, int writes) {
    Times times;
    const OrgId one(new_uuid());
    const auto start = wall_seconds();
    boost::asio::thread_pool threads(2);
    for (int i = 0; i < writers; ++i) {
        const OrgId org = chains == Chains::many ? OrgId(new_uuid()) : one;
        const identity::Act act{.org = org, .actor = UserId("bench"), .action = "bench.act", .kind = "bench", .subject = "1"};
        boost::asio::co_spawn(threads, act_often(database, act, chains != Chains::none, writes / writers, times), boost::asio::detached);
    }
    threads.join();
    const double took = wall_seconds() - start;
    std::ranges::sort(times.all);
    const auto share = [&](double part) { return times.all[static_cast<std::size_t>(part * static_cast<double>(times.all.size() - 1))] * 1000; };
    const double rate = static_cast<double>(times.all.size()) / took;
    std::printf("%-9s %-34s %7.0f writes/s   p50 %6.2f ms   p99 %7.2f ms   worst %7.1f ms   %d failed\n", engine, name, rate, share(0.5), share(0.99), share(1),
                times.failed);
}

void bench(const char* engine, const db::Config& config, int writes) {
    const auto database = db::open(config, "bench-audit-data");
    database->migrate(platform::migrations);
    database->migrate(identity::migrations);
    database->run_now(db::Query{"bench.make", made, made});
    measure(*database, engine, "without an entry", Chains::none, writes);
    measure(*database, engine, "with one, in one organisation", Chains::one, writes);
    measure(*database, engine, "with one, each in another", Chains::many, writes);
    int broken = 0;
    for (const auto& report : identity::verify_audit(*database)) broken += report.broken.has_value();
    std::printf("%-9s %d chains are broken\n", engine, broken);
    database->close();
}

}  // namespace

int main(int argc, char** argv) {
    const int writes = argc > 1 ? std::atoi(argv[1]) : 8'000;
    logging::set_level(logging::Level::error);
    bench("sqlite", {}, writes);
    std::filesystem::remove_all("bench-audit-data");
    if (const char* server = std::getenv("OT_TEST_POSTGRES")) bench("postgres", {.database_url = server}, writes);
}
