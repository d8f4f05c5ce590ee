#include "platform/log/log.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <thread>

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

// A pause in which the writer comes to rest, and one in which it does not.
TEST(Log, WritesWhatComesAfterAnyPause) {
    using namespace std::chrono_literals;
    testing::internal::CaptureStderr();
    int written = 0;
    for (const auto pause : {0ms, 100ms, 1ms, 12ms, 100ms, 200ms}) {
        logging::info("test.line", {{"number", std::int64_t{written++}}});
        std::this_thread::sleep_for(pause);
    }
    const auto said = testing::internal::GetCapturedStderr();
    for (int i = 0; i < written; ++i) EXPECT_THAT(said, testing::HasSubstr("\"number\":" + std::to_string(i) + '}'));
}

TEST(Log, KnowsItsLevelsByName) {
    EXPECT_EQ(logging::level_named("warn"), logging::Level::warn);
    EXPECT_THROW(logging::level_named("loud"), Error);
}
}  // namespace
