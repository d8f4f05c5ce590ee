#include "models/prices/prices.hpp"

// US dollars per million tokens as published; add a row with a later effective_from when a vendor changes a price.
namespace models {

namespace {

constexpr const char* claude = "platform.claude.com pricing, read 2026-11";
constexpr const char* openai = "developers.openai.com models, read 2026-11";

// provider, model prefix, effective from, above tokens, {input, 5m write, 1h write, cache read, output}, source
const std::vector<Price> rows{
    {"", "claude-haiku-4-5", "2025-10-15", 0, {1.00, 1.25, 2.00, 0.10, 5.00}, claude},
    {"", "claude-haiku-5-5", "2026-10-07", 0, {0.10, 0.125, 0.20, 0.01, 0.50}, claude},
    {"", "claude-haiku-5-5", "2026-10-07", 100'000, {0.50, 0.625, 1.00, 0.05, 2.50}, claude},
    {"", "claude-sonnet-4-", "2025-05-22", 0, {3.00, 3.75, 6.00, 0.30, 15.00}, claude},
    {"", "claude-sonnet-5", "2026-06-01", 0, {2.00, 2.50, 4.00, 0.20, 10.00}, claude},
    {"", "claude-sonnet-5-5", "2026-08-01", 0, {2.00, 2.50, 4.00, 0.20, 10.00}, claude},
    {"", "claude-sonnet-5-5", "2026-10-07", 0, {2.00, 2.50, 4.00, 0.10, 10.00}, claude},
    {"", "claude-opus-4-5", "2025-11-24", 0, {5.00, 6.25, 10.00, 0.50, 25.00}, claude},
    {"", "claude-opus-4-6", "2026-02-05", 0, {5.00, 6.25, 10.00, 0.50, 25.00}, claude},
    {"", "claude-opus-4-7", "2026-04-01", 0, {5.00, 6.25, 10.00, 0.50, 25.00}, claude},
    {"", "claude-opus-4-8", "2026-05-01", 0, {5.00, 6.25, 10.00, 0.50, 25.00}, claude},
    {"", "claude-opus-5", "2026-06-01", 0, {5.00, 6.25, 10.00, 0.50, 25.00}, claude},
    {"", "claude-opus-5-5", "2026-08-01", 0, {4.00, 5.00, 8.00, 0.20, 20.00}, claude},
    {"", "gpt-5.6-luna", "2026-08-01", 0, {0.20, 0.25, 0.25, 0.02, 1.20}, openai},
    {"", "gpt-5.6-luna", "2026-08-01", 272'000, {0.40, 0.50, 0.50, 0.04, 1.80}, openai},
    {"", "gpt-5.6-terra", "2026-08-01", 0, {2.00, 2.50, 2.50, 0.20, 12.00}, openai},
    {"", "gpt-5.4-mini", "2026-03-01", 0, {0.75, 0.75, 0.75, 0.075, 4.50}, openai},
    {"", "gpt-5.4-nano", "2026-03-01", 0, {0.20, 0.20, 0.20, 0.02, 1.25}, openai},
    {"", "text-embedding-3-small", "2024-01-25", 0, {0.02, 0.02, 0.02, 0.02, 0}, openai},
    {"", "text-embedding-3-large", "2024-01-25", 0, {0.13, 0.13, 0.13, 0.13, 0}, openai},
    {"", "omni-moderation", "2024-09-26", 0, {}, openai},
};

}  // namespace

std::span<const Price> built_in_prices() { return rows; }

}  // namespace models
