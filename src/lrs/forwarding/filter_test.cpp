#include "lrs/forwarding/filter.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "lrs/forwarding/outgoing.hpp"
#include "lrs/statement/validate.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lrs {
namespace {

constexpr std::string_view statement =
    R"({"actor":{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"}]},"verb":{"id":"http://x/passed"},"object":{"id":"http://x/course/1/unit"},)"
    R"("context":{"registration":"EC531277-B57B-4C15-8D91-D292C5B2B8F7","instructor":{"mbox":"mailto:b@example.com"}}})";

bool takes(std::string_view filter) {
    const json::Document document(statement);
    return Matcher(json::read<ForwardFilter>(filter)).matches(validate(document.root(), Version::v1_0_3));
}

TEST(ForwardFilter, WantsEveryPartThatIsThere) {
    for (const auto* filter : {R"({"verbs":[]})", R"({})", R"({"activity_prefix":"http://x/course/"})", R"({"verbs":["http://x/failed","http://x/passed"]})", R"({"verbs":[],"activity":"http://x/course/1/unit"})",
                               R"({"verbs":[],"activity_prefix":"http://x/course/"})", R"({"verbs":[],"agent":{"mbox":"mailto:a@example.com"}})",
                               R"({"verbs":["http://x/passed"],"registration":"ec531277-b57b-4c15-8d91-d292c5b2b8f7"})"})
        EXPECT_TRUE(takes(filter)) << filter;
    for (const auto* filter : {R"({"verbs":["http://x/failed"]})", R"({"activity_prefix":"http://x/book"})", R"({"verbs":[],"activity":"http://x/course"})", R"({"verbs":[],"activity_prefix":"http://x/book"})",
                               R"({"verbs":[],"agent":{"mbox":"mailto:b@example.com"}})", R"({"verbs":[],"registration":"ec531277-b57b-4c15-8d91-d292c5b2b8f8"})",
                               R"({"verbs":["http://x/passed"],"activity_prefix":"http://y"})"})
        EXPECT_FALSE(takes(filter)) << filter;
}

TEST(ForwardFilter, NamesTheMemberThatIsNoAgent) {
    try {
        Matcher(json::read<ForwardFilter>(R"({"agent":{"objectType":"Group","member":[]}})"));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.pointer, "/filter/agent");
        EXPECT_TRUE(error.detail.starts_with("/filter/agent: expected an Agent or an identified Group")) << error.detail;
    }
}

TEST(ForwardFilter, SurvivesBeingStored) {
    const auto filter = json::read<ForwardFilter>(R"({"verbs":["http://x/passed"],"agent":{"mbox":"mailto:a@example.com"}})");
    EXPECT_TRUE(takes(json::write(filter)));
    EXPECT_THROW(Matcher(json::read<ForwardFilter>(R"({"verbs":["passed"]})")), Error);
}

TEST(Outgoing, IsBroughtToTheTargetsEdition) {
    const auto newer = R"({"id":"i","version":"2.0.0","context":{"contextAgents":[]},"attachments":[{"length":1000}]})";
    const auto older = outgoing_of({.version = Version::v1_0_3}, 7, 2, newer);
    EXPECT_EQ(older.body, R"({"id":"i","version":"1.0.0","attachments":[{"length":1000}]})");
    EXPECT_EQ(older.id, "i");
    EXPECT_EQ(older.weight, older.body.size() + 1000);
    EXPECT_EQ(outgoing_of({.version = Version::v2_0_0}, 7, 2, newer).body, newer);
    EXPECT_EQ(outgoing_of({.kind = TargetKind::webhook, .version = Version::v1_0_3}, 7, 2, newer).body, newer);
}

TEST(Outgoing, NamesWhatIsTheSameTheSame) {
    EXPECT_EQ(uuid_of("a"), uuid_of("a"));
    EXPECT_NE(uuid_of("a"), uuid_of("b"));
    EXPECT_TRUE(is_uuid(uuid_of("a")));
}

}  // namespace
}  // namespace lrs
