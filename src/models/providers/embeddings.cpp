#include <algorithm>

#include "models/providers/provider.hpp"
#include "models/providers/wire.hpp"

namespace models {

namespace {

namespace json = boost::json;

std::vector<float> vector_of(const json::object& item) {
    std::vector<float> out;
    const auto* numbers = wire::array(item, "embedding");
    if (!numbers) return out;
    out.reserve(numbers->size());
    for (const auto& one : *numbers) {
        if (!one.is_number()) return {};
        out.push_back(static_cast<float>(one.to_number<double>()));
    }
    return out;
}

bool one_dimension(const std::vector<std::vector<float>>& vectors) {
    return std::ranges::all_of(vectors, [&](const auto& one) { return !one.empty() && one.size() == vectors.front().size(); });
}

}  // namespace

// Placed by `index`: the order of the array promises nothing.
std::optional<Embedded> read_embeddings(std::string_view body, std::size_t texts) {
    const auto answer = wire::parse_object(body);
    const auto* data = answer ? wire::array(*answer, "data") : nullptr;
    if (!data || data->size() != texts) return std::nullopt;
    Embedded out;
    out.vectors.resize(texts);
    for (const auto& one : *data) {
        const auto* item = one.if_object();
        const auto index = item ? wire::integer(*item, "index") : std::nullopt;
        if (!index || *index < 0 || static_cast<std::size_t>(*index) >= texts) return std::nullopt;
        out.vectors[static_cast<std::size_t>(*index)] = vector_of(*item);
    }
    if (!one_dimension(out.vectors)) return std::nullopt;
    if (const auto* usage = wire::object(*answer, "usage")) out.usage.uncached_in = wire::integer(*usage, "prompt_tokens").value_or(0);
    return out;
}

std::optional<Scored> read_moderation(std::string_view body) {
    const auto answer = wire::parse_object(body);
    const auto* results = answer ? wire::array(*answer, "results") : nullptr;
    const auto* result = results && !results->empty() ? results->front().if_object() : nullptr;
    const auto* flagged = result ? result->if_contains("flagged") : nullptr;
    if (!flagged || !flagged->is_bool()) return std::nullopt;
    Scored out{.flagged = flagged->get_bool()};
    if (const auto* scores = wire::object(*result, "category_scores"))
        for (const auto& [name, score] : *scores)
            if (score.is_number()) out.scores.emplace_back(name, score.to_number<double>());
    if (const auto* categories = wire::object(*result, "categories"))
        for (const auto& [name, hit] : *categories)
            if (hit.is_bool() && hit.get_bool()) out.categories.emplace_back(name);
    return out;
}

}  // namespace models
