#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/models.hpp"

namespace models {

// US dollars per million tokens of one kind.
struct Rates {
    double uncached_in = 0, cache_write_5m = 0, cache_write_1h = 0, cache_read = 0, out = 0;
};

// One row of the price list. Of the rows whose prefix fits the model, those with the longest prefix count; of these, the one
// in force on the day; of these, the one with the highest threshold below the prompt's tokens prices the whole request.
struct Price {
    std::string provider;      // "" fits every provider
    std::string model_prefix;
    std::string effective_from;  // 2026-10-07
    std::int64_t threshold_tokens = 0;  // for prompts of more tokens than this
    Rates rates;
    std::string source;  // where and when it was read
};

std::span<const Price> built_in_prices();

// The built-in table, overridden row by row by an operator's JSON file of the same columns.
class Prices {
public:
    Prices();
    explicit Prices(const std::string& json_file);  // throws Error(invalid) with what is wrong in the file
    // nullopt: the model is not in the list.
    std::optional<double> cost(std::string_view provider, std::string_view model, const Usage& usage, timing::Micros at) const;
    // By the dearest row in force: for a model that surely costs money and that the list does not know yet.
    double dearest(const Usage& usage, timing::Micros at) const;

private:
    const Price* find(std::string_view provider, std::string_view model, std::int64_t prompt_tokens, std::string_view day) const;
    std::vector<Price> rows_;
};

}  // namespace models
