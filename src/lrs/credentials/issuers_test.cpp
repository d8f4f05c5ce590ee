#include "lrs/credentials/issuers.hpp"

#include <gtest/gtest.h>

#include "platform/client/client_fake.hpp"
#include "platform/jose/discovery.hpp"
#include "platform/run.hpp"

namespace lrs {
namespace {
using client::ScriptedConnection;
using client::ScriptedServer;

const OrgId org("o1");

std::string refusal(const auto& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.detail;
    }
    return "";
}

TEST(Issuers, AreReadFromTheSetting) {
    const auto read = read_issuers(
        R"([{"issuer":"https://id.example.org","audience":"xapi"},)"
        R"({"issuer":"https://b.example","audience":"b","organisation":"o2","scope_claim":"scp","scopes":{"w":"statements/write state"},"refresh_seconds":5}])",
        org);
    ASSERT_EQ(read.size(), 2u);
    EXPECT_EQ(read[0].org, org);
    EXPECT_EQ(read[0].scope_claim, "scope");
    EXPECT_EQ(read[1].org, OrgId("o2"));
    EXPECT_EQ(read[1].scopes.at("w"), scope_statements_write | scope_state);
    EXPECT_EQ(read[1].refresh, std::chrono::seconds(5));
    EXPECT_TRUE(read_issuers(" ", org).empty());
}

TEST(Issuers, NameTheSettingWhenItCannotBeRead) {
    for (const auto text : {"[", R"([{"issuer":"https://x.example"}])", R"([{"issuer":"ftp://x.example","audience":"a"}])",
                            R"([{"issuer":"https://x.example","audience":"a","scopes":{"w":"write"}}])", "/nowhere/at/all"})
        EXPECT_TRUE(refusal([&] { read_issuers(text, org); }).starts_with("OT_XAPI_ISSUERS")) << text;
}

TEST(Issuers, KeysOfADiscoveryDocumentAreItsOwnAndSafe) {
    const auto document = [](std::string issuer, std::string keys) { return R"({"issuer":")" + issuer + R"(","jwks_uri":")" + keys + R"("})"; };
    EXPECT_EQ(jose::read_discovery(document("https://a.example", "https://k.example/keys"), "https://a.example").jwks_uri, "https://k.example/keys");
    EXPECT_NE(refusal([&] { jose::read_discovery(document("https://b.example", "https://k.example"), "https://a.example"); }), "");
    EXPECT_NE(refusal([&] { jose::read_discovery(document("https://a.example", "http://k.example"), "https://a.example"); }), "");
    EXPECT_NE(refusal([&] { jose::read_discovery(document("https://a.example", "file:///etc/passwd"), "https://a.example"); }), "");
    EXPECT_NE(refusal([&] { jose::read_discovery("[]", "https://a.example"); }), "");
}

TEST(Issuers, LeaveOutWhatIsNoKeyForTheTwoAlgorithms) {
    const auto n = std::string(342, 'A');  // 2,048 bits of zeros are no modulus
    EXPECT_TRUE(jose::read_key_set(R"({"keys":[7,{},{"kty":"oct","k":"AA"},{"kty":"RSA","n":")" + n + R"(","e":"AQAB"},{"kty":"EC","crv":"P-521","x":"AA","y":"AA"}]})").empty());
    const std::string point = R"("crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")";
    EXPECT_EQ(jose::read_key_set(R"({"keys":[{"kty":"EC",)" + point + "}]}").size(), 1u);
    EXPECT_TRUE(jose::read_key_set(R"({"keys":[{"kty":"EC","use":"enc",)" + point + "}]}").empty());
    EXPECT_TRUE(jose::read_key_set(R"({"keys":[{"kty":"EC","alg":"RS256",)" + point + "}]}").empty());
}

TEST(KeySets, AskAnIssuerThatIsAwayOnlyNowAndThen) {
    client::Client client;
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(500, "no"); }});
    jose::KeySet keys(client, server.url(), std::chrono::seconds(30));
    for (int i = 0; i < 5; ++i) EXPECT_NE(refusal([&] { run_to_end(keys.find("any", crypto::Signing::rs256)); }), "");
    EXPECT_EQ(server.requests().size(), 1u);
}

TEST(KeySets, AreNotFetchedFromThisMachineUnlessThatIsAllowed) {
    client::Client client(client::Reach::public_addresses);
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "{}"); }});
    jose::KeySet keys(client, server.url(), std::chrono::seconds(30));
    EXPECT_NE(refusal([&] { run_to_end(keys.find("any", crypto::Signing::rs256)); }), "");
    EXPECT_TRUE(server.requests().empty());
}
}  // namespace
}  // namespace lrs
