#include "models/models.hpp"

#include <algorithm>

#include "models/calls/state.hpp"
#include "platform/error.hpp"
#include "platform/http/router.hpp"

namespace models {

Models::Models(db::Database& database, client::Client& client, Config config)
    : state_(std::make_unique<State>(database, client, std::move(config))) {}
Models::~Models() = default;

void Models::permit_by(Permits permits) { state_->permits = std::move(permits); }

bool Models::configured(Alias alias) const { return !state_->targets(alias).empty(); }

bool Models::healthy(Alias alias) const {
    const auto& targets = state_->targets(alias);
    const auto good = [this](const Target& target) { return state_->health.find(target.provider)->second.good(); };
    return std::ranges::any_of(targets, good) && !state_->budget.exhausted_overall();
}

Task<Result> Models::complete(Alias alias, Prompt prompt, Context context, std::function<void(std::string_view)> on_text) {
    return models::complete(*state_, alias, std::move(prompt), std::move(context), std::move(on_text));
}

Task<std::expected<std::vector<std::vector<float>>, ModelError>> Models::embed(std::vector<std::string> texts, Context context) {
    return models::embed(*state_, std::move(texts), std::move(context));
}

std::string Models::embedder_name() const {
    const auto& targets = state_->targets(Alias::embedder);
    return targets.empty() ? std::string() : targets.front().provider + ":" + targets.front().model;
}

Task<Moderation> Models::moderate(std::string text, Context context) {
    return models::moderate(*state_, std::move(text), std::move(context));
}

Task<void> Models::afford(Context context) {
    if (co_await state_->budget.exhausted(context.org, context.user))
        throw Error(ErrorCode::over_quota, "The budget for today is used up. Please come back tomorrow.").retry_in(until_next_day());
}

}  // namespace models
