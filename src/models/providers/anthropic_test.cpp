#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "models/models_fake.hpp"
#include "models/providers/reading_test_support.hpp"

namespace {

using namespace models;
using fake::data;
namespace json = boost::json;

const auto anthropic = make_anthropic("https://api.example", "key");

json::object body_of(const std::string& model, const Prompt& prompt) {
    return json::parse(anthropic->chat(model, prompt).body).as_object();
}

fake::Read read_anthropic(std::string_view stream, const Prompt& prompt = {}, const std::string& model = "claude-haiku-5-5") {
    return fake::read(anthropic->reader(model, prompt), stream);
}

TEST(AnthropicRequest, CarriesKeyVersionAndACachedSystemPrompt) {
    const auto request = anthropic->chat("claude-haiku-5-5", {.system = "Rules", .messages = {{.text = "Hi"}}, .max_tokens = 7});
    EXPECT_EQ(request.url, "https://api.example/v1/messages");
    const auto body = json::parse(request.body).as_object();
    EXPECT_EQ(body.at("max_tokens"), 7);
    EXPECT_EQ(body.at("stream"), true);
    EXPECT_EQ(json::serialize(body.at("system")), R"([{"type":"text","text":"Rules","cache_control":{"type":"ephemeral"}}])");
    EXPECT_EQ(json::serialize(body.at("messages")), R"([{"role":"user","content":[{"type":"text","text":"Hi"}]}])");
    EXPECT_FALSE(body.contains("temperature"));
    EXPECT_EQ(request.headers[0].name, "x-api-key");
    EXPECT_EQ(request.headers[1].value, "2023-06-01");
}

TEST(AnthropicRequest, AsksForStructureAsTheModelUnderstandsIt) {
    const Prompt prompt{.messages = {{.text = "Hi"}}, .schema = json::object{{"type", "object"}}};
    const auto newer = body_of("claude-haiku-5-5", prompt);
    EXPECT_EQ(json::serialize(newer.at("output_config").at("format")), R"({"type":"json_schema","schema":{"type":"object"}})");
    EXPECT_FALSE(newer.contains("tool_choice"));
    const auto older = body_of("claude-haiku-4-5", prompt);
    EXPECT_EQ(json::serialize(older.at("tool_choice")), R"({"type":"tool","name":"answer"})");
    EXPECT_FALSE(older.contains("output_config"));
}

TEST(AnthropicRequest, AnswersToolCallsInOneUserMessage) {
    const Prompt prompt{.messages = {{.text = "Find it"},
                                     {.role = Message::Role::assistant, .text = "Looking", .tool_calls = {{"t1", "search", {{"q", "x"}}}}},
                                     {.tool_results = {{"t1", "found"}}}}};
    EXPECT_EQ(json::serialize(body_of("claude-haiku-5-5", prompt).at("messages").at(1).at("content")),
              R"([{"type":"text","text":"Looking"},{"type":"tool_use","id":"t1","name":"search","input":{"q":"x"}}])");
    EXPECT_EQ(json::serialize(body_of("claude-haiku-5-5", prompt).at("messages").at(2).at("content")),
              R"([{"type":"tool_result","tool_use_id":"t1","content":"found","is_error":false}])");
}

TEST(AnthropicReply, ReadsTextUsageAndStopReason) {
    const auto [reply, shown] = read_anthropic(fake::anthropic_start() + fake::anthropic_text("Hel") + data(R"({"type":"ping"})") +
                                     fake::anthropic_text("lo") + fake::anthropic_end());
    EXPECT_EQ(shown, "Hello");
    EXPECT_EQ(reply.text, "Hello");
    EXPECT_EQ(reply.stop_reason, "end_turn");
    EXPECT_TRUE(reply.finished);
    ASSERT_TRUE(reply.usage);
    EXPECT_EQ(reply.usage->uncached_in, 12);
    EXPECT_EQ(reply.usage->cache_read, 4096);
    EXPECT_EQ(reply.usage->out, 34) << "message_delta counts are cumulative: they replace";
}

TEST(AnthropicReply, KeepsCountsThatADeltaLeavesOut) {
    const auto reply = read_anthropic(fake::anthropic_start(99) +
                            data(R"({"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":5,"input_tokens":null}})") +
                            data(R"({"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":9}})")).reply;
    EXPECT_EQ(reply.usage->uncached_in, 99);
    EXPECT_EQ(reply.usage->out, 9);
    EXPECT_EQ(reply.stop_reason, "max_tokens");
    EXPECT_FALSE(reply.finished) << "no message_stop came";
}

TEST(AnthropicReply, TellsCacheWritesApartByLifetime) {
    const auto reply = read_anthropic(data(R"({"type":"message_start","message":{"usage":{"input_tokens":1,"cache_creation_input_tokens":30,)"
                                 R"("cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}}}})")).reply;
    EXPECT_EQ(reply.usage->cache_write_5m, 10);
    EXPECT_EQ(reply.usage->cache_write_1h, 20);
}

