#include "lrs/pipeline/flatten.hpp"

#include <gtest/gtest.h>

namespace lrs {
namespace {

TEST(Flatten, ReadsWhatAStatementSays) {
    const auto row = flatten(R"({"id":"6690E6C9-3EF0-4ED3-8B37-7F3964730BEE","actor":{"mbox":"mailto:a@EXAMPLE.com","name":"Ada"},
        "verb":{"id":"http://example.com/did","display":{"de":"tat","en-GB":"did"}},
        "object":{"id":"http://example.com/x","definition":{"type":"http://example.com/lesson","name":{"fr":"Leçon"}}},
        "result":{"success":true,"completion":false,"duration":"PT1M30.5S","score":{"scaled":0.5,"raw":5,"min":0,"max":10}},
        "context":{"registration":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","platform":"p","language":"en","team":{"objectType":"Group","mbox":"mailto:team@example.com"},
          "contextActivities":{"parent":[{"id":"http://example.com/unit"}],"grouping":[{"id":"http://example.com/course"}]}},
        "timestamp":"2026-01-01T00:00:00Z"})");
    EXPECT_EQ(row.statement_id, "6690e6c9-3ef0-4ed3-8b37-7f3964730bee");
    EXPECT_EQ(row.actor_id, "mbox:mailto:a@example.com");
    EXPECT_EQ(row.actor_name, "Ada");
    EXPECT_EQ(row.verb_name, "did");
    EXPECT_EQ(row.object_type, "Activity");
    EXPECT_EQ(row.activity_type, "http://example.com/lesson");
    EXPECT_EQ(row.object_name, "Leçon");
    EXPECT_EQ(row.success, true);
    EXPECT_EQ(row.completion, false);
    EXPECT_EQ(row.duration_ms, 90'500);
    EXPECT_EQ(row.score_scaled, 0.5);
    EXPECT_EQ(row.score_max, 10);
    EXPECT_EQ(row.platform, "p");
    EXPECT_EQ(row.parent_id, "http://example.com/unit");
    EXPECT_EQ(row.grouping_id, "http://example.com/course");
    ASSERT_EQ(row.cohorts.size(), 2u);
    EXPECT_EQ(row.cohorts[1].id, "mbox:mailto:team@example.com");
    EXPECT_EQ(row.timestamp, 1'767'225'600'000'000);
    EXPECT_FALSE(row.voids);
}

TEST(Flatten, LeavesOutWhatIsNotSaid) {
    const auto row = flatten(R"({"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","actor":{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"}]},
        "verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},"object":{"objectType":"StatementRef","id":"6690E6C9-3EF0-4ED3-8B37-7F3964730BEF"},
        "timestamp":"2026-01-01T00:00:00Z"})");
    EXPECT_EQ(row.actor_id, "");
    EXPECT_TRUE(row.voids);
    EXPECT_EQ(row.object_id, "6690e6c9-3ef0-4ed3-8b37-7f3964730bef");
    EXPECT_FALSE(row.success || row.score_raw || row.duration_ms || row.registration);
}

TEST(Flatten, TakesALoneActivityForAnArrayOfOne) {
    const auto row = flatten(R"({"actor":{},"verb":{},"object":{},"context":{"contextActivities":{"parent":{"id":"http://x/p"},"grouping":{"id":"http://x/g"}}}})");
    EXPECT_EQ(row.parent_id, "http://x/p");
    ASSERT_EQ(row.cohorts.size(), 1u);
    EXPECT_EQ(row.cohorts[0].id, "http://x/g");
    EXPECT_EQ(row.timestamp, 0);
}

TEST(Flatten, CountsDurations) {
    const std::pair<const char*, std::int64_t> cases[] = {{"PT0S", 0},          {"PT1.25S", 1'250},    {"PT1,5H", 5'400'000},    {"P1DT1S", 86'401'000},
                                                          {"P2W", 1'209'600'000}, {"P1M", 2'592'000'000}, {"PT1M", 60'000}, {"P1Y", 31'536'000'000}, {"", 0}};
    for (const auto& [text, expected] : cases) EXPECT_EQ(duration_ms(text), expected) << text;
    EXPECT_GT(duration_ms("P99999999999999999999Y"), 0);
}

}  // namespace
}  // namespace lrs
