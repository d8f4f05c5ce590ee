// Durable jobs: how many a second are enqueued and run (each enqueue waits for its commit, 64 at a time; then in hundreds), and how soon after its
// commit a job begins, when this process or when another enqueued it: its database is opened a second time, which differs in nothing from another process. Usage: jobs_bench [JOBS]. SQLite in the working directory; PostgreSQL too when OT_TEST_POSTGRES is set
// (tools/with_postgres build/release/bench/jobs/jobs_bench).
#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <thread>

#include "bench/spent.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/sql.gen.hpp"

namespace {

using namespace std::chrono_literals;
constexpr int producers = 64, hundred = 100, latencies = 400;
const OrgId org("bench"), home("home");

jobs::NewJob count_job() { return {.org = org, .kind = "bench.count", .payload = R"({"to":"somebody@example.com","template":"reminder","course":"mechanics"})"}; }

Task<void> count(std::atomic<int>& done) {
    ++done;
    co_return;
}

Task<void> enqueue_singly(jobs::Jobs& all, int number) {
    for (int i = 0; i < number; ++i) co_await all.enqueue(count_job());
}
Task<void> enqueue_hundreds(jobs::Jobs& all, int number) {
    for (int i = 0; i < number; i += hundred) co_await all.enqueue(std::vector(hundred, count_job()));
}

// How long after its commit a run began.
class Latencies {
public:
    Task<void> begin(jobs::Job job) {
        const auto at = wall_seconds();
        const std::lock_guard lock(mutex_);
        began_.emplace(job.id.str(), at);
        co_return;
    }
    Task<void> measure(jobs::Jobs& from, std::chrono::milliseconds pause) {
        for (int i = 0; i < latencies; ++i) {
            const jobs::NewJob job{.id = jobs::JobId::fresh(), .org = org, .kind = "bench.begin"};
            co_await from.enqueue(job);
            committed_.emplace(job.id.str(), wall_seconds());
            std::this_thread::sleep_for(pause);
        }
    }
    void print(const char* engine, const char* name) {
        std::this_thread::sleep_for(500ms);
        const std::lock_guard lock(mutex_);
        std::vector<double> all;
        for (const auto& [id, at] : committed_) all.push_back(began_.contains(id) ? std::max(began_[id] - at, 0.0) * 1000 : 1e9);
        std::ranges::sort(all);
        const auto share = [&](double part) { return all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))]; };
        std::printf("%-9s %-34s p50 %6.2f ms   p99 %6.2f ms   worst %7.1f ms\n", engine, name, share(0.5), share(0.99), share(1));
    }

private:
    std::mutex mutex_;
    std::map<std::string, double> began_, committed_;
};

// One open database with its workers.
class Bench {
public:
    Bench(const char* engine, const db::Config& config)
        : engine_(engine), database_(db::open(config, "bench-jobs-data")), elsewhere_(db::open(config, "bench-jobs-data")) {
        database_->migrate(platform::migrations);
        all_.add({.name = "bench.count", .run = [this](jobs::Job) { return count(done_); }});
        all_.add({.name = "bench.begin", .run = [this](jobs::Job job) { return latencies_->begin(std::move(job)); }});
        all_.start();
    }
    ~Bench() {
        all_.stop();
        client_.close();
        database_->close();
        elsewhere_->close();
    }
    template <class Produce>
    void throughput(const char* name, int number, Produce produce) {
        done_ = 0;
        const auto start = wall_seconds(), used = cpu_seconds();
        boost::asio::thread_pool threads(1);
        const int each = number / producers / hundred * hundred;
        for (int i = 0; i < producers; ++i) boost::asio::co_spawn(threads, produce(all_, each), boost::asio::detached);
        threads.join();
        const auto enqueued = wall_seconds();
        while (done_ < each * producers) std::this_thread::sleep_for(1ms);
        const double jobs = each * producers, ran = wall_seconds();
        std::printf("%-9s %-34s %8.0f enqueued and run /s   (enqueued %8.0f /s)   %5.0f µs CPU of this process each\n", engine_, name, jobs / (ran - start),
                    jobs / (enqueued - start), (cpu_seconds() - used) / jobs * 1e6);
    }
    void latency(const char* name, jobs::Jobs& from, std::chrono::milliseconds pause) {
        latencies_ = std::make_unique<Latencies>();
        boost::asio::thread_pool threads(1);
        boost::asio::co_spawn(threads, latencies_->measure(from, pause), boost::asio::detached);
        threads.join();
        latencies_->print(engine_, name);
    }
    void latencies() {
        latency("pick-up in the same process", all_, 4ms);
        latency("pick-up in another process", others_, 13ms);
        latency("the same, back to back", others_, 0ms);
    }

private:
    const char* engine_;
    std::unique_ptr<db::Database> database_, elsewhere_;
    boost::asio::thread_pool threads_{2};
    client::Client client_;
    jobs::Jobs all_{*database_, threads_.executor(), client_, home, {}};
    jobs::Jobs others_{*elsewhere_, threads_.executor(), client_, home, {}};  // enqueues only
    std::atomic<int> done_ = 0;
    std::unique_ptr<Latencies> latencies_;
};

void bench(const char* engine, const db::Config& config, int number) {
    Bench bench(engine, config);
    bench.throughput("one by one", number, enqueue_singly);
    bench.throughput("in hundreds", number, enqueue_hundreds);
    bench.latencies();
}

}  // namespace

int main(int argc, char** argv) {
    const int number = argc > 1 ? std::atoi(argv[1]) : 64'000;
    logging::set_level(logging::Level::error);
    bench("sqlite", {}, number);
    std::filesystem::remove_all("bench-jobs-data");
    if (const char* server = std::getenv("OT_TEST_POSTGRES")) bench("postgres", {.database_url = server}, number);
}
