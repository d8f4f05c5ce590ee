#include "platform/log/log.hpp"

#include <gmock/gmock.h>

#include "platform/error.hpp"

namespace {
TEST(Log, WritesTheThirteenFieldsFirstAndInOrder) {
    logging::Context context;
    context.trace_id = "t";
    context.route = "/v1/\"x\"";
    context.status = 201;
    context.latency_ms = 1.5;
    context.cost_usd = 0.25;
    const auto line = logging::format(logging::Level::warn, "request.end", context, {{"extra", std::int64_t{7}}});
    EXPECT_THAT(line, testing::MatchesRegex(
                          R"re(."ts":"20[0-9T:.-]+Z","level":"warn","event":"request.end","trace_id":"t","request_id":"",)re"
                          R"re("session_id":"","user_id":"","route":"/v1/."x..","method":"","status":201,"latency_ms":1.500,)re"
                          R"re("cost_usd":0.25,"code":"","extra":7.)re"
                          "\n"));
}

TEST(Log, KnowsItsLevelsByName) {
    EXPECT_EQ(logging::level_named("warn"), logging::Level::warn);
    EXPECT_THROW(logging::level_named("loud"), Error);
}
}  // namespace
