#include <algorithm>
#include <set>

#include "library/courses/repository.hpp"
#include "library/courses/state.hpp"
#include "library/search/rank.hpp"
#include "library/search/vectors.hpp"
#include "library/sql.gen.hpp"

namespace library {

namespace {

constexpr std::size_t reread_candidates = 30;  // whose text is looked at for phrases
constexpr double phrase_boost = 0.35;

enum class Order { by_score, as_ranked };  // ranks that were fused with meanings stand as they are
using Index = std::shared_ptr<const CourseIndex>;

Task<Index> load_index(Library::State& state, OrgId org, CourseId course) {
    if (auto index = state.indexes.find(org, course)) co_return index;
    const auto rows = co_await state.database.read(sql::find_search_lengths, org, course);
    if (rows.empty()) co_return nullptr;
    const auto synonyms = all<Synonym>(co_await state.database.read(sql::list_synonyms, org, course), to_synonym);
    const auto language = rows[0].text(1);
    auto index = std::make_shared<const CourseIndex>(CourseIndex{language, read_lengths(rows[0].bytes(0)), to_stems(synonyms, language)});
    state.indexes.keep(org, course, index);
    co_return index;
}

Task<std::map<int, db::Bytes>> load_parts(db::Database& database, OrgId org, CourseId course, Terms terms) {
    std::set<int> wanted;
    for (const auto& stem : terms.stems) wanted.insert(part_of(stem));
    for (const auto& stem : terms.also) wanted.insert(part_of(stem));
    const auto rows = co_await database.read(sql::list_search_parts, org, json_list(std::vector<int>(wanted.begin(), wanted.end())), course);
    std::map<int, db::Bytes> parts;
    for (const auto row : rows) parts.emplace(static_cast<int>(row.integer(0)), row.bytes(1));
    co_return parts;
}

// Phrases lift a passage; what is left is cut to size and gets its snippet.
std::vector<Hit> to_hits(const Terms& terms, const std::vector<Ranked>& ranked, const std::vector<Passage>& passages, const std::string& language,
                         std::size_t limit, Order wanted) {
    std::map<std::uint32_t, const Passage*> by_ordinal;
    for (const auto& passage : passages) by_ordinal[static_cast<std::uint32_t>(passage.ordinal)] = &passage;
    Stemmer stemmer(language);
    std::vector<std::pair<double, const Passage*>> order;
    for (const auto& [ordinal, score] : ranked)
        if (const auto found = by_ordinal.find(ordinal); found != by_ordinal.end())
            order.emplace_back(score * (1 + phrase_boost * phrase_share(terms, found->second->text, stemmer)), found->second);
    if (wanted == Order::by_score)
        std::ranges::sort(order, [](const auto& one, const auto& other) {
            return one.first != other.first ? one.first > other.first : one.second->ordinal < other.second->ordinal;
        });
    if (order.size() > limit) order.resize(limit);
    std::vector<Hit> hits;
    for (const auto& [score, passage] : order) hits.push_back({passage->id, passage->node, score, snippet(terms, passage->text, stemmer)});
    return hits;
}

Task<std::vector<Hit>> search_course(Library::State& state, OrgId org, CourseId course, std::string query, std::size_t limit, UserId asker) {
    const auto index = co_await load_index(state, org, course);
    if (!index) co_return std::vector<Hit>{};
    const auto terms = to_terms(query, index->language, index->synonyms);
    if (terms.stems.empty()) co_return std::vector<Hit>{};
    const auto parts = co_await load_parts(state.database, org, course, terms);
    const auto candidates = std::max(limit, reread_candidates);
    const auto by_words = co_await state.cpu.run([&] { return rank(terms, parts, index->lengths, candidates); });
    const auto by_meaning = co_await nearest(state, org, course, query, candidates, asker);
    const auto ranked = by_meaning.empty() ? by_words : fuse(by_words, by_meaning);
    std::vector<int> ordinals;
    for (const auto& [ordinal, score] : ranked) ordinals.push_back(static_cast<int>(ordinal));
    const auto passages = co_await load_passages_at(state.database, org, course, std::move(ordinals));
    const auto order = by_meaning.empty() ? Order::by_score : Order::as_ranked;
    co_return co_await state.cpu.run([&] { return to_hits(terms, ranked, passages, index->language, limit, order); });
}

}  // namespace

Task<std::vector<Hit>> Library::search(OrgId org, std::optional<CourseId> course, std::string query, int limit, UserId asker) {
    const auto state = state_;
    const auto most = static_cast<std::size_t>(std::clamp(limit, 1, 200));
    if (course) co_return co_await search_course(*state, org, *course, query, most, asker);
    std::vector<Hit> hits;
    for (const auto& each : co_await courses(org)) {
        auto found = co_await search_course(*state, org, each.id, query, most, asker);
        std::ranges::move(found, std::back_inserter(hits));
    }
    std::ranges::sort(hits, [](const Hit& one, const Hit& other) {
        return one.score != other.score ? one.score > other.score : one.passage < other.passage;
    });
    if (hits.size() > most) hits.resize(most);
    co_return hits;
}

}  // namespace library
