#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "models/models_fake.hpp"
#include "models/runs/runs.hpp"
#include "models/sql.gen.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/error.hpp"
#include "platform/sql.gen.hpp"

namespace {

using namespace models;
using namespace std::chrono_literals;
using client::ScriptedConnection;
using client::ScriptedServer;
using Clock = std::chrono::steady_clock;

constexpr db::Query all_runs{"test.runs",
                             "SELECT status, attempts, uncached_in, tokens_out, cost_usd, estimated, model, error, first_token_ms, alias, provider FROM model_runs ORDER BY id",
                             "SELECT status, attempts, uncached_in, tokens_out, cost_usd, estimated, model, error, first_token_ms, alias, provider FROM model_runs ORDER BY id"};
constexpr db::Query all_events{"test.events", "SELECT topic, payload FROM outbox", "SELECT topic, payload FROM outbox"};
constexpr db::Query spend{"test.spend", "UPDATE model_runs SET cost_usd = $1", "UPDATE model_runs SET cost_usd = $1"};

class ModelsDbTest : public db::DbTest {
protected:
    ModelsDbTest() {
        database->migrate(platform::migrations);
        database->migrate(models::migrations);
    }

    static Config hurried(Config config) {
        config.connect_timeout = 300ms;
        config.first_byte_timeout = 150ms;
        config.idle_timeout = 150ms;
        config.moderation_timeout = 300ms;
        config.retries = 1;
        return config;
    }
    Context context(std::chrono::milliseconds deadline = 5s) const {
        return {.org = OrgId("org"), .user = UserId("user"), .trace_id = "trace", .deadline = timing::in(deadline)};
    }
    Result ask(Models& models, Prompt prompt = {.messages = {{.text = "Hi"}}}) {
        return db::run(models.complete(Alias::tutor, std::move(prompt), context(), [this](std::string_view text) { shown += text; }));
    }
    Result ask(const Config& config) {
        Models models(*database, client, hurried(config));
        return ask(models);
    }
    db::Rows runs() { return database->run_now(all_runs); }

    client::Client client;
    std::string shown;
};
OT_ON_EACH_ENGINE(ModelsDbTest);

TEST_P(ModelsDbTest, StreamsAReplyAndRecordsIt) {
    ScriptedServer server({fake::anthropic({"Hel", "lo"})});
    const auto result = ask(fake::config_for_anthropic(server));
    ASSERT_TRUE(result) << result.error().detail;
    EXPECT_EQ(result->text, "Hello");
    EXPECT_EQ(shown, "Hello");
    EXPECT_EQ(result->usage.out, 34);
    EXPECT_NEAR(result->cost_usd, (12 * 0.10 + 4096 * 0.01 + 34 * 0.50) / 1e6, 1e-12);
    const auto rows = runs();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].text(0), "ok");
    EXPECT_EQ(rows[0].integer(1), 1);
    EXPECT_EQ(rows[0].integer(2), 12);
    EXPECT_NEAR(rows[0].real(4), result->cost_usd, 1e-12);
    EXPECT_FALSE(rows[0].is_null(8));
}

struct Trouble {
    const char* name;
    std::vector<fake::Script> scripts;
    Reason reason;
    std::int64_t attempts;
    std::string partial;
};

