#include "models/prices/prices.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <tuple>

#include "models/providers/wire.hpp"
#include "platform/error.hpp"

namespace models {

namespace {

namespace json = boost::json;

Error unusable(std::string_view why) { return Error(ErrorCode::invalid, "the price file: " + std::string(why)); }

Rates read_rates(const json::object& row) {
    const auto rate = [&row](std::string_view key) { return wire::real(row, key).value_or(0); };
    return {rate("input"), rate("cache_write_5m"), rate("cache_write_1h"), rate("cache_read"), rate("output")};
}

Price read_row(const json::value& value) {
    const auto* row = value.if_object();
    if (!row) throw unusable("each row is an object");
    if (!wire::real(*row, "input") || !wire::real(*row, "output")) throw unusable("a row needs the numbers input and output");
    if (wire::text(*row, "model_prefix").empty()) throw unusable("a row needs model_prefix");
    const auto text = [row](std::string_view key) { return std::string(wire::text(*row, key)); };
    return {text("provider"), text("model_prefix"), text("effective_from"), wire::integer(*row, "threshold_tokens").value_or(0),
            read_rates(*row), text("source")};
}

std::vector<Price> read_file(const std::string& path) {
    std::ifstream in(path);
    if (!in) throw unusable("cannot read " + path);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    boost::system::error_code error;
    const auto value = json::parse(text, error);
    if (error || !value.is_array()) throw unusable("expected a JSON array of rows");
    std::vector<Price> rows;
    for (const auto& one : value.get_array()) rows.push_back(read_row(one));
    return rows;
}

// Later in this order wins.
auto precedence(const Price& row) { return std::tuple(row.model_prefix.size(), std::string_view(row.effective_from), row.threshold_tokens); }

double dollars(const Rates& rates, const Usage& usage) {
    return (double(usage.uncached_in) * rates.uncached_in + double(usage.cache_write_5m) * rates.cache_write_5m +
            double(usage.cache_write_1h) * rates.cache_write_1h + double(usage.cache_read) * rates.cache_read +
            double(usage.out) * rates.out) / 1e6;
}

}  // namespace

Prices::Prices() : rows_(built_in_prices().begin(), built_in_prices().end()) {}

Prices::Prices(const std::string& json_file) : Prices() {
    if (json_file.empty()) return;
    auto own = read_file(json_file);
    std::erase_if(rows_, [&own](const Price& row) {
        return std::ranges::any_of(own, [&row](const Price& mine) { return mine.model_prefix == row.model_prefix; });
    });
    std::ranges::move(own, std::back_inserter(rows_));
}

const Price* Prices::find(std::string_view provider, std::string_view model, std::int64_t prompt_tokens, std::string_view day) const {
    const Price* best = nullptr;
    for (const auto& row : rows_) {
        const bool fits = (row.provider.empty() || row.provider == provider) && model.starts_with(row.model_prefix) &&
                          row.effective_from <= day && (row.threshold_tokens == 0 || prompt_tokens > row.threshold_tokens);
        if (fits && (!best || precedence(row) > precedence(*best))) best = &row;
    }
    return best;
}

std::optional<double> Prices::cost(std::string_view provider, std::string_view model, const Usage& usage, timing::Micros at) const {
    const auto prompt = usage.uncached_in + usage.cache_write_5m + usage.cache_write_1h + usage.cache_read;
    const Price* row = find(provider, model, prompt, timing::to_rfc3339(at).substr(0, 10));
    if (!row) return std::nullopt;
    return dollars(row->rates, usage);
}

double Prices::dearest(const Usage& usage, timing::Micros at) const {
    const auto day = timing::to_rfc3339(at).substr(0, 10);
    double most = 0;
    for (const auto& row : rows_)
        if (row.effective_from <= day) most = std::max(most, dollars(row.rates, usage));
    return most;
}

}  // namespace models
