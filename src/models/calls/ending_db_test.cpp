#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "models/models_test_support.hpp"

namespace models {
namespace {
using namespace std::chrono_literals;
using client::ScriptedConnection;
using client::ScriptedServer;
using Clock = std::chrono::steady_clock;

using EndingDbTest = ModelsDbTest;
OT_ON_EACH_ENGINE(EndingDbTest);

TEST_P(EndingDbTest, WaitsNoLongerThanItsDeadline) {
    ScriptedServer server({fake::anthropic_refusal_of(429, "rate_limit_error", "retry-after: 30\r\n")});
    Models models(*database, client, hurried(fake::config_for_anthropic(server)));
    const auto start = Clock::now();
    const auto result = db::run(models.complete(Alias::tutor, {.messages = {{.text = "Hi"}}}, context(300ms)));
    EXPECT_EQ(result.error().reason, Reason::rate_limited);
    EXPECT_LT(Clock::now() - start, 1s);
}

TEST_P(EndingDbTest, StopsWhenAsked) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.begin_stream(); peer.send(fake::anthropic_start() + fake::anthropic_text("Hel")); peer.hang(); }});
    auto config = hurried(fake::config_for_anthropic(server));
    config.idle_timeout = 5s;
    Models models(*database, client, config);
    std::stop_source source;
    auto asked = context();
    asked.stop = source.get_token();
    const auto start = Clock::now();
    const auto result = db::run(models.complete(Alias::tutor, {.messages = {{.text = "Hi"}}}, asked, [&source](std::string_view) { source.request_stop(); }));
    EXPECT_EQ(result.error().reason, Reason::cancelled);
    EXPECT_EQ(result.error().partial, "Hel");
    EXPECT_LT(Clock::now() - start, 1s);
    EXPECT_EQ(runs()[0].text(0), "cancelled");
    EXPECT_GT(runs()[0].real(4), 0) << "what was generated is billed";
}

TEST_P(EndingDbTest, WaitsNoLongerForTextThanItsCallerDoes) {
    const auto ping = fake::event("ping", {{"type", "ping"}});
    const std::vector<fake::Script> silent{
        [](ScriptedConnection& peer) { peer.hang(); },
        [&](ScriptedConnection& peer) {
            peer.begin_stream();
            for (int i = 0; i < 40; ++i) peer.send_after(50ms, ping);
        },
        fake::anthropic_refusal_of(429, "rate_limit_error", "retry-after: 2\r\n"),
    };
    for (const auto& script : silent) {
        ScriptedServer server({script});
        Models models(*database, client, fake::config_for_anthropic(server));
        auto impatient = context();
        impatient.patience = 200ms;
        const auto start = Clock::now();
        const auto result = db::run(models.complete(Alias::tutor, {.messages = {{.text = "Hi"}}}, impatient));
        EXPECT_LT(Clock::now() - start, 1s);
        ASSERT_FALSE(result);
        const bool asked = result.error().reason == Reason::rate_limited;
        EXPECT_TRUE(asked || result.error().reason == Reason::timeout);
        EXPECT_EQ(result.error().again, asked ? 2s : 0s);
    }
    EXPECT_EQ(runs().size(), silent.size());
}

TEST_P(EndingDbTest, RecordsACallWhoseListenerThrows) {
    ScriptedServer server({fake::anthropic({"Hello"})});
    {
        Models models(*database, client, hurried(fake::config_for_anthropic(server)));
        EXPECT_THROW(db::run(models.complete(Alias::tutor, {.messages = {{.text = "Hi"}}}, context(), [](std::string_view) { throw std::runtime_error("gone"); })),
                     std::runtime_error);
    }
    ASSERT_EQ(runs().size(), 1u);
    EXPECT_EQ(runs()[0].text(0), "cancelled");
}

TEST_P(EndingDbTest, RecordsACallWhoseEventLoopIsDestroyed) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.hang(); }});
    auto config = hurried(fake::config_for_anthropic(server));
    config.first_byte_timeout = 10s;
    {
        Models models(*database, client, config);
        boost::asio::io_context loop;
        boost::asio::co_spawn(loop, models.complete(Alias::tutor, {.messages = {{.text = "Hi"}}}, context()), [](std::exception_ptr, Result) {});
        loop.run_for(100ms);
    }
    ASSERT_EQ(runs().size(), 1u);
    EXPECT_EQ(runs()[0].text(0), "cancelled");
}

}  // namespace
}  // namespace models