std::vector<Trouble> troubles() {
    using fake::anthropic_refusal_of;
    const auto start_and = [](std::string more) {
        return [more](ScriptedConnection& peer) {
            peer.begin_stream();
            peer.send(fake::anthropic_start() + more);
        };
    };
    return {
        {"hangs before its head", {[](ScriptedConnection& peer) { peer.hang(); }}, Reason::timeout, 1, ""},
        {"hangs after text", {[](ScriptedConnection& peer) { peer.begin_stream(); peer.send(fake::anthropic_start() + fake::anthropic_text("Hel")); peer.hang(); }}, Reason::timeout, 1, "Hel"},
        {"cuts after text", {start_and(fake::anthropic_text("Hel"))}, Reason::cut, 1, "Hel"},
        {"cuts the transfer after text", {[](ScriptedConnection& peer) { peer.begin_stream_to_cut(); peer.send(fake::anthropic_start() + fake::anthropic_text("Hel")); }}, Reason::cut, 1, "Hel"},
        {"cuts before text", {start_and("")}, Reason::cut, 2, ""},
        {"429 with retry-after", {anthropic_refusal_of(429, "rate_limit_error", "retry-after: 0.05\r\n")}, Reason::rate_limited, 2, ""},
        {"429 without retry-after", {anthropic_refusal_of(429, "rate_limit_error")}, Reason::rate_limited, 2, ""},
        {"500", {anthropic_refusal_of(500, "api_error")}, Reason::unavailable, 2, ""},
        {"529", {anthropic_refusal_of(529, "overloaded_error", "retry-after-ms: 20\r\n")}, Reason::unavailable, 2, ""},
        {"400", {anthropic_refusal_of(400, "invalid_request_error")}, Reason::rejected, 1, ""},
        {"401", {anthropic_refusal_of(401, "authentication_error")}, Reason::rejected, 1, ""},
        {"garbage instead of a stream", {fake::json_answer("<html>Oops</html>")}, Reason::garbage, 2, ""},
        {"garbage in the stream", {start_and("data: {broken\n\n")}, Reason::garbage, 2, ""},
        {"an error after 200", {start_and(fake::anthropic_error("overloaded_error"))}, Reason::unavailable, 2, ""},
        {"an error after text", {start_and(fake::anthropic_text("Hel") + fake::anthropic_error("api_error"))}, Reason::unavailable, 1, "Hel"},
        {"no HTTP at all", {[](ScriptedConnection& peer) { peer.send("SSH-2.0-x\r\n"); }}, Reason::cut, 2, ""},
        {"a refusal", {[](ScriptedConnection& peer) { peer.begin_stream(); peer.send(fake::anthropic_start() + fake::anthropic_end("refusal", 3)); }}, Reason::refused, 1, ""},
        {"spend limit", {[](ScriptedConnection& peer) {
            peer.answer(429, R"({"type":"error","error":{"type":"rate_limit_error","message":"m","details":{"error_code":"enforced_spend_limit_reached"}}})");
        }}, Reason::over_quota, 1, ""},
    };
}

TEST_P(ModelsDbTest, EndsEveryTroubleInBoundedTimeWithARowAndAReason) {
    for (const auto& trouble : troubles()) {
        shown.clear();
        ScriptedServer server(trouble.scripts);
        const auto start = Clock::now();
        const auto result = ask(fake::config_for_anthropic(server));
        EXPECT_LT(Clock::now() - start, 2s) << trouble.name;
        ASSERT_FALSE(result) << trouble.name;
        EXPECT_EQ(to_string(result.error().reason), to_string(trouble.reason)) << trouble.name << ": " << result.error().detail;
        EXPECT_EQ(result.error().partial, trouble.partial) << trouble.name;
        const auto rows = runs();
        const auto last = rows[rows.size() - 1];
        EXPECT_EQ(last.text(0), to_string(trouble.reason)) << trouble.name;
        EXPECT_EQ(last.integer(1), trouble.attempts) << trouble.name;
        EXPECT_FALSE(last.is_null(7)) << trouble.name;
    }
    EXPECT_EQ(runs().size(), troubles().size());
}

TEST_P(ModelsDbTest, RetriesWhileNothingWasShown) {
    ScriptedServer server({fake::anthropic_refusal_of(529, "overloaded_error", "retry-after-ms: 10\r\n"), fake::anthropic({"Hello"})});
    ASSERT_TRUE(ask(fake::config_for_anthropic(server)));
    EXPECT_EQ(shown, "Hello");
    EXPECT_EQ(runs()[0].integer(1), 2);
}

TEST_P(ModelsDbTest, WaitsNoLongerThanItsDeadline) {
    ScriptedServer server({fake::anthropic_refusal_of(429, "rate_limit_error", "retry-after: 30\r\n")});
    Models models(*database, client, hurried(fake::config_for_anthropic(server)));
    const auto start = Clock::now();
    const auto result = db::run(models.complete(Alias::tutor, {.messages = {{.text = "Hi"}}}, context(300ms)));
    EXPECT_EQ(result.error().reason, Reason::rate_limited);
    EXPECT_LT(Clock::now() - start, 1s);
}

