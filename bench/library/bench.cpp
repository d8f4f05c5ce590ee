#include "bench.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>

#include "library/sql.gen.hpp"
#include "models/sql.gen.hpp"

namespace library_bench {

namespace {

std::unique_ptr<db::Database> open_migrated(const std::filesystem::path& data) {
    const char* url = std::getenv("OT_BENCH_DATABASE");
    auto database = db::open({.database_url = url ? url : ""}, data.string());
    database->migrate(models::migrations);
    database->migrate(library::migrations);
    return database;
}

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

double cpu_seconds() {
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        getrusage(static_cast<decltype(RUSAGE_SELF)>(who), &usage);
        sum += seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    }
    return sum;
}

long peak_of(decltype(RUSAGE_SELF) who) {
    rusage usage{};
    getrusage(who, &usage);
    return usage.ru_maxrss / 1024;
}

}  // namespace

Bench::Place::Place(std::filesystem::path data) : path(std::move(data)), temporary(path.empty()) {
    if (temporary) path = std::filesystem::temp_directory_path() / ("omnitutor-bench-" + new_uuid());
}
Bench::Place::~Place() {
    if (temporary) std::filesystem::remove_all(path);
}

Bench::Bench(std::filesystem::path data)
    : place_(std::move(data)), database(open_migrated(place_.path)), models(*database, client, {}), library(*database, cpu, models, {}) {}

library::Import Bench::import(std::string title, std::vector<library::Upload> files) {
    library::Import import;
    const auto begin = [](Bench& bench, std::string title, std::vector<library::Upload> files, library::Import& import) -> Task<void> {
        import = co_await bench.library.import(org, UserId("bench"), std::move(title), std::move(files));
    };
    run_to_end(begin(*this, std::move(title), std::move(files), import));
    return *run_to_end(library.import_state(org, import.id));
}

Clock::Clock() : start_(std::chrono::steady_clock::now()), cpu_at_start_(cpu_seconds()) {}
double Clock::wall() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
double Clock::cpu() const { return cpu_seconds() - cpu_at_start_; }

void print_times(std::string_view name, std::vector<double> seconds, double cpu_seconds) {
    std::ranges::sort(seconds);
    const auto at = [&](double share) { return seconds[static_cast<std::size_t>(share * static_cast<double>(seconds.size() - 1))] * 1000; };
    fmt::print("{} p50 {:.2f} p90 {:.2f} p99 {:.2f} worst {:.2f} cpu {:.2f}\n", name, at(0.5), at(0.9), at(0.99), at(1),
               cpu_seconds * 1000 / static_cast<double>(seconds.size()));
}

long peak_of_self() { return peak_of(RUSAGE_SELF); }
long peak_of_helpers() { return peak_of(RUSAGE_CHILDREN); }

}  // namespace library_bench
