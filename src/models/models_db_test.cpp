#include "models/models_test_support.hpp"

namespace models {
namespace {
using client::ScriptedServer;

OT_ON_EACH_ENGINE(ModelsDbTest);

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

}  // namespace
}  // namespace models
