#include "platform/outcome.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>

#include "platform/run.hpp"

namespace {

Task<std::unique_ptr<int>> number(bool fails) {
    if (fails) throw std::runtime_error("no number");
    co_return std::make_unique<int>(7);
}

Task<void> work(bool fails) {
    if (fails) throw std::runtime_error("no work");
    co_return;
}

TEST(OutcomeTest, HoldsTheValue) {
    auto outcome = run_to_end(outcome_of(number(false)));
    ASSERT_TRUE(outcome);
    EXPECT_EQ(*or_throw(std::move(outcome)), 7);
    EXPECT_TRUE(run_to_end(outcome_of(work(false))));
    EXPECT_NO_THROW(or_throw(run_to_end(outcome_of(work(false)))));
}

TEST(OutcomeTest, KeepsTheExceptionForLater) {
    auto outcome = run_to_end(outcome_of(number(true)));
    EXPECT_FALSE(outcome);
    EXPECT_THROW(or_throw(std::move(outcome)), std::runtime_error);
    EXPECT_THROW(or_throw(run_to_end(outcome_of(work(true)))), std::runtime_error);
}

}  // namespace
