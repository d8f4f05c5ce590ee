#include "models/models_test_support.hpp"
#include "models/runs/runs.hpp"

namespace models {
namespace {
using namespace std::chrono_literals;
using client::ScriptedConnection;
using client::ScriptedServer;
using Clock = std::chrono::steady_clock;

using CompleteDbTest = ModelsDbTest;
OT_ON_EACH_ENGINE(CompleteDbTest);

TEST_P(CompleteDbTest, StreamsAReplyAndRecordsIt) {
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

TEST_P(CompleteDbTest, EndsEveryTroubleInBoundedTimeWithARowAndAReason) {
    for (const auto& trouble : troubles()) {
        shown.clear();
        ScriptedServer server(trouble.scripts);
        const auto start = Clock::now();
        const auto result = ask(fake::config_for_anthropic(server));
        EXPECT_LT(Clock::now() - start, 2s * slowed) << trouble.name;
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

TEST_P(CompleteDbTest, RetriesWhileNothingWasShown) {
    ScriptedServer server({fake::anthropic_refusal_of(529, "overloaded_error", "retry-after-ms: 10\r\n"), fake::anthropic({"Hello"})});
    ASSERT_TRUE(ask(fake::config_for_anthropic(server)));
    EXPECT_EQ(shown, "Hello");
    EXPECT_EQ(runs()[0].integer(1), 2);
}

TEST_P(CompleteDbTest, FallsBackToTheNextModelAndRecordsBoth) {
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

TEST_P(CompleteDbTest, KeepsToOneModelOnceTextWasShown) {
    ScriptedServer cut({[](ScriptedConnection& peer) { peer.begin_stream(); peer.send(fake::anthropic_start() + fake::anthropic_text("Hel")); }});
    ScriptedServer working({fake::openai({"other words"})});
    auto config = fake::config_for_anthropic(cut);
    config.openai_base_url = working.url("/v1");
    config.tutor = "anthropic:claude-haiku-5-5,openai:local";
    EXPECT_EQ(ask(config).error().reason, Reason::cut);
    EXPECT_EQ(shown, "Hel");
    EXPECT_TRUE(working.requests().empty());
}

TEST_P(CompleteDbTest, EstimatesWhatACutStreamCost) {
    ScriptedServer server({[](ScriptedConnection& peer) {
        peer.begin_stream();
        peer.send(fake::openai_chunk({{"content", std::string(400, 'x')}}));
    }});
    EXPECT_EQ(ask(fake::config_for_openai(server)).error().reason, Reason::cut);
    EXPECT_EQ(runs()[0].integer(5), 1) << "estimated";
    EXPECT_NEAR(double(runs()[0].integer(3)), 100, 2);
}

TEST_P(CompleteDbTest, EstimatesWhatAServerDoesNotCount) {
    ScriptedServer server({[](ScriptedConnection& peer) {
        peer.begin_stream();
        peer.send(fake::anthropic_start(0) + fake::anthropic_text(std::string(400, 'x')) + fake::anthropic_end("end_turn", 0));
    }});
    ASSERT_TRUE(ask(fake::config_for_anthropic(server)));
    EXPECT_EQ(runs()[0].integer(5), 1) << "estimated";
    EXPECT_GT(runs()[0].real(4), 0);
}

TEST_P(CompleteDbTest, ReadsAHugeLineAndASlowDrip) {
    ScriptedServer server({fake::anthropic({std::string(2'000'000, 'x')}), [](ScriptedConnection& peer) {
        peer.begin_stream();
        for (const char byte : fake::anthropic_start() + fake::anthropic_text("caf\xC3\xA9") + fake::anthropic_end()) peer.send(std::string(1, byte));
    }});
    Models models(*database, client, hurried(fake::config_for_anthropic(server)));
    EXPECT_EQ(ask(models)->text.size(), 2'000'000u);
    EXPECT_EQ(ask(models)->text, "caf\xC3\xA9");
}

}  // namespace
}  // namespace models
