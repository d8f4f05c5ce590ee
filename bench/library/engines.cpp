// The index of the library against the text search of the database it stands in, over the same passages: time, size, and how
// often a passage that holds the answer is among the first.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <functional>

#include "bench.hpp"
#include "library/text/words.hpp"
#include "material.hpp"

namespace library_bench {

namespace {

using Found = std::vector<int>;  // ordinals of passages, best first
struct Engine {
    std::string name;
    std::function<Found(const std::string& query, int limit)> search;
};

struct Material {
    library::Import import;
    std::vector<library::Passage> passages;
    std::vector<std::string> headings;  // of each passage: all titles above it
};

constexpr db::Query make_fts{"bench.make_fts", "CREATE VIRTUAL TABLE bench_fts USING fts5(heading, body, tokenize = 'porter unicode61 remove_diacritics 2')",
                             "CREATE TABLE bench_fts (id INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)"};
constexpr db::Query fill_fts{"bench.fill_fts", "INSERT INTO bench_fts (rowid, heading, body) VALUES ($1, $2, $3)",
                             "INSERT INTO bench_fts VALUES ($1, setweight(to_tsvector('english', $2), 'A') || to_tsvector('english', $3))"};
constexpr db::Query index_fts{"bench.index_fts", "INSERT INTO bench_fts (bench_fts) VALUES ('optimize')", "CREATE INDEX bench_gin ON bench_fts USING gin (words)"};
constexpr db::Query drop_fts{"bench.drop_fts", "DROP TABLE IF EXISTS bench_fts", "DROP TABLE IF EXISTS bench_fts"};
constexpr db::Query size_fts{"bench.size_fts", "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'bench_fts%'", "SELECT pg_total_relation_size('bench_fts')"};
constexpr db::Query size_own{"bench.size_own", "SELECT sum(length(bytes)) FROM search_parts WHERE course_id = $1", "SELECT sum(length(bytes)) FROM search_parts WHERE course_id = $1"};
constexpr db::Query search_fts{"bench.search_fts", "SELECT rowid FROM bench_fts WHERE bench_fts MATCH $1 ORDER BY bm25(bench_fts, 1.5, 1.0) LIMIT $2",
                               "SELECT id FROM bench_fts, websearch_to_tsquery('english', $1) q WHERE words @@ q ORDER BY ts_rank('{0.66, 0.66, 0.66, 1}', words, q, 1) DESC LIMIT $2"};
constexpr db::Query search_cover{"bench.search_cover", "",
                                 "SELECT id FROM bench_fts, websearch_to_tsquery('english', $1) q WHERE words @@ q ORDER BY ts_rank_cd('{0.66, 0.66, 0.66, 1}', words, q, 1) DESC LIMIT $2"};

std::vector<std::string> headings_of(const std::vector<library::Node>& nodes, const std::vector<library::Passage>& passages) {
    std::map<library::NodeId, std::string> titles;
    for (const auto& node : nodes) titles[node.id] = (node.parent ? titles[*node.parent] : std::string()) + node.title + '\n';
    std::vector<std::string> headings;
    for (const auto& passage : passages) headings.push_back(titles[passage.node]);
    return headings;
}

Material import_material(Bench& bench, std::vector<library::Upload> files) {
    Material material{.import = bench.import("Material", std::move(files))};
    material.passages = run_to_end(bench.library.passages(org, material.import.course));
    material.headings = headings_of(run_to_end(bench.library.toc(org, material.import.course)), material.passages);
    return material;
}

void build_fts(db::Database& database, const Material& material) {
    database.run_now(drop_fts);
    const Clock clock;
    database.run_blocking([&](db::Transaction& tx) {
        tx.run(make_fts);
        for (std::size_t at = 0; at < material.passages.size(); ++at) tx.run(fill_fts, at, material.headings[at], material.passages[at].text);
        tx.run(index_fts);
    });
    fmt::print("text_search build_s wall {:.1f} cpu_here {:.1f} size_mb {:.1f}; own index size_mb {:.1f}\n", clock.wall(), clock.cpu(),
               static_cast<double>(database.run_now(size_fts)[0].integer(0)) / 1e6,
               static_cast<double>(database.run_now(size_own, {material.import.course.str()})[0].integer(0)) / 1e6);
}

// The content words of a question, OR-ed in the syntax of the engine.
std::string any_of(db::Engine engine, const std::string& query) {
    std::string result;
    library::Stemmer("en").each(query, [&](std::string_view stem, std::size_t from, std::size_t to) {
        if (library::is_stop_word(stem)) return;
        if (!result.empty()) result += engine == db::Engine::sqlite ? " OR " : " or ";
        result += '"' + query.substr(from, to - from) + '"';
    });
    return result;
}

Found by_fts(db::Database& database, const db::Query& query, const std::string& words, int limit) {
    const auto wanted = any_of(database.engine(), words);
    if (wanted.empty()) return {};
    Found found;
    for (const auto row : run_to_end(database.read(query, wanted, limit))) found.push_back(static_cast<int>(row.integer(0)));
    return found;
}

std::vector<Engine> engines_for(Bench& bench, const Material& material) {
    auto& database = *bench.database;
    std::map<library::PassageId, int> ordinals;
    for (const auto& passage : material.passages) ordinals[passage.id] = passage.ordinal;
    std::vector<Engine> engines{{"own", [&bench, ordinals, course = material.import.course](const std::string& query, int limit) {
                                     Found found;
                                     for (const auto& hit : run_to_end(bench.library.search(org, course, query, limit))) found.push_back(ordinals.at(hit.passage));
                                     return found;
                                 }}};
    const bool lite = database.engine() == db::Engine::sqlite;
    engines.push_back({lite ? "fts5_bm25" : "ts_rank", [&](const std::string& query, int limit) { return by_fts(database, search_fts, query, limit); }});
    if (!lite) engines.push_back({"ts_rank_cd", [&](const std::string& query, int limit) { return by_fts(database, search_cover, query, limit); }});
    return engines;
}

void time_engines(const std::vector<Engine>& engines) {
    for (const auto& engine : engines) {
        Words words;
        std::vector<double> times;
        const Clock all;
        for (int at = 0; at < 500; ++at) {
            const auto query = words.query(at);
            const Clock one;
            engine.search(query, 20);
            times.push_back(one.wall());
        }
        print_times("search_100k " + engine.name, std::move(times), all.cpu());
    }
}

struct Asked {
    std::string question;
    std::vector<std::string> quotes;
};

std::string one_space(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        const bool blank = letter == ' ' || letter == '\n';
        if (!blank || (!result.empty() && result.back() != ' ')) result += blank ? ' ' : letter;
    }
    return result;
}

std::string slurp(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Asked> answerable_questions() {
    std::vector<Asked> asked;
    const auto questions = boost::json::parse(slurp(OT_SOURCE_DIR "/tests/answers/questions.json"));
    for (const auto& item : questions.at("questions").as_array()) {
        if (!item.at("answerable").as_bool()) continue;
        Asked one{.question = std::string(item.at("question").as_string())};
        for (const auto& gold : item.at("gold").as_array()) one.quotes.push_back(one_space(gold.at("quote").as_string()));
        asked.push_back(std::move(one));
    }
    return asked;
}

// The first place whose passage holds the answer; -1 when none does.
int place_of_answer(const Found& found, const Asked& asked, const Material& material) {
    for (std::size_t at = 0; at < found.size(); ++at) {
        const auto text = one_space(material.passages[static_cast<std::size_t>(found[at])].text);
        if (std::ranges::any_of(asked.quotes, [&](const auto& quote) { return text.find(quote) != std::string::npos; })) return static_cast<int>(at);
    }
    return -1;
}

void count_answers(const Engine& engine, const Material& material) {
    const auto questions = answerable_questions();
    std::map<int, int> within{{1, 0}, {5, 0}, {10, 0}};
    double reciprocal = 0;
    for (const auto& asked : questions) {
        const int place = place_of_answer(engine.search(asked.question, 10), asked, material);
        for (auto& [first, count] : within) count += place >= 0 && place < first;
        if (place >= 0) reciprocal += 1.0 / (place + 1);
    }
    const auto share = [&](double count) { return count / static_cast<double>(questions.size()); };
    fmt::print("answers {} of {}: recall@1 {:.3f} recall@5 {:.3f} recall@10 {:.3f} mrr {:.3f}\n", engine.name, questions.size(), share(within[1]), share(within[5]),
               share(within[10]), share(reciprocal));
}

std::vector<library::Upload> sample_course() {
    std::vector<library::Upload> files;
    for (const auto& entry : std::filesystem::directory_iterator(OT_SOURCE_DIR "/courses/mechanics"))
        if (entry.path().extension() == ".md" || entry.path().extension() == ".toml") files.push_back({entry.path().filename(), slurp(entry.path())});
    return files;
}

}  // namespace

void compare_engines(Bench& bench) {
    const auto mechanics = import_material(bench, sample_course());
    build_fts(*bench.database, mechanics);
    for (const auto& engine : engines_for(bench, mechanics)) count_answers(engine, mechanics);
    Words words;
    const auto large = import_material(bench, make_chapters(words, 100));
    build_fts(*bench.database, large);
    time_engines(engines_for(bench, large));
    bench.database->run_now(drop_fts);
}

}  // namespace library_bench
