// What a decision of the rate limiter costs, in µs of CPU of this process with its database threads: everything that people get of `event` (600 an hour,
// as the program has it), decisions out of what was taken ahead, refusals, and the bucket `session` (120). Usage: limits_bench [PEOPLE].
// SQLite in the working directory; PostgreSQL too when OT_TEST_POSTGRES is set (tools/with_postgres build/release/bench/limits/limits_bench).
#include <sys/resource.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

#include "platform/limits/limits.hpp"
#include "platform/log/log.hpp"
#include "platform/sql.gen.hpp"

namespace {

double cpu() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

http::Caller person(int number) {
    return {.org = OrgId("00000000-0000-7000-8000-000000000001"), .user = UserId::fresh(), .session = SessionId::fresh(), .role = http::Role::learner,
            .ip = "10.0." + std::to_string(number / 250) + '.' + std::to_string(number % 250)};
}

struct Count {
    int taken = 0, refused = 0;
    int all() const { return taken + refused; }
};

Task<void> ask(limits::Limits& limits, http::Caller caller, std::string bucket, int times, Count& count) {
    for (int i = 0; i < times; ++i) ++(co_await limits.take(caller, bucket) ? count.refused : count.taken);
}

class Bench {
public:
    Bench(const char* engine, const db::Config& config) : engine_(engine), database_(db::open(config, "bench-limits-data")) {
        database_->migrate(platform::migrations);
        auto rules = limits::default_rules();
        rules.emplace("ahead", limits::Rule{.scope = limits::Scope::user, .capacity = 16e6});
        limits_ = std::make_unique<limits::Limits>(*database_, rules);
    }
    ~Bench() {
        limits_->close();
        database_->close();
    }

    // At once, as a server has them: `people` ask `times` each.
    void measure(const char* what, const std::vector<http::Caller>& people, const char* bucket, int times) {
        Count count;
        const double before = cpu();
        boost::asio::thread_pool loop(1);
        for (const auto& one : people) boost::asio::co_spawn(loop, ask(*limits_, one, bucket, times, count), boost::asio::detached);
        loop.join();
        const double each = (cpu() - before) / count.all() * 1e6;
        std::printf("%-9s %-44s %8d taken %8d refused   %6.2f µs of CPU each\n", engine_, what, count.taken, count.refused, each);
    }

private:
    const char* engine_;
    std::unique_ptr<db::Database> database_;
    std::unique_ptr<limits::Limits> limits_;
};

void bench(const char* engine, const db::Config& config, int number) {
    Bench bench(engine, config);
    std::vector<http::Caller> people;
    for (int i = 0; i < number; ++i) people.push_back(person(i));
    bench.measure("600 of \"event\" (600 an hour)", people, "event", 600);
    bench.measure("the next thousand, refused", people, "event", 1000);
    bench.measure("120 of \"session\" (120 an hour)", people, "session", 120);
    const std::vector one{people.front()};
    bench.measure("the first of a large bucket", one, "ahead", 2);
    bench.measure("a million of it, taken ahead", one, "ahead", 999'000);
}

}  // namespace

int main(int argc, char** argv) {
    const int number = argc > 1 ? std::atoi(argv[1]) : 200;
    logging::set_level(logging::Level::error);
    bench("sqlite", {}, number);
    std::filesystem::remove_all("bench-limits-data");
    if (const char* server = std::getenv("OT_TEST_POSTGRES")) bench("postgres", {.database_url = server}, number);
}