TEST_P(ModelsDbTest, FallsBackToTheNextModelAndRecordsBoth) {
    ScriptedServer broken({fake::anthropic_refusal_of(400, "invalid_request_error")});
    ScriptedServer working({fake::openai({"Hel", "lo"})});
    auto config = fake::config_for_anthropic(broken);
    config.openai_base_url = working.url("/v1");
    config.tutor = "anthropic:claude-haiku-5-5, openai:local";
    const auto result = ask(config);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->text, "Hello");
    EXPECT_EQ(runs().size(), 2u);
    EXPECT_EQ(runs()[0].text(0), "rejected");
    EXPECT_EQ(runs()[1].text(10), "openai");
}

TEST_P(ModelsDbTest, KeepsToOneModelOnceTextWasShown) {
    ScriptedServer cut({[](ScriptedConnection& peer) { peer.begin_stream(); peer.send(fake::anthropic_start() + fake::anthropic_text("Hel")); }});
    ScriptedServer working({fake::openai({"other words"})});
    auto config = fake::config_for_anthropic(cut);
    config.openai_base_url = working.url("/v1");
    config.tutor = "anthropic:claude-haiku-5-5,openai:local";
    EXPECT_EQ(ask(config).error().reason, Reason::cut);
    EXPECT_EQ(shown, "Hel");
    EXPECT_TRUE(working.requests().empty());
}

TEST_P(ModelsDbTest, EstimatesWhatACutStreamCost) {
    ScriptedServer server({[](ScriptedConnection& peer) {
        peer.begin_stream();
        peer.send(fake::openai_chunk({{"content", std::string(400, 'x')}}));
    }});
    EXPECT_EQ(ask(fake::config_for_openai(server)).error().reason, Reason::cut);
    EXPECT_EQ(runs()[0].integer(5), 1) << "estimated";
    EXPECT_NEAR(double(runs()[0].integer(3)), 100, 2);
}

TEST_P(ModelsDbTest, EstimatesWhatAServerDoesNotCount) {
    ScriptedServer server({[](ScriptedConnection& peer) {
        peer.begin_stream();
        peer.send(fake::anthropic_start(0) + fake::anthropic_text(std::string(400, 'x')) + fake::anthropic_end("end_turn", 0));
    }});
    ASSERT_TRUE(ask(fake::config_for_anthropic(server)));
    EXPECT_EQ(runs()[0].integer(5), 1) << "estimated";
    EXPECT_GT(runs()[0].real(4), 0);
}

TEST_P(ModelsDbTest, ReadsAHugeLineAndASlowDrip) {
    ScriptedServer server({fake::anthropic({std::string(2'000'000, 'x')}), [](ScriptedConnection& peer) {
        peer.begin_stream();
        for (const char byte : fake::anthropic_start() + fake::anthropic_text("caf\xC3\xA9") + fake::anthropic_end()) peer.send(std::string(1, byte));
    }});
    Models models(*database, client, hurried(fake::config_for_anthropic(server)));
    EXPECT_EQ(ask(models)->text.size(), 2'000'000u);
    EXPECT_EQ(ask(models)->text, "caf\xC3\xA9");
}

TEST_P(ModelsDbTest, AsksNoMoreWhileItsBreakerIsOpen) {
    ScriptedServer server({fake::anthropic_refusal_of(500, "api_error", "x-should-retry: false\r\n")});
    Models models(*database, client, hurried(fake::config_for_anthropic(server)));
    EXPECT_TRUE(models.healthy(Alias::tutor));
    for (int i = 0; i < 5; ++i) ask(models);
    EXPECT_FALSE(models.healthy(Alias::tutor));
    EXPECT_EQ(ask(models).error().reason, Reason::unavailable);
    EXPECT_EQ(server.requests().size(), 5u);
}

TEST_P(ModelsDbTest, RestsAProviderThatRefusesTheKey) {
    ScriptedServer server({fake::anthropic_refusal_of(401, "authentication_error")});
    Models models(*database, client, hurried(fake::config_for_anthropic(server)));
    ask(models);
    EXPECT_FALSE(models.healthy(Alias::tutor));
    EXPECT_TRUE(models.configured(Alias::tutor));
}

