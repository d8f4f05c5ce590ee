#pragma once
#include <optional>

#include "models/calls/state.hpp"

namespace models {

// Verdicts on what a classifier answered. Pure.
Moderation judge_scores(const Scored& scored);
// Llama Guard: `safe`, or `unsafe` and a line of S-categories; nullopt when it is neither.
std::optional<Moderation> judge_guard(std::string_view answer);

// Asks the `moderator` alias; nullopt when it cannot be reached in time.
Task<std::optional<Moderation>> classify(Models::State& state, std::string text, Context context);

}  // namespace models
