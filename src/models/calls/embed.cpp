#include "models/calls/state.hpp"

namespace models {

namespace {

using Vectors = std::vector<std::vector<float>>;

Task<std::expected<Vectors, Fault>> ask_vectors(Models::State& state, const Target& target, const std::vector<std::string>& texts,
                                                const Context& context, RunRecord& record) {
    const Provider& provider = *state.providers.at(target.provider);
    auto request = provider.embeddings(target.model, texts);
    limit(request, state.deadlines(), context);
    request.response_limit = 64 << 20;
    const auto body = co_await ask(state, provider, std::move(request), context, record);
    if (!body) co_return std::unexpected(body.error());
    auto embedded = read_embeddings(*body, texts.size());
    if (!embedded) co_return std::unexpected(Fault{Reason::garbage, "the answer does not hold one vector for each text"});
    record.add(embedded->usage);
    co_return std::move(embedded->vectors);
}

}  // namespace

// No fallback: vectors of another model live in another space.
Task<std::expected<Vectors, ModelError>> embed(Models::State& state, std::vector<std::string> texts, Context context) {
    const auto& targets = state.targets(Alias::embedder);
    if (targets.empty()) co_return std::unexpected(ModelError{Reason::not_configured, "no model serves embedder", {}});
    if (texts.empty()) co_return Vectors{};
    if (!co_await state.permitted(context)) co_return std::unexpected(ModelError{Reason::withheld, "the person does not want it", {}});
    if (auto over = co_await over_quota(state, context)) co_return std::unexpected(*over);
    const Target& target = targets.front();
    Health& health = state.health.find(target.provider)->second;
    if (!health.take_turn()) co_return std::unexpected(ModelError{Reason::unavailable, "the embedder rests after failures", {}});
    RunRecord record(state, Alias::embedder, target, context);
    auto vectors = co_await ask_vectors(state, target, texts, context, record);
    vectors ? health.succeeded() : health.failed(vectors.error());
    co_await record.save(vectors ? std::nullopt : std::optional(vectors.error()));
    if (!vectors) co_return std::unexpected(ModelError{vectors.error().reason, vectors.error().detail, {}});
    co_return std::move(*vectors);
}

}  // namespace models
