// What hostile files cost: time, what the uploader is told, and the peak memory of the server and of its largest helper. The files are
// made by a run of their own, so that making them does not count.
#include <fmt/format.h>

#include <fstream>

#include "bench.hpp"
#include "library/helper/source.hpp"
#include "library/imports/bad_files_fixture.hpp"

namespace library_bench {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t large_file = 95u << 20;

// Text without any word twice: the worst there is for an index.
void write_noise(const fs::path& path) {
    std::ofstream file(path, std::ios::binary);
    std::size_t written = 0;
    for (std::uint64_t word = 1; written < large_file; ++word) {
        const auto text = fmt::format("{:x}{}", word * 0x9E3779B97F4A7C15u, word % 12 == 0 ? ".\n\n" : " ");
        file << text;
        written += text.size();
    }
}

library::Import import_file(Bench& bench, const fs::path& path) {
    library::Import import;
    const auto begin = [](Bench& bench, fs::path path, library::Import& import) -> Task<void> {
        std::vector<library::Source> files{library::Source::open(path, path.filename().string())};
        import = co_await bench.library.import_sources(org, UserId("bench"), "", std::move(files));
    };
    run_to_end(begin(bench, path, import));
    return *run_to_end(bench.library.import_state(org, import.id));
}

}  // namespace

void make_bad_files(const fs::path& directory) {
    fs::create_directories(directory);
    for (const auto& make : {library::bad_files::broken_files, library::bad_files::hostile_files})
        for (const auto& file : make()) std::ofstream(directory / file.filename, std::ios::binary) << file.bytes;
    write_noise(directory / "noise.txt");
}

void measure_bad_files(Bench& bench, const fs::path& directory) {
    for (const auto& entry : fs::directory_iterator(directory)) {
        const Clock clock;
        const auto import = import_file(bench, entry.path());
        fmt::print("{} wall {:.2f} cpu {:.2f} so far server_mb {} helper_mb {}: {} {}\n", entry.path().filename().string(), clock.wall(), clock.cpu(), peak_of_self(),
                   peak_of_helpers(), import.message, import.error);
    }
}

}  // namespace library_bench
