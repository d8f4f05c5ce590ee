#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "models/models_fake.hpp"
#include "models/providers/reading_test_support.hpp"

namespace {

using namespace models;
using fake::data;
namespace json = boost::json;

const auto local = make_openai({.name = "ollama", .base_url = "http://local:1/v1"});
const auto hosted = make_openai({.name = "openai", .base_url = "https://api.openai.com/v1", .key = "k", .token_field = "max_completion_tokens", .obfuscation_option = true});

fake::Read read_openai(std::string_view stream) { return fake::read(local->reader("local", {}), stream); }

TEST(OpenAiRequest, SpeaksEachServersDialect) {
    const Prompt prompt{.system = "Rules", .messages = {{.text = "Hi"}}, .max_tokens = 7};
    const auto own = json::parse(hosted->chat("gpt", prompt).body).as_object();
    EXPECT_EQ(own.at("max_completion_tokens"), 7);
    EXPECT_FALSE(own.contains("max_tokens"));
    EXPECT_EQ(own.at("stream_options").at("include_obfuscation"), false);
    const auto request = local->chat("llama3.2:3b", prompt);
    const auto other = json::parse(request.body).as_object();
    EXPECT_EQ(other.at("max_tokens"), 7);
    EXPECT_EQ(json::serialize(other.at("stream_options")), R"({"include_usage":true})");
    EXPECT_EQ(json::serialize(other.at("messages")), R"([{"role":"system","content":"Rules"},{"role":"user","content":"Hi"}])");
    EXPECT_EQ(request.url, "http://local:1/v1/chat/completions");
    for (const auto& header : request.headers) EXPECT_NE(header.name, "authorization") << "no key, no header";
}

TEST(OpenAiRequest, IsStrictOnlyWithAClosedSchema) {
    const auto strict_of = [](json::object schema) {
        return json::parse(local->chat("m", {.messages = {{.text = "Hi"}}, .schema = std::move(schema)}).body).at("response_format").at("json_schema").at("strict");
    };
    EXPECT_EQ(strict_of({{"type", "object"}, {"additionalProperties", false}}), true);
    EXPECT_EQ(strict_of({{"type", "object"}}), false);
}

TEST(OpenAiRequest, AnswersToolCallsWithToolMessages) {
    const Prompt prompt{.messages = {{.role = Message::Role::assistant, .tool_calls = {{"t1", "search", {{"q", "x"}}}}}, {.tool_results = {{"t1", "found"}}}}};
    EXPECT_EQ(json::serialize(json::parse(local->chat("m", prompt).body).at("messages")),
              R"([{"role":"assistant","content":"","tool_calls":[{"id":"t1","type":"function","function":{"name":"search","arguments":"{\"q\":\"x\"}"}}]},)"
              R"({"role":"tool","tool_call_id":"t1","content":"found"}])");
}

TEST(OpenAiReply, ReadsTextAndUsage) {
    const auto [reply, shown] = read_openai(": keep-alive\n\n" + fake::openai_chunk({{"role", "assistant"}, {"content", ""}}) +
                                     fake::openai_chunk({{"content", "Hel"}}) + fake::openai_chunk({{"content", "lo"}}) +
                                     fake::openai_chunk({}, "stop") + fake::openai_usage() + data("[DONE]"));
    EXPECT_EQ(shown, "Hello");
    EXPECT_EQ(reply.stop_reason, "end_turn");
    EXPECT_TRUE(reply.finished);
    EXPECT_EQ(reply.usage->cache_read, 64);
    EXPECT_EQ(reply.usage->uncached_in, 56) << "cached tokens are inside prompt_tokens";
    EXPECT_EQ(reply.usage->out, 40);
}

TEST(OpenAiReply, FindsUsageInAnyChunkAndDoesWithoutDone) {
    const auto reply = read_openai(data(R"({"choices":[{"delta":{"content":"x"},"finish_reason":"length"}],"usage":{"prompt_tokens":3,"completion_tokens":1},"timings":{}})")).reply;
    EXPECT_EQ(reply.usage->uncached_in, 3);
    EXPECT_EQ(reply.stop_reason, "max_tokens");
    EXPECT_TRUE(reply.finished);
}

