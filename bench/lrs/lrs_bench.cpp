// What statements cost one core before storage: statements per second of CPU time, of one statement of 1.3 KB and of ten that differ (groups, SubStatement,
// StatementRef, attachments, extensions, interactions, scores, durations), each in its turn.
//   lrs_bench [FOLDER]   holds statement.json and varied.json (bench/lrs)
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "bench/spent.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/statement/validate.hpp"
#include "lrs/store/prepared.hpp"
#include "platform/json/document.hpp"

namespace {

using Statements = std::vector<std::string>;

template <class Work>
void measure(const char* name, const Statements& statements, const Work& work) {
    const auto rounds = 100'000 / statements.size();
    std::size_t bytes = 0;
    for (const auto& statement : statements) bytes += statement.size();
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
        const double start = cpu_seconds();
        for (std::size_t i = 0; i < rounds; ++i)
            for (const auto& statement : statements) work(statement);
        best = std::min(best, cpu_seconds() - start);
    }
    const auto each_second = static_cast<double>(rounds) / best;
    std::printf("| %s | %.0f /s | %.0f MB/s |\n", name, each_second * static_cast<double>(statements.size()), each_second * static_cast<double>(bytes) / 1e6);
}

void measure_all(const Statements& statements, const lrs::Sender& sender) {
    measure("JSON read", statements, [](const std::string& text) { const json::Document document(text); });
    measure("JSON read and statement validated", statements, [](const std::string& text) {
        const json::Document document(text);
        if (lrs::validate(document.root(), lrs::Version::v1_0_3).agents.empty()) std::abort();
    });
    measure("the same and prepared for storage", statements, [&sender](const std::string& text) {
        if (lrs::prepare_all(text, lrs::Version::v1_0_3, sender).size() != 1) std::abort();
    });
}

std::string content(const std::string& path) {
    std::ifstream file(path);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!text.empty()) return text;
    std::fprintf(stderr, "lrs_bench: nothing to read in %s\n", path.c_str());
    std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
    const std::string folder = argc > 1 ? argv[1] : "bench/lrs";
    const Statements one{content(folder + "/statement.json")};
    const auto list = content(folder + "/varied.json");
    Statements varied;
    for (const auto statement : lrs::raw::items(list)) varied.emplace_back(statement);
    const auto sender = lrs::make_sender(OrgId("bench"), "http://example.com/xapi", "bench", true);
    std::printf("| one core, a statement of %zu bytes | figure | |\n|---|---|---|\n", one.front().size());
    measure_all(one, sender);
    std::printf("\n| one core, %zu statements of %zu bytes | figure | |\n|---|---|---|\n", varied.size(), list.size());
    measure_all(varied, sender);
}
