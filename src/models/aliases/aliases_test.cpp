#include "models/aliases/aliases.hpp"

#include <gtest/gtest.h>

#include "platform/error.hpp"

namespace {

using namespace models;

Aliases aliases_of(const Config& config) { return make_aliases(config, make_providers(config)); }

TEST(Aliases, ArePickedFromWhatIsConfigured) {
    EXPECT_TRUE(aliases_of({}).at(Alias::tutor).empty());
    const auto anthropic = aliases_of({.anthropic_api_key = "k", .ollama_url = "http://o:11434"});
    EXPECT_EQ(anthropic.at(Alias::tutor), (std::vector<Target>{{"anthropic", "claude-haiku-5-5"}}));
    EXPECT_EQ(anthropic.at(Alias::judge), anthropic.at(Alias::tutor));
    EXPECT_TRUE(anthropic.at(Alias::embedder).empty());
    const auto openai = aliases_of({.openai_api_key = "k"});
    EXPECT_EQ(openai.at(Alias::moderator), (std::vector<Target>{{"openai", "omni-moderation-latest"}}));
    EXPECT_FALSE(openai.at(Alias::embedder).empty());
    const auto own_server = aliases_of({.openai_base_url = "http://127.0.0.1:8000/v1"});
    EXPECT_EQ(own_server.at(Alias::tutor), (std::vector<Target>{{"openai", ""}}));
    EXPECT_TRUE(own_server.at(Alias::moderator).empty()) << "an own server need not have OpenAI's endpoints";
}

TEST(Aliases, ReadModelsWithColonsAndFallbacks) {
    Config config{.anthropic_api_key = "k", .ollama_url = "http://o:11434"};
    config.tutor = " ollama:llama3.2:3b , anthropic:claude-haiku-5-5,ollama";
    EXPECT_EQ(aliases_of(config).at(Alias::tutor), (std::vector<Target>{{"ollama", "llama3.2:3b"}, {"anthropic", "claude-haiku-5-5"}, {"ollama", ""}}));
}

TEST(Aliases, RefuseAProviderThatIsNotThere) {
    Config config{.anthropic_api_key = "k"};
    config.tutor = "openai:gpt";
    EXPECT_THROW(aliases_of(config), Error);
}

TEST(Providers, PutTheVersionWhereItBelongs) {
    const auto url = [](const Config& config, const std::string& provider) { return make_providers(config).at(provider)->chat("m", {}).url; };
    EXPECT_EQ(url({.openai_base_url = "http://h:1"}, "openai"), "http://h:1/v1/chat/completions");
    EXPECT_EQ(url({.openai_base_url = "http://h:1/v1/"}, "openai"), "http://h:1/v1/chat/completions");
    EXPECT_EQ(url({.openai_base_url = "http://h:1/api/v3"}, "openai"), "http://h:1/api/v3/chat/completions");
    EXPECT_EQ(url({.openai_api_key = "k"}, "openai"), "https://api.openai.com/v1/chat/completions");
    EXPECT_EQ(url({.ollama_url = "http://o:11434/"}, "ollama"), "http://o:11434/v1/chat/completions");
    EXPECT_EQ(url({.anthropic_api_key = "k", .anthropic_base_url = "http://a/v1"}, "anthropic"), "http://a/v1/messages");
}

TEST(Providers, SendAKeyOnlyToItsServer) {
    const auto all = make_providers({.openai_api_key = "secret", .litellm_url = "http://l:4000", .ollama_url = "http://o:11434"});
    for (const auto* name : {"litellm", "ollama"})
        for (const auto& header : all.at(name)->chat("m", {}).headers) EXPECT_EQ(header.value.find("secret"), std::string::npos) << name;
}

}  // namespace
