#include "models/prices/prices.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "platform/db/db_test_support.hpp"
#include "platform/error.hpp"

namespace {

using namespace models;

timing::Micros day(int year, unsigned month, unsigned date) {
    using namespace std::chrono;
    const sys_days at{std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(date)};
    return duration_cast<microseconds>(at.time_since_epoch()).count();
}

constexpr std::int64_t million = 1'000'000;

TEST(Prices, CountEachKindOfToken) {
    const Usage usage{.uncached_in = million, .cache_write_5m = million, .cache_write_1h = million, .cache_read = million, .out = million};
    EXPECT_NEAR(*Prices().cost("anthropic", "claude-haiku-4-5", usage, day(2026, 11, 1)), 1.00 + 1.25 + 2.00 + 0.10 + 5.00, 1e-9);
}

TEST(Prices, ChangeOnTheirDay) {
    const Usage usage{.cache_read = 50'000};
    EXPECT_NEAR(*Prices().cost("anthropic", "claude-sonnet-5-5", usage, day(2026, 10, 6)), 0.05 * 0.20, 1e-9);
    EXPECT_NEAR(*Prices().cost("anthropic", "claude-sonnet-5-5", usage, day(2026, 10, 7)), 0.05 * 0.10, 1e-9);
}

TEST(Prices, RiseForTheWholeRequestPastTheThreshold) {
    const auto cost = [](std::int64_t in) { return *Prices().cost("anthropic", "claude-haiku-5-5-20261007", {.uncached_in = in}, day(2026, 11, 1)); };
    EXPECT_NEAR(cost(100'000), 0.1 * 0.10, 1e-9);
    EXPECT_NEAR(cost(100'001), 0.100001 * 0.50, 1e-9);
}

TEST(Prices, DoNotGuess) {
    EXPECT_FALSE(Prices().cost("ollama", "qwen3:8b", {.out = 5}, day(2026, 11, 1)));
    EXPECT_FALSE(Prices().cost("anthropic", "claude-haiku-5-5", {.out = 5}, day(2020, 1, 1))) << "not yet in force";
    EXPECT_NEAR(Prices().dearest({.out = million}, day(2026, 11, 1)), 25.0, 1e-9);
}

class PriceFile : public testing::Test {
protected:
    std::string with(std::string_view text) {
        const auto path = directory_.path() / "prices.json";
        std::ofstream(path) << text;
        return path.string();
    }
    db::TemporaryDirectory directory_;
};

TEST_F(PriceFile, OverridesTheRowsOfItsModels) {
    const Prices prices(with(R"([{"model_prefix":"claude-haiku-5-5","effective_from":"2026-01-01","input":7,"output":9,"source":"contract"},
                                 {"provider":"litellm","model_prefix":"tutor","input":1,"output":2}])"));
    EXPECT_NEAR(*prices.cost("anthropic", "claude-haiku-5-5", {.uncached_in = 2 * million}, day(2026, 11, 1)), 14.0, 1e-9) << "no tier is left over";
    EXPECT_NEAR(*prices.cost("litellm", "tutor", {.out = million}, day(2026, 11, 1)), 2.0, 1e-9);
    EXPECT_FALSE(prices.cost("ollama", "tutor", {.out = 1}, day(2026, 11, 1)));
    EXPECT_TRUE(prices.cost("anthropic", "claude-haiku-4-5", {.out = 1}, day(2026, 11, 1)));
}

TEST_F(PriceFile, IsRefusedWhenItDoesNotFit) {
    for (const auto* text : {"", "{}", "[1]", R"([{"model_prefix":"x"}])", R"([{"input":1,"output":1}])"})
        EXPECT_THROW(Prices(with(text)), Error) << text;
    EXPECT_THROW(Prices("/nowhere/prices.json"), Error);
}

}  // namespace
