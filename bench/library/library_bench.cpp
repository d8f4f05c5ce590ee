// Measures the library: `library_bench import|search|engines [DATA]`, and `make-bad DIRECTORY`, then `bad DIRECTORY`. On SQLite in DATA or a temporary directory, or on the
// PostgreSQL database that OT_BENCH_DATABASE names. Prints one line a figure; times in milliseconds unless they say otherwise.
#include <fmt/format.h>

#include <cstdio>

#include "bench.hpp"
#include "library/extract.hpp"
#include "material.hpp"

namespace library_bench {

void measure_import(Bench& bench) {
    Words words;
    std::vector<library::Upload> files;
    files.push_back({"book.pdf", make_book(words, 700)});
    const Clock clock;
    const auto import = bench.import("Book", std::move(files));
    fmt::print("import_700_page_pdf_s wall {:.2f} cpu {:.2f} passages {} {}\n", clock.wall(), clock.cpu(), import.done, import.error);
    fmt::print("import_700_page_pdf headings {} peak_rss_mb server {} helper {}\n", run_to_end(bench.library.toc(org, import.course)).size(), peak_of_self(), peak_of_helpers());
}

void measure_search(Bench& bench) {
    Words words;
    const Clock clock;
    const auto import = bench.import("Large", make_chapters(words, 100));
    fmt::print("import_100k_s wall {:.1f} cpu {:.1f} passages {} {}\n", clock.wall(), clock.cpu(), import.done, import.error);
    std::vector<double> times;
    std::size_t found = 0;
    const Clock all;
    for (int at = 0; at < 1000; ++at) {
        const auto query = words.query(at);
        const Clock one;
        found += run_to_end(bench.library.search(org, import.course, query)).size();
        times.push_back(one.wall());
    }
    print_times("search_100k", std::move(times), all.cpu());
    fmt::print("search_100k hits {} peak_rss_mb {}\n", found, peak_of_self());
}

}  // namespace library_bench

int main(int argc, char** argv) {
    using namespace library_bench;
    if (argc > 1 && std::string_view(argv[1]) == library::extract_command) return library::extract_main(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);  // what was measured stays when a later part fails
    const std::string_view part = argc > 1 ? argv[1] : "", place = argc > 2 ? argv[2] : "";
    if (part == "make-bad") {
        make_bad_files(place);
        return 0;
    }
    Bench bench(part == "bad" ? "" : place);
    if (part == "import") measure_import(bench);
    else if (part == "search") measure_search(bench);
    else if (part == "engines") compare_engines(bench);
    else if (part == "bad") measure_bad_files(bench, place);
    else fmt::print(stderr, "usage: library_bench import|search|engines [DATA] | make-bad DIRECTORY | bad DIRECTORY\n");
}
