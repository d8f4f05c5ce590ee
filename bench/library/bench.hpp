#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "library/library.hpp"
#include "models/models.hpp"
#include "platform/client/client.hpp"
#include "platform/run.hpp"

// What the measuring programs of the library share.
namespace library_bench {

inline const OrgId org("bench");

// A library on the database that OT_BENCH_DATABASE names, else on SQLite in `data`; in a temporary directory that goes with
// the bench when `data` is empty.
class Bench {
public:
    explicit Bench(std::filesystem::path data);
    library::Import import(std::string title, std::vector<library::Upload> files);

private:
    struct Place {
        explicit Place(std::filesystem::path data);
        ~Place();
        std::filesystem::path path;
        bool temporary;
    };
    Place place_;

public:
    std::unique_ptr<db::Database> database;
    pool::Pool cpu{2};
    client::Client client;
    models::Models models;
    library::Library library;
};

// Wall time, and CPU time of this process and of the helpers it has waited for, since the clock was made; in seconds.
class Clock {
public:
    Clock();
    double wall() const;
    double cpu() const;

private:
    std::chrono::steady_clock::time_point start_;
    double cpu_at_start_;
};

// Prints "name p50 … p90 … p99 … worst …" in milliseconds, with the CPU time of one call.
void print_times(std::string_view name, std::vector<double> seconds, double cpu_seconds);
// Peak of this process, and of the largest helper that has ended, in MB.
long peak_of_self();
long peak_of_helpers();

void measure_import(Bench& bench);   // a 700-page PDF
void measure_search(Bench& bench);   // over 100,000 passages
void compare_engines(Bench& bench);  // own index, FTS5 or PostgreSQL's text search: speed, size, answers found
void make_bad_files(const std::filesystem::path& directory);
void measure_bad_files(Bench& bench, const std::filesystem::path& directory);

}  // namespace library_bench
