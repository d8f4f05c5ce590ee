#include "lrs/store/prepared.hpp"

#include <gmock/gmock.h>

#include <array>

#include "lrs/store/keys.hpp"
#include "platform/error.hpp"

namespace lrs {
namespace {
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

TEST(Prepared, IsNotFoundByAnAuthorityThatTheStoreReplaces) {
    constexpr std::string_view text = R"({"actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://a.b/v"},"object":{"id":"http://a.b/o"},
        "authority":{"mbox":"mailto:x@b.c","name":"X"}})";
    auto sender = make_sender(OrgId("org"), "http://home.example", "sender", true);
    const auto claimed = key_of(sender.org, KeyKind::related_agent, "mbox:mailto:x@b.c");
    const auto replaced = prepare_all(text, Version::v1_0_3, sender).at(0);
    EXPECT_THAT(replaced.keys, Not(Contains(claimed)));
    EXPECT_THAT(replaced.keys, Contains(sender.authority_key));
    EXPECT_THAT(replaced.definitions, IsEmpty());

    sender.keeps_authority = true;
    const auto kept = prepare_all(text, Version::v1_0_3, sender).at(0);
    EXPECT_THAT(kept.keys, Contains(claimed));
    EXPECT_THAT(kept.keys, Not(Contains(sender.authority_key)));
    EXPECT_EQ(kept.definitions.at(0).text, "X");
}

TEST(Prepared, RefusesWhatIsNoJsonByClauseAndPlace) {
    const auto sender = make_sender(OrgId("org"), "http://home.example", "sender", true);
    for (const auto& [text, pointer, says] : std::vector<std::array<std::string, 3>>{
             {"{x", "", "not valid JSON"},
             {"", "", "the body is empty"},
             {R"([{"actor":{"name":"a","name":"b"}}])", "/0/actor/name", "a member is named twice"},
             {R"({"verb":{"id":"\u0000"}})", "/verb/id", "a string holds U+0000"}}) {
        try {
            prepare_all(text, Version::v2_0_0, sender);
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.pointer, pointer);
            EXPECT_THAT(error.detail, testing::AllOf(testing::StartsWith(pointer), testing::HasSubstr(says), testing::EndsWith("(xAPI part 2, 2.2, XAPI-00014)")));
        }
    }
}

}  // namespace
}  // namespace lrs
