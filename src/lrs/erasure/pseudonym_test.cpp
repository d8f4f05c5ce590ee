#include "lrs/erasure/pseudonym.hpp"

#include <gmock/gmock.h>

namespace lrs {
namespace {
using testing::HasSubstr;
using testing::Not;

std::string erased(std::string_view statement) { return without_agent(statement, identities_of("mbox:mailto:canary@example.com"), "http://x", "p"); }

TEST(Pseudonym, ReplacesAnAgentWhereverItStands) {
    EXPECT_EQ(erased(R"({"actor":{"mbox":"mailto:canary@EXAMPLE.com","name":"Canary"},"n":1.50,"object":{"id":"a"}})"),
              R"({"actor":{"account":{"homePage":"http://x","name":"p"}},"n":1.50,"object":{"id":"a"}})");
    const auto deep = erased(R"({"context":{"team":{"objectType":"Group","member":[{"mbox":"mailto:canary@example.com"},{"mbox":"mailto:b@example.com"}]},
        "contextAgents":[{"agent":{"objectType":"Agent","mbox":"mailto:canary@example.com"}}]},
        "object":{"objectType":"SubStatement","actor":{"mbox_sha1sum":"51b0b0a0f2e4ffd2a6bbd4efed0dc4d5ef27d5ae"}}})");
    EXPECT_THAT(deep, Not(HasSubstr("canary")));
    EXPECT_THAT(deep, HasSubstr("mailto:b@example.com"));
}

TEST(Pseudonym, KnowsTheMailboxByItsSum) {
    const auto both = identities_of("mbox:mailto:canary@example.com");
    ASSERT_EQ(both.size(), 2u);
    EXPECT_THAT(erased(R"({"actor":{"mbox_sha1sum":")" + both[1].substr(5) + R"("}})"), HasSubstr("homePage"));
    EXPECT_EQ(identities_of("openid:http://a").size(), 1u);
    EXPECT_EQ(identities_of(std::vector<std::string>{both[1], both[0], "openid:http://a"}), (std::vector{both[1], both[0], std::string("openid:http://a")}));
}

TEST(Pseudonym, KnowsWhoActs) {
    const auto identities = identities_of("mbox:mailto:a@example.com");
    const std::string a = R"({"mbox":"mailto:a@example.com","name":"A"})", b = R"({"mbox":"mailto:b@example.com"})";
    const auto sum = R"({"mbox_sha1sum":")" + identities[1].substr(5) + R"("})";
    const auto by = [&](const std::string& actor) {
        return acts(R"({"actor":)" + actor + R"(,"object":)" + a + R"(,"context":{"instructor":)" + a + "}}", identities);
    };
    const auto group = [](const std::string& members, const std::string& more = "") {
        return R"({"objectType":"Group","member":[)" + members + "]" + more + "}";
    };
    const std::string named_a = R"(,"mbox":"mailto:a@example.com")", named_b = R"(,"mbox":"mailto:b@example.com")";
    const std::string account = R"({"account":{"homePage":"http://x","name":"a"}})";
    for (const auto& actor : {a, sum, group(a), group(a + "," + sum), group(b, named_a)}) EXPECT_TRUE(by(actor)) << actor;
    for (const auto& actor : {b, group(a + "," + b), group(a, named_b), group(""), account}) EXPECT_FALSE(by(actor)) << actor;
}

TEST(Pseudonym, NamesTheAuthority) {
    EXPECT_EQ(authority_of(R"({"authority":{"account":{"homePage":"http://x","name":"key"}}})"), "account:key@http://x");
    EXPECT_EQ(authority_of(R"({"authority":{"objectType":"Group","member":[{"account":{"homePage":"http://x","name":"app"}},{"mbox":"mailto:a@x"}]}})"),
              "account:app@http://x\nmbox:mailto:a@x");
    EXPECT_EQ(authority_of("{}"), "");
}

TEST(Pseudonym, KeepsMembersAndDropsSignatures) {
    const auto text = erased(
        R"({"actor":{"objectType":"Group","mbox":"mailto:canary@example.com","member":[{"mbox":"mailto:b@example.com"}]},)"
        R"("attachments":[{"usageType":"http://adlnet.gov/expapi/attachments/signature","sha2":"s"},{"usageType":"http://u","sha2":"k"}]})");
    EXPECT_THAT(text, HasSubstr(R"("member":[{"mbox":"mailto:b@example.com"}])"));
    EXPECT_THAT(text, HasSubstr(R"("attachments":[{"usageType":"http://u","sha2":"k"}])"));
}

}  // namespace
}  // namespace lrs
