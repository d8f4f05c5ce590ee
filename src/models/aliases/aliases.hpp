#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "models/providers/provider.hpp"

namespace models {

// One model that can serve an alias; an empty model is the first that its server lists.
struct Target {
    std::string provider, model;
    friend bool operator==(const Target&, const Target&) = default;
};

using Providers = std::map<std::string, std::unique_ptr<Provider>, std::less<>>;
using Aliases = std::map<Alias, std::vector<Target>>;

// What the configuration turns on.
Providers make_providers(const Config& config);
// "provider:model, provider:model" → the first and its fallbacks. Throws Error(invalid) on a provider that is not configured.
std::vector<Target> parse_targets(std::string_view text, const Providers& providers);
Aliases make_aliases(const Config& config, const Providers& providers);

// The model that serves an alias of a provider when the operator names none; data, in aliases_data.cpp.
struct DefaultModel {
    std::string_view provider;
    Alias alias;
    std::string_view model;
};
extern const std::vector<DefaultModel> default_models;
// True for OpenAI itself, as opposed to a server that speaks its protocol.
bool is_openai_itself(std::string_view base_url);

}  // namespace models
