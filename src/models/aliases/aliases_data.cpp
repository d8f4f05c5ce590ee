#include "models/aliases/aliases.hpp"

namespace models {

// As of 2026-11. In order of preference: the first row of an alias whose provider is configured serves it. "openai" is OpenAI
// itself; "openai-compatible" is any other server behind OPENAI_BASE_URL, whose models only its own list knows.
const std::vector<DefaultModel> default_models{
    {"anthropic", Alias::tutor, "claude-haiku-5-5"},
    {"openai", Alias::tutor, "gpt-5.6-luna"},
    {"openai-compatible", Alias::tutor, ""},
    {"litellm", Alias::tutor, ""},
    {"ollama", Alias::tutor, ""},
    {"openai", Alias::moderator, "omni-moderation-latest"},
    {"openai", Alias::embedder, "text-embedding-3-small"},
};

}  // namespace models