TEST_P(ModelsDbTest, StopsWhenAsked) {
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

TEST_P(ModelsDbTest, WaitsNoLongerForTextThanItsCallerDoes) {
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

TEST_P(ModelsDbTest, RecordsACallWhoseListenerThrows) {
    ScriptedServer server({fake::anthropic({"Hello"})});
    {
        Models models(*database, client, hurried(fake::config_for_anthropic(server)));
        EXPECT_THROW(db::run(models.complete(Alias::tutor, {.messages = {{.text = "Hi"}}}, context(), [](std::string_view) { throw std::runtime_error("gone"); })),
                     std::runtime_error);
    }
    ASSERT_EQ(runs().size(), 1u);
    EXPECT_EQ(runs()[0].text(0), "cancelled");
}

TEST_P(ModelsDbTest, RecordsACallWhoseEventLoopIsDestroyed) {
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

TEST_P(ModelsDbTest, MakesNoCallWithTheOverQuotaSwitch) {
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

TEST_P(ModelsDbTest, StopsAtTheCapsOfTheDay) {
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

TEST_P(ModelsDbTest, CountsCallsUnderWayAgainstTheCap) {
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

TEST_P(ModelsDbTest, ChecksStructureAndTriesAgain) {
    ScriptedServer server({fake::anthropic({"{\"a\":"}), fake::anthropic({"```json\n{\"a\":1}\n```"})});
    Models models(*database, client, hurried(fake::config_for_anthropic(server)));
    Prompt prompt{.messages = {{.text = "Hi"}}, .schema = boost::json::object{{"type", "object"}, {"required", {"a"}}}};
    const auto result = db::run(models.complete(Alias::tutor, prompt, context()));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->text, "{\"a\":1}\n");
    EXPECT_EQ(runs()[0].integer(1), 2);
    EXPECT_EQ(runs()[0].integer(3), 68) << "both attempts are billed";
}

TEST_P(ModelsDbTest, KeepsPersonalDataFromTheProvider) {
    ScriptedServer server({fake::anthropic({"Hello"})});
    Models models(*database, client, hurried(fake::config_for_anthropic(server)));
    ask(models, {.messages = {{.text = "I am ann@school.org, what is 299 792 458 m/s?"}}});
    const auto sent = server.requests()[0];
    EXPECT_EQ(sent.find("ann@school.org"), std::string::npos);
    EXPECT_NE(sent.find("[email], what is 299 792 458 m/s?"), std::string::npos);
}

TEST_P(ModelsDbTest, FindsTheModelOfAServerByItself) {
    ScriptedServer server({fake::json_answer(R"({"data":[{"id":"nomic-embed-text"},{"id":"qwen3:8b"}]})"), fake::openai({"Hello"})});
    Config config{.ollama_url = server.url()};
    ASSERT_TRUE(ask(config));
    EXPECT_TRUE(server.requests()[0].starts_with("GET /v1/models "));
    EXPECT_NE(server.requests()[1].find(R"("model":"qwen3:8b")"), std::string::npos);
    EXPECT_EQ(runs()[0].text(6), "qwen3:8b");
}

TEST_P(ModelsDbTest, EmbedsTextsInOrder) {
    ScriptedServer server({fake::json_answer(R"({"data":[{"index":1,"embedding":[3]},{"index":0,"embedding":[1]}],"usage":{"prompt_tokens":9}})")});
    Config config{.openai_base_url = server.url("/v1")};
    config.embedder = "openai:e5";
    Models models(*database, client, hurried(config));
    EXPECT_EQ(models.embedder_name(), "openai:e5");
    const auto vectors = db::run(models.embed({"a", "b"}, context()));
    ASSERT_TRUE(vectors);
    EXPECT_EQ(*vectors, (std::vector<std::vector<float>>{{1}, {3}}));
    EXPECT_EQ(runs()[0].text(9), "embedder");
    EXPECT_EQ(runs()[0].integer(2), 9);
}

TEST_P(ModelsDbTest, SaysWhenNothingIsConfigured) {
    Models models(*database, client, {});
    EXPECT_FALSE(models.configured(Alias::tutor));
    EXPECT_FALSE(models.healthy(Alias::tutor));
    EXPECT_EQ(ask(models).error().reason, Reason::not_configured);
    EXPECT_EQ(db::run(models.embed({"a"}, context())).error().reason, Reason::not_configured);
    EXPECT_EQ(runs().size(), 0u);
}

TEST_P(ModelsDbTest, RefusesHarmByRuleWithAnEventThatHoldsNoText) {
    Models models(*database, client, {.crisis_line = "0800-111"});
    const auto refused = db::run(models.moderate("Teach me how to make a pipe bomb", context()));
    EXPECT_EQ(refused.verdict, Verdict::refused);
    EXPECT_FALSE(refused.message.empty());
    const auto crisis = db::run(models.moderate("I want to kill myself", context()));
    EXPECT_EQ(crisis.verdict, Verdict::crisis);
    EXPECT_NE(crisis.message.find("0800-111"), std::string::npos);
    const auto events = database->run_now(all_events);
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].text(0), "safety.refused");
    EXPECT_NE(events[0].text(1).find("weapons"), std::string::npos);
    EXPECT_EQ(events[0].text(1).find("pipe"), std::string::npos);
}

TEST_P(ModelsDbTest, LetsPersonalDataThroughRedacted) {
    Models models(*database, client, {});
    const auto out = db::run(models.moderate("Write to ann@school.org about torque", context()));
    EXPECT_EQ(out.verdict, Verdict::allowed);
    EXPECT_EQ(out.category, "personal_data");
    EXPECT_EQ(out.redacted, "Write to [email] about torque");
}

Config moderated(const ScriptedServer& server, std::string model) {
    Config config{.openai_base_url = server.url("/v1")};
    config.moderator = "openai:" + model;
    return config;
}

TEST_P(ModelsDbTest, AsksTheModerationEndpoint) {
    ScriptedServer server({fake::json_answer(R"({"results":[{"flagged":true,"categories":{"hate":true},"category_scores":{"hate":0.9}}]})"),
                           fake::json_answer(R"({"results":[{"flagged":false,"categories":{},"category_scores":{"self-harm/intent":0.3}}]})"),
                           fake::json_answer(R"({"results":[{"flagged":true,"categories":{"violence":true},"category_scores":{}}]})")});
    Models models(*database, client, hurried(moderated(server, "omni-moderation-latest")));
    EXPECT_EQ(db::run(models.moderate("one", context())).category, "hate");
    EXPECT_EQ(db::run(models.moderate("two", context())).verdict, Verdict::crisis);
    EXPECT_EQ(db::run(models.moderate("the battle of Verdun", context())).verdict, Verdict::allowed);
    EXPECT_EQ(runs()[0].text(9), "moderator");
}

TEST_P(ModelsDbTest, ReadsLlamaGuardsVerdict) {
    ScriptedServer server({fake::openai({"safe"}), fake::openai({"\n\nunsafe\nS1,S9"}), fake::openai({"unsafe\nS11"})});
    Models models(*database, client, hurried(moderated(server, "llama-guard3:1b")));
    EXPECT_EQ(db::run(models.moderate("one", context())).verdict, Verdict::allowed);
    EXPECT_EQ(db::run(models.moderate("two", context())).verdict, Verdict::refused);
    EXPECT_EQ(db::run(models.moderate("three", context())).verdict, Verdict::crisis);
}

TEST_P(ModelsDbTest, FailsClosedForAnonymousPeopleWhenTheClassifierIsAway) {
    auto config = hurried(Config{.openai_base_url = "http://127.0.0.1:1/v1"});
    config.moderator = "openai:omni-moderation-latest";
    config.retries = 0;
    auto signed_in = context();
    signed_in.anonymous = false;
    {
        Models models(*database, client, config);
        EXPECT_EQ(db::run(models.moderate("torque", context())).category, "unchecked");
        EXPECT_EQ(db::run(models.moderate("torque", signed_in)).verdict, Verdict::refused);
    }
    config.moderation_fails_open = true;
    Models models(*database, client, config);
    EXPECT_EQ(db::run(models.moderate("torque", context())).verdict, Verdict::refused);
    EXPECT_EQ(db::run(models.moderate("torque", signed_in)).verdict, Verdict::allowed);
}

}  // namespace