TEST(AnthropicReply, SkipsWhatItDoesNotKnow) {
    const auto [reply, shown] = read_anthropic(
        fake::anthropic_start() + data(R"({"type":"surprise","x":1})") + data(R"({"no_type":true})") +
        data(R"({"type":"content_block_start","index":1,"content_block":{"type":"hologram","text":"no"}})") +
        data(R"({"type":"content_block_delta","index":1,"delta":{"type":"hologram_delta","text":"no"}})") +
        data(R"({"type":"content_block_start","index":2,"content_block":{"type":"thinking","thinking":""}})") +
        data(R"({"type":"content_block_delta","index":2,"delta":{"type":"thinking_delta","thinking":"secret"}})") +
        data(R"({"type":"content_block_delta","index":2,"delta":{"type":"signature_delta","signature":"s"}})") +
        fake::anthropic_text("yes") + fake::anthropic_end("a_new_reason"));
    EXPECT_EQ(shown, "yes");
    EXPECT_EQ(reply.stop_reason, "a_new_reason");
    EXPECT_FALSE(reply.fault);
}

TEST(AnthropicReply, JoinsToolInputFromPieces) {
    const auto reply = read_anthropic(
        data(R"({"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t1","name":"search","input":{}}})") +
        data(R"({"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":""}})") +
        data(R"({"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"q\":\"fr"}})") +
        data(R"({"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"iction\"}"}})") +
        data(R"({"type":"content_block_stop","index":0})") +
        data(R"({"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t2","name":"toc","input":{}}})") +
        data(R"({"type":"content_block_stop","index":1})") + fake::anthropic_end("tool_use")).reply;
    ASSERT_EQ(reply.tool_calls.size(), 2u);
    EXPECT_EQ(reply.tool_calls[0].input.at("q"), "friction");
    EXPECT_TRUE(reply.tool_calls[1].input.empty());
    EXPECT_EQ(reply.stop_reason, "tool_use");
}

TEST(AnthropicReply, TakesTheForcedToolForTheText) {
    const Prompt prompt{.schema = json::object{}};
    const auto [reply, shown] = read_anthropic(
        data(R"({"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"answer","input":{}}})") +
        data(R"({"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"a\":1}"}})") +
        fake::anthropic_end("tool_use"), prompt, "claude-haiku-4-5");
    EXPECT_EQ(shown, R"({"a":1})");
    EXPECT_EQ(reply.stop_reason, "end_turn");
    EXPECT_TRUE(reply.tool_calls.empty());
}

TEST(AnthropicReply, FailsOnAnErrorAfter200) {
    const auto reply = read_anthropic(fake::anthropic_start() + fake::anthropic_text("Hel") + fake::anthropic_error("overloaded_error")).reply;
    ASSERT_TRUE(reply.fault);
    EXPECT_EQ(reply.fault->reason, Reason::unavailable);
    EXPECT_TRUE(reply.fault->retry);
    EXPECT_EQ(reply.text, "Hel");
}

TEST(AnthropicReply, CallsBrokenJsonGarbage) { EXPECT_EQ(read_anthropic(data("{not json")).reply.fault->reason, Reason::garbage); }

struct FaultCase {
    int status;
    std::string body;
    Reason reason;
    bool retry;
};

TEST(AnthropicFault, SaysWhatMayHelp) {
    const auto error = [](std::string_view type, std::string_view more = "") {
        return R"({"type":"error","error":{"type":")" + std::string(type) + R"(","message":"m")" + std::string(more) + "}}";
    };
    const std::vector<FaultCase> cases{
        {400, error("invalid_request_error"), Reason::rejected, false},
        {401, error("authentication_error"), Reason::rejected, false},
        {404, error("not_found_error"), Reason::rejected, false},
        {413, error("request_too_large"), Reason::rejected, false},
        {429, error("rate_limit_error"), Reason::rate_limited, true},
        {429, error("rate_limit_error", R"(,"details":{"error_code":"enforced_spend_limit_reached"})"), Reason::over_quota, false},
        {500, error("api_error"), Reason::unavailable, true},
        {504, error("timeout_error"), Reason::timeout, true},
        {529, error("overloaded_error"), Reason::unavailable, true},
        {529, "<html>", Reason::unavailable, true},
        {502, "", Reason::unavailable, true},
        {418, error("a_new_error"), Reason::rejected, false},
        {500, error("server_error"), Reason::unavailable, true},
    };
    for (const auto& one : cases) {
        const auto fault = anthropic->fault({.status = one.status, .body = one.body});
        EXPECT_EQ(int(fault.reason), int(one.reason)) << one.status << one.body;
        EXPECT_EQ(fault.retry, one.retry) << one.status << one.body;
    }
}

TEST(AnthropicFault, RestsUntilTheSpendLimitIsLifted) {
    const auto fault = anthropic->fault({.status = 429, .body = R"({"error":{"type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"}}})"});
    EXPECT_GT(fault.rest.count(), 0);
    EXPECT_LE(fault.rest, std::chrono::days(31));
}

TEST(ModelList, ReadsBothVendorsShape) {
    EXPECT_EQ(model_ids(R"({"data":[{"type":"model","id":"a"},{"id":"b"},{"no":1}],"has_more":false})"), (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(model_ids("<html>").empty());
}

}  // namespace
