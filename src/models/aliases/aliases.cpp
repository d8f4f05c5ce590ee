#include "models/aliases/aliases.hpp"

#include "platform/error.hpp"
#include "platform/text/ascii.hpp"

namespace models {

namespace {

std::string without_trailing_slashes(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    return url;
}

bool has_path(std::string_view url) {
    const auto scheme = url.find("://");
    return url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3) != std::string_view::npos;
}

// OPENAI_BASE_URL ends in /v1 by custom, the others name the server only.
std::string versioned(std::string url) {
    url = without_trailing_slashes(std::move(url));
    return has_path(url) ? url : url + "/v1";
}

std::string anthropic_base(std::string url) {
    url = without_trailing_slashes(std::move(url));
    return url.ends_with("/v1") ? url.substr(0, url.size() - 3) : url;
}

constexpr std::string_view openai_url = "https://api.openai.com/v1";

OpenAiFlavour openai_flavour(const Config& config) {
    OpenAiFlavour flavour{.name = "openai", .base_url = versioned(config.openai_base_url.empty() ? std::string(openai_url) : config.openai_base_url),
                          .key = config.openai_api_key};
    if (is_openai_itself(flavour.base_url)) {
        flavour.token_field = "max_completion_tokens";
        flavour.obfuscation_option = true;
    }
    return flavour;
}

std::string_view trimmed(std::string_view text) { return text::trimmed(text, " \t"); }

Target parse_target(std::string_view text, const Providers& providers) {
    const auto colon = text.find(':');
    const auto provider = trimmed(text.substr(0, colon));
    if (!providers.contains(provider))
        throw Error(ErrorCode::invalid, "the provider of '" + std::string(text) + "' is not configured (anthropic, openai, litellm, ollama)");
    return {std::string(provider), std::string(colon == std::string_view::npos ? std::string_view() : trimmed(text.substr(colon + 1)))};
}

bool stands_for(std::string_view row_provider, const Config& config, const Providers& providers) {
    const bool compatible = !config.openai_base_url.empty() && !is_openai_itself(config.openai_base_url);
    if (row_provider == "openai-compatible") return compatible;
    return providers.contains(row_provider) && (row_provider != "openai" || !compatible);
}

std::vector<Target> default_targets(Alias alias, const Config& config, const Providers& providers) {
    for (const auto& row : default_models)
        if (row.alias == alias && stands_for(row.provider, config, providers))
            return {{row.provider == "openai-compatible" ? "openai" : std::string(row.provider), std::string(row.model)}};
    return {};
}

}  // namespace

bool is_openai_itself(std::string_view base_url) { return base_url.starts_with("https://api.openai.com"); }

Providers make_providers(const Config& config) {
    Providers all;
    if (!config.anthropic_api_key.empty()) all["anthropic"] = make_anthropic(anthropic_base(config.anthropic_base_url), config.anthropic_api_key);
    if (!config.openai_api_key.empty() || !config.openai_base_url.empty()) all["openai"] = make_openai(openai_flavour(config));
    if (!config.litellm_url.empty()) all["litellm"] = make_openai({.name = "litellm", .base_url = versioned(config.litellm_url), .key = config.litellm_api_key});
    if (!config.ollama_url.empty()) all["ollama"] = make_openai({.name = "ollama", .base_url = versioned(config.ollama_url), .key = ""});
    return all;
}

std::vector<Target> parse_targets(std::string_view text, const Providers& providers) {
    std::vector<Target> targets;
    while (!text.empty()) {
        const auto comma = text.find(',');
        if (const auto one = trimmed(text.substr(0, comma)); !one.empty()) targets.push_back(parse_target(one, providers));
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return targets;
}

Aliases make_aliases(const Config& config, const Providers& providers) {
    const auto pick = [&](Alias alias, const std::string& text) {
        return trimmed(text).empty() ? default_targets(alias, config, providers) : parse_targets(text, providers);
    };
    Aliases all;
    all[Alias::tutor] = pick(Alias::tutor, config.tutor);
    all[Alias::tip_generator] = all[Alias::tutor];
    all[Alias::judge] = config.judge.empty() ? all[Alias::tutor] : parse_targets(config.judge, providers);
    all[Alias::moderator] = pick(Alias::moderator, config.moderator);
    all[Alias::embedder] = pick(Alias::embedder, config.embedder);
    return all;
}

}  // namespace models
