#include "models/models_test_support.hpp"

namespace models {
namespace {
using client::ScriptedServer;

constexpr db::Query all_events{"test.events", "SELECT topic, payload FROM outbox", "SELECT topic, payload FROM outbox"};

using ModerateDbTest = ModelsDbTest;
OT_ON_EACH_ENGINE(ModerateDbTest);

TEST_P(ModerateDbTest, RefusesHarmByRuleWithAnEventThatHoldsNoText) {
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

TEST_P(ModerateDbTest, LetsPersonalDataThroughRedacted) {
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

TEST_P(ModerateDbTest, AsksTheModerationEndpoint) {
    ScriptedServer server({fake::json_answer(R"({"results":[{"flagged":true,"categories":{"hate":true},"category_scores":{"hate":0.9}}]})"),
                           fake::json_answer(R"({"results":[{"flagged":false,"categories":{},"category_scores":{"self-harm/intent":0.3}}]})"),
                           fake::json_answer(R"({"results":[{"flagged":true,"categories":{"violence":true},"category_scores":{}}]})")});
    Models models(*database, client, hurried(moderated(server, "omni-moderation-latest")));
    EXPECT_EQ(db::run(models.moderate("one", context())).category, "hate");
    EXPECT_EQ(db::run(models.moderate("two", context())).verdict, Verdict::crisis);
    EXPECT_EQ(db::run(models.moderate("the battle of Verdun", context())).verdict, Verdict::allowed);
    EXPECT_EQ(runs()[0].text(9), "moderator");
}

TEST_P(ModerateDbTest, ReadsLlamaGuardsVerdict) {
    ScriptedServer server({fake::openai({"safe"}), fake::openai({"\n\nunsafe\nS1,S9"}), fake::openai({"unsafe\nS11"})});
    Models models(*database, client, hurried(moderated(server, "llama-guard3:1b")));
    EXPECT_EQ(db::run(models.moderate("one", context())).verdict, Verdict::allowed);
    EXPECT_EQ(db::run(models.moderate("two", context())).verdict, Verdict::refused);
    EXPECT_EQ(db::run(models.moderate("three", context())).verdict, Verdict::crisis);
}

TEST_P(ModerateDbTest, FailsClosedForAnonymousPeopleWhenTheClassifierIsAway) {
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
}  // namespace models