TEST(OpenAiReply, NeverShowsReasoning) {
    const auto [reply, shown] = read_openai(fake::openai_chunk({{"reasoning_content", "hmm"}}) + fake::openai_chunk({{"reasoning", "hmm"}, {"content", nullptr}}) +
                                     fake::openai_chunk({{"content", "42"}}, "stop"));
    EXPECT_EQ(shown, "42");
    EXPECT_EQ(reply.text, "42");
}

TEST(OpenAiReply, JoinsToolCallsByIndexAndToleratesRepeatedIds) {
    const auto reply = read_openai(
        data(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"search","arguments":"{\"q\":"}}]}}]})") +
        data(R"({"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"toc","arguments":"{}"}}]}}]})") +
        data(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"arguments":"\"x\"}"}}]}}]})") +
        data(R"({"choices":[{"delta":{},"finish_reason":"tool_calls"}]})") + data("[DONE]")).reply;
    ASSERT_EQ(reply.tool_calls.size(), 2u);
    EXPECT_EQ(reply.tool_calls[0].name, "search");
    EXPECT_EQ(reply.tool_calls[0].input.at("q"), "x");
    EXPECT_EQ(reply.tool_calls[1].id, "b");
    EXPECT_EQ(reply.stop_reason, "tool_use");
}

TEST(OpenAiReply, LooksForAnErrorInEveryChunk) {
    for (const auto* chunk : {R"({"error":{"message":"boom","code":500}})", R"({"error":"boom"})", R"({"error":{"message":"x"},"choices":[]})"}) {
        const auto reply = read_openai(fake::openai_chunk({{"content", "Hel"}}) + data(chunk) + data("[DONE]")).reply;
        ASSERT_TRUE(reply.fault) << chunk;
        EXPECT_EQ(int(reply.fault->reason), int(Reason::unavailable)) << chunk;
    }
    EXPECT_EQ(int(read_openai(data(R"({"error":{"type":"rate_limit_exceeded"}})")).reply.fault->reason), int(Reason::rate_limited));
}

TEST(OpenAiReply, SkipsUnknownShapes) {
    const auto [reply, shown] = read_openai(data("{}") + data(R"({"choices":null})") + data(R"({"choices":[7]})") + data(R"({"choices":[{"delta":7}]})") +
                                     data(R"({"choices":[{"delta":{"content":7}}]})") + fake::openai_chunk({{"content", "ok"}}, "stop"));
    EXPECT_EQ(shown, "ok");
    EXPECT_FALSE(reply.fault);
}

TEST(OpenAiReply, MapsAContentFilterToARefusal) {
    EXPECT_EQ(read_openai(fake::openai_chunk({}, "content_filter")).reply.stop_reason, "refusal");
    EXPECT_EQ(read_openai(fake::openai_chunk({{"refusal", "I cannot"}})).reply.stop_reason, "refusal");
}

TEST(OpenAiFault, TellsTheTwo429sApart) {
    const auto limited = local->fault({.status = 429, .body = R"({"error":{"code":"rate_limit_exceeded"}})"});
    EXPECT_TRUE(limited.retry);
    const auto spent = local->fault({.status = 429, .body = R"({"error":{"code":"insufficient_quota"}})"});
    EXPECT_FALSE(spent.retry);
    EXPECT_EQ(int(spent.reason), int(Reason::over_quota));
    EXPECT_GT(spent.rest.count(), 0);
    EXPECT_EQ(int(local->fault({.status = 503, .body = R"({"error":{"code":503,"message":"Loading model"}})"}).reason), int(Reason::unavailable));
    EXPECT_EQ(int(local->fault({.status = 404, .body = R"({"error":"model not found"})"}).reason), int(Reason::rejected));
}

TEST(Embeddings, AreOrderedByIndex) {
    const auto out = read_embeddings(R"({"data":[{"index":1,"embedding":[3,4]},{"index":0,"embedding":[1,2.5]}],"usage":{"prompt_tokens":9}})", 2);
    ASSERT_TRUE(out);
    EXPECT_EQ(out->vectors, (std::vector<std::vector<float>>{{1, 2.5}, {3, 4}}));
    EXPECT_EQ(out->usage.uncached_in, 9);
}

TEST(Embeddings, AreRefusedWhenTheyDoNotFit) {
    for (const auto* body : {"", "{}", R"({"data":[]})", R"({"data":[{"index":0,"embedding":[1]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":9,"embedding":[1]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":["x"]}]})"})
        EXPECT_FALSE(read_embeddings(body, 2)) << body;
}

}  // namespace
