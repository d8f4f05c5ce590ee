#include "lrs/pipeline/queue.hpp"

#include <gmock/gmock.h>

#include "platform/error.hpp"

namespace lrs {
namespace {
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::string_view parts = R"("actor":{},"verb":{},"object":{})";
std::string statement(std::string_view more) { return "{" + std::string(parts) + std::string(more) + "}"; }

TEST(QueueDoor, GivesAnIdAndATimeToWhatHasNone) {
    const auto admitted = admit(" [" + statement("") + "," + statement(R"(,"id":"6690E6C9-3EF0-4ED3-8B37-7F3964730BEE","timestamp":"2026-01-01T00:00:00Z")") + "] ", 1000,
                                1'767'225'600'000'000);
    ASSERT_THAT(admitted.ids, SizeIs(2));
    EXPECT_EQ(admitted.statements[0],
              R"({"id":")" + admitted.ids[0] + R"(","timestamp":"2026-01-01T00:00:00.000000Z",)" + std::string(parts) + "}");
    EXPECT_EQ(admitted.ids[1], "6690e6c9-3ef0-4ed3-8b37-7f3964730bee");
    EXPECT_EQ(admitted.statements[1], statement(R"(,"id":"6690E6C9-3EF0-4ED3-8B37-7F3964730BEE","timestamp":"2026-01-01T00:00:00Z")"));
}

TEST(QueueDoor, RefusesWhatIsNoStatement) {
    const std::pair<std::string, const char*> cases[] = {{"[1]", "/0"},
                                                         {R"([{"actor":{}}])", "verb"},
                                                         {"3", "an object"},
                                                         {statement(R"(,"id":"x")"), "/id"},
                                                         {statement(R"(,"id":7)"), "/id"},
                                                         {"{", "JSON"}};
    for (const auto& [body, expected] : cases) {
        try {
            admit(body, 1000, 0);
            ADD_FAILURE() << body;
        } catch (const Error& error) {
            EXPECT_EQ(error.code, ErrorCode::invalid);
            if (std::string_view(expected) != "JSON") { EXPECT_THAT(error.detail, HasSubstr(expected)); }
        }
    }
    EXPECT_THROW(admit(statement(""), 20, 0), Error);
    const std::string same = statement(R"(,"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee")");
    EXPECT_THROW(admit("[" + same + "," + same + "]", 1000, 0), Error);
}

TEST(QueueEntry, ComesBackAsItWasSent) {
    const Queued queued{{.org = OrgId("o\"1"), .sender = "key", .may_define = false, .version = Version::v1_0_3}, {statement(""), statement(R"(,"x":[1,"\n"])")}, "2026-01-01T00:00:00.000000Z"};
    const auto back = from_payload(to_payload(queued));
    EXPECT_EQ(back.sent.org, queued.sent.org);
    EXPECT_EQ(back.sent.sender, "key");
    EXPECT_EQ(back.door_time, queued.door_time);
    EXPECT_FALSE(back.sent.may_define);
    EXPECT_EQ(back.sent.version, Version::v1_0_3);
    EXPECT_EQ(back.statements, queued.statements);
    EXPECT_THROW(from_payload("nonsense"), Error);
    EXPECT_THROW(from_payload("{}\n[]"), Error);
}

}  // namespace
}  // namespace lrs
