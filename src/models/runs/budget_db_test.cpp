#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "models/models_test_support.hpp"
#include "models/runs/runs.hpp"
#include "platform/error.hpp"

namespace models {
namespace {
using namespace std::chrono_literals;
using client::ScriptedConnection;
using client::ScriptedServer;

constexpr db::Query spend{"test.spend", "UPDATE model_runs SET cost_usd = $1", "UPDATE model_runs SET cost_usd = $1"};

using BudgetDbTest = ModelsDbTest;
OT_ON_EACH_ENGINE(BudgetDbTest);

TEST_P(BudgetDbTest, MakesNoCallWithTheOverQuotaSwitch) {
    ScriptedServer server({fake::anthropic({"Hello"})});
    auto config = fake::config_for_anthropic(server);
    config.over_quota = true;
    Models models(*database, client, config);
    EXPECT_EQ(ask(models).error().reason, Reason::over_quota);
    EXPECT_FALSE(models.healthy(Alias::tutor));
    try {
        db::run(models.afford(context()));
        FAIL() << "afford must refuse";
    } catch (const Error& error) {
        EXPECT_EQ(error.code, ErrorCode::over_quota);
        EXPECT_TRUE(error.retry_after);
    }
    EXPECT_TRUE(server.requests().empty());
    EXPECT_EQ(runs().size(), 0u);
}

TEST_P(BudgetDbTest, StopsAtTheCapsOfTheDay) {
    ScriptedServer server({fake::anthropic({"Hello"})});
    auto config = hurried(fake::config_for_anthropic(server));
    {
        Models models(*database, client, config);
        ASSERT_TRUE(ask(models));
    }
    database->run_now(spend, {6.0});
    {
        Models models(*database, client, config);
        EXPECT_EQ(ask(models).error().reason, Reason::over_quota) << "this person's cap of 5";
        auto other = context();
        other.user = UserId("somebody else");
        EXPECT_TRUE(db::run(models.complete(Alias::tutor, {.messages = {{.text = "Hi"}}}, other)));
    }
    database->run_now(spend, {30.0});
    Models models(*database, client, config);
    auto elsewhere = context();
    elsewhere.org = OrgId("another");
    EXPECT_EQ(db::run(models.complete(Alias::tutor, {.messages = {{.text = "Hi"}}}, elsewhere)).error().reason, Reason::over_quota) << "60 of 50 overall";
}

TEST_P(BudgetDbTest, CountsCallsUnderWayAgainstTheCap) {
    ScriptedServer server({[](ScriptedConnection& peer) { std::this_thread::sleep_for(100ms); fake::anthropic({"Hello"})(peer); }});
    auto config = fake::config_for_anthropic(server);
    config.user_daily_cap_usd = 0.0004;  // the worst case of one call is 1,024 tokens out: 0.0005
    Models models(*database, client, config);
    boost::asio::io_context loop;
    std::vector<std::string> outcomes;
    for (int i = 0; i < 3; ++i)
        boost::asio::co_spawn(loop, models.complete(Alias::tutor, {.messages = {{.text = "Hi"}}}, context()),
                              [&outcomes](std::exception_ptr, Result result) { outcomes.emplace_back(result ? "ok" : to_string(result.error().reason)); });
    loop.run();
    EXPECT_EQ(std::ranges::count(outcomes, "ok"), 1) << "three at once may not each believe that there is room";
}

}  // namespace
}  // namespace models
