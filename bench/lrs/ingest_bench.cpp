// What storing costs without HTTP: statements like bench/lrs/statement.json go through prepare_all, the group commit's transaction and
// the ETL, in groups as they come from 64 connections. Wall and CPU time per statement of each stage, and bytes written per statement.
//   ingest_bench [FILE] [STATEMENTS] [GROUP]   OT_BENCH_DATABASE names a PostgreSQL; else SQLite in a temporary directory
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "bench/spent.hpp"
#include "lrs/pipeline/etl.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/store/ingest.hpp"
#include "lrs/store/key_tail.hpp"
#include "platform/db/database.hpp"
#include "platform/id.hpp"
#include "platform/run.hpp"

namespace {

std::int64_t bytes_written() {
    std::ifstream io("/proc/self/io");
    std::string name;
    std::int64_t value = 0;
    while (io >> name >> value)
        if (name == "write_bytes:") return value;
    return 0;
}

// Adds up what a stage takes.
struct Stage {
    const char* name;
    double wall = 0, cpu = 0;
    std::int64_t bytes = 0;

    template <class Work>
    void run(const Work& work) {
        const double wall_before = wall_seconds(), cpu_before = cpu_seconds();
        const auto bytes_before = bytes_written();
        work();
        wall += wall_seconds() - wall_before, cpu += cpu_seconds() - cpu_before, bytes += bytes_written() - bytes_before;
    }
    void print(std::size_t statements) const {
        const auto n = static_cast<double>(statements);
        std::printf("| %s | %.1f | %.1f | %.0f |\n", name, wall / n * 1e6, cpu / n * 1e6, static_cast<double>(bytes) / n);
    }
};

void replace(std::string& text, std::string_view what, const std::string& with) { text.replace(text.find(what), what.size(), with); }

// As post.lua: a thousand learners, five hundred activities, each registration new.
std::string vary(std::string text, std::mt19937_64& random) {
    const auto padded = [](std::uint64_t number) {
        auto digits = std::to_string(number);
        return std::string(12 - digits.size(), '0') + digits;
    };
    replace(text, "0123456789ab", padded(random() % 1000));
    replace(text, "checks/3", "checks/" + std::to_string(random() % 500 + 1));
    replace(text, "44982ef22df0", padded(random() % 1'000'000'000'000));
    replace(text, "34.25", std::to_string(random() % 90 + 10) + '.' + std::to_string(random() % 90 + 10));
    return text;
}

// As Lrs does.
lrs::FreshRows::Group fresh_rows(const lrs::StoredGroup& stored, std::int64_t epoch) {
    lrs::FreshRows::Group group{.epoch = epoch, .previous = stored.previous, .last = stored.last, .rows = {}};
    for (const auto& one : stored.statements) {
        one.statement->flat->stored = one.stored;
        group.rows[one.org].push_back(one.statement->flat);
    }
    return group;
}

}  // namespace

int main(int argc, char** argv) {
    std::ifstream file(argc > 1 ? argv[1] : "bench/lrs/statement.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::size_t most = argc > 2 ? std::stoul(argv[2]) : 50'000, group_size = argc > 3 ? std::stoul(argv[3]) : 64;
    const auto directory = std::filesystem::temp_directory_path() / ("ingest-bench-" + new_uuid());
    const char* url = std::getenv("OT_BENCH_DATABASE");
    {
        const auto database = db::open({.database_url = url ? url : ""}, directory.string());
        database->migrate(lrs::migrations);
        const OrgId org("01920000-0000-7000-8000-000000000001");
        auto sender = lrs::make_sender(org, "http://example.com/xapi", "bench", true);
        lrs::KnownMarks known;
        sender.known = &known;
        pool::Pool cpu(1);
        lrs::FreshRows fresh;
        lrs::Etl etl(*database, cpu, &fresh);
        sender.flatten = true;
        std::mt19937_64 random(1);
        Stage preparing{"prepare"}, storing{"store"}, entering{"enter keys"}, flattening{"flat rows"}, summing{"sums"};
        for (std::size_t done = 0; done < most; done += group_size) {
            std::vector<std::string> texts;
            for (std::size_t i = 0; i < group_size; ++i) texts.push_back(vary(text, random));
            std::vector<lrs::Batch> batches;
            preparing.run([&] {
                for (const auto& one : texts)
                    batches.push_back({.org = org, .authority_key = sender.authority_key, .statements = lrs::prepare_all(one, lrs::Version::v1_0_3, sender)});
            });
            std::vector<lrs::Batch*> group;
            for (auto& batch : batches) group.push_back(&batch);
            storing.run([&] {
                lrs::StoredGroup stored;
                const auto epoch = fresh.epoch();
                database->run_blocking([&](db::Transaction& tx) { stored = lrs::store_batches(tx, group, known); });
                fresh.add(fresh_rows(stored, epoch));
            });
            for (const auto& batch : batches) known.learn(batch.learned);
            if (done / 2048 != (done + group_size) / 2048) entering.run([&] { run_to_end(lrs::enter_keys(*database)); });
            if (done / 500 != (done + group_size) / 500) flattening.run([&] { run_to_end(etl.advance()); });
            if (done / 20'000 != (done + group_size) / 20'000) summing.run([&] { run_to_end(etl.sum()); });
        }
        entering.run([&] { run_to_end(lrs::enter_keys(*database)); });
        flattening.run([&] { run_to_end(etl.advance()); });
        summing.run([&] { run_to_end(etl.catch_up()); });
        std::printf("| %zu statements, %zu a commit | wall, µs | CPU, µs | bytes written |\n|---|---|---|---|\n", most, group_size);
        preparing.print(most);
        storing.print(most);
        entering.print(most);
        flattening.print(most);
        summing.print(most);
    }
    if (!url) {
        double size = 0;
        for (const auto& entry : std::filesystem::directory_iterator(directory)) size += static_cast<double>(entry.file_size());
        std::printf("bytes on disk per statement: %.0f\n", size / static_cast<double>(most));
    }
    std::filesystem::remove_all(directory);
}
