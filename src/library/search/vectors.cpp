#include "library/search/vectors.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "library/sql.gen.hpp"
#include "models/models.hpp"
#include "platform/log/log.hpp"

namespace library {

namespace {

constexpr std::size_t passages_per_call = 64;
constexpr std::chrono::seconds course_deadline{60}, query_deadline{2};
constexpr double rank_weight = 60;  // of reciprocal rank fusion, as in Cormack, Clarke and Büttcher (2009)

void normalise(float* vector, std::size_t width) {
    double sum = 0;
    for (std::size_t at = 0; at < width; ++at) sum += static_cast<double>(vector[at]) * vector[at];
    const auto length = static_cast<float>(std::sqrt(sum));
    if (length > 0)
        for (std::size_t at = 0; at < width; ++at) vector[at] /= length;
}

db::Bytes to_bytes(const std::vector<std::vector<float>>& vectors, std::size_t width) {
    db::Bytes bytes(vectors.size() * width * sizeof(float));
    for (std::size_t at = 0; at < vectors.size(); ++at)
        std::memcpy(bytes.data() + at * width * sizeof(float), vectors[at].data(), width * sizeof(float));
    return bytes;
}

models::Context context_of(const OrgId& org, const UserId& user, std::chrono::seconds deadline) {
    models::Context context;
    context.org = org;
    context.user = user;
    context.anonymous = false;
    context.deadline = timing::in(deadline);
    return context;
}

// One call and one row; false when the embedder failed.
Task<bool> embed_some(Library::State& state, const Prepared& prepared, std::size_t from, std::size_t to) {
    std::vector<std::string> texts;
    for (std::size_t at = from; at < to; ++at) texts.push_back(prepared.outline.headings[at] + prepared.outline.passages[at].text);
    const std::size_t count = texts.size();
    const auto vectors = co_await state.models.embed(std::move(texts), context_of(prepared.course.org, prepared.user, course_deadline));
    if (!vectors || vectors->size() != count || vectors->front().empty()) co_return false;
    const std::size_t width = vectors->front().size();
    if (!std::ranges::all_of(*vectors, [&](const auto& vector) { return vector.size() == width; })) co_return false;
    co_await state.database.write(sql::insert_vectors, prepared.course.org, prepared.course.id, from, state.models.embedder_name(), width,
                                  to_bytes(*vectors, width));
    co_return true;
}

void append(CourseVectors& vectors, std::int64_t first, std::size_t width, const db::Bytes& bytes) {
    if (width == 0 || (vectors.width != 0 && vectors.width != width)) return;
    vectors.width = width;
    const std::size_t count = bytes.size() / (width * sizeof(float));
    const auto old = vectors.numbers.size();
    vectors.numbers.resize(old + count * width);
    std::memcpy(vectors.numbers.data() + old, bytes.data(), count * width * sizeof(float));
    for (std::size_t at = 0; at < count; ++at) {
        vectors.passages.push_back(static_cast<std::uint32_t>(first) + static_cast<std::uint32_t>(at));
        normalise(vectors.numbers.data() + old + at * width, width);
    }
}

Task<CourseVectors> load_vectors(Library::State& state, OrgId org, CourseId course) {
    CourseVectors vectors;
    const auto rows = co_await state.database.read(sql::list_vectors, org, course, state.models.embedder_name());
    for (const auto row : rows) append(vectors, row.integer(0), static_cast<std::size_t>(row.integer(1)), row.bytes(2));
    co_return vectors;
}

}  // namespace

Task<void> embed_course(std::shared_ptr<Library::State> state, std::shared_ptr<const Prepared> prepared) {
    if (!state->models.configured(models::Alias::embedder)) co_return;
    const std::size_t count = prepared->outline.passages.size();
    for (std::size_t from = 0; from < count; from += passages_per_call) {
        const bool done = co_await embed_some(*state, *prepared, from, std::min(from + passages_per_call, count));
        if (done) continue;
        logging::warn("library.embedding_stopped", {{"course", prepared->course.id.str()}, {"passage", static_cast<std::int64_t>(from)}});
        co_return;
    }
}

std::vector<Ranked> nearest(const CourseVectors& vectors, std::vector<float> query, std::size_t limit) {
    std::vector<Ranked> ranked;
    if (vectors.width == 0 || query.size() != vectors.width) return ranked;
    normalise(query.data(), query.size());
    for (std::size_t at = 0; at < vectors.passages.size(); ++at) {
        float likeness = 0;
        for (std::size_t column = 0; column < vectors.width; ++column) likeness += query[column] * vectors.numbers[at * vectors.width + column];
        ranked.push_back({vectors.passages[at], likeness});
    }
    const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(limit, ranked.size()));
    std::partial_sort(ranked.begin(), end, ranked.end(), [](const Ranked& one, const Ranked& other) { return one.score > other.score; });
    ranked.erase(end, ranked.end());
    return ranked;
}

Task<std::vector<Ranked>> nearest(Library::State& state, OrgId org, CourseId course, std::string query, std::size_t limit, UserId asker) {
    std::vector<Ranked> ranked;
    if (!state.models.configured(models::Alias::embedder)) co_return ranked;
    const auto vectors = co_await load_vectors(state, org, course);
    if (vectors.width == 0) co_return ranked;
    std::vector<std::string> texts{std::move(query)};
    const auto answer = co_await state.models.embed(std::move(texts), context_of(org, asker, query_deadline));
    if (!answer || answer->size() != 1) co_return ranked;
    co_return co_await state.cpu.run([&] { return nearest(vectors, answer->front(), limit); });
}

std::vector<Ranked> fuse(const std::vector<Ranked>& words, const std::vector<Ranked>& meanings) {
    std::map<std::uint32_t, std::pair<double, double>> fused;  // passage → rank sum, score by words
    for (std::size_t at = 0; at < words.size(); ++at) fused[words[at].passage] = {1 / (rank_weight + static_cast<double>(at)), words[at].score};
    for (std::size_t at = 0; at < meanings.size(); ++at) fused[meanings[at].passage].first += 1 / (rank_weight + static_cast<double>(at));
    std::vector<std::pair<double, Ranked>> order;
    for (const auto& [passage, ranks] : fused) order.push_back({ranks.first, {passage, ranks.second}});
    std::ranges::sort(order, [](const auto& one, const auto& other) {
        return one.first != other.first ? one.first > other.first : one.second.passage < other.second.passage;
    });
    std::vector<Ranked> result;
    for (const auto& [rank, ranked] : order) result.push_back(ranked);
    return result;
}

}  // namespace library
