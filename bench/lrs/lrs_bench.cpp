// What one statement of 1.5 KB costs one core before storage: statements per second of CPU time.
//   lrs_bench [FILE]   FILE holds the statement (bench/lrs/statement.json)
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "bench/spent.hpp"
#include "lrs/statement/validate.hpp"
#include "lrs/store/prepared.hpp"
#include "platform/json/document.hpp"

namespace {

template <class Work>
void measure(const char* name, std::size_t bytes, const Work& work) {
    constexpr int rounds = 100'000;
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
        const double start = cpu_seconds();
        for (int i = 0; i < rounds; ++i) work();
        best = std::min(best, cpu_seconds() - start);
    }
    std::printf("| %s | %.0f /s | %.0f MB/s |\n", name, rounds / best, rounds / best * static_cast<double>(bytes) / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
    std::ifstream file(argc > 1 ? argv[1] : "bench/lrs/statement.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.empty()) {
        std::fprintf(stderr, "lrs_bench: no statement to read\n");
        return 1;
    }
    const auto sender = lrs::make_sender(OrgId("bench"), "http://example.com/xapi", "bench", true);
    std::printf("| one core, a statement of %zu bytes | figure | |\n|---|---|---|\n", text.size());
    measure("JSON read", text.size(), [&] { const json::Document document(text); });
    measure("JSON read and statement validated", text.size(), [&] {
        const json::Document document(text);
        if (lrs::validate(document.root(), lrs::Version::v1_0_3).agents.empty()) std::abort();
    });
    measure("the same and prepared for storage", text.size(), [&] {
        if (lrs::prepare_all(text, lrs::Version::v1_0_3, sender).size() != 1) std::abort();
    });
}
