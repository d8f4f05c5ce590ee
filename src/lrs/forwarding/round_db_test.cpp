#include "lrs/forwarding/round.hpp"

#include <gmock/gmock.h>

#include <set>

#include "lrs/attachments/attachments.hpp"
#include "lrs/http/multipart_test_support.hpp"
#include "lrs/http/state.hpp"
#include "lrs/lrs_test_support.hpp"
#include "platform/client/client_fake.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {
namespace {
using client::ScriptedConnection;
using client::ScriptedServer;
using namespace std::chrono_literals;

class RoundDbTest : public LrsDbTest {
protected:
    std::string forward_to(std::string url, TargetKind kind = TargetKind::lrs) {
        Forward forward{.org = org, .id = new_uuid(), .label = "test"};
        forward.target = {kind, std::move(url), "k", "s", Version::v2_0_0};
        db::run(forwards.add(forward));
        return forward.id;
    }
    void record(const std::string& id) {
        db::run(lrs.record(org, "test", R"({"id":")" + id + R"(","actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://x/did"},"object":{"id":"http://x"}})"));
    }
    void go(const std::string& id, const std::string& process = "here") {
        db::run(Round({*database, vault, courier, process, "http://home", permits}, org, id).run());
    }
    void record_of(const std::string& user) {
        const std::string actor = R"({"account":{"homePage":"http://home","name":")" + user + R"("}})";
        db::run(lrs.record(org, "test", R"({"actor":)" + actor + R"(,"verb":{"id":"http://x/did"},"object":{"id":"http://x"}})"));
    }
    void record_with(const std::string& content, bool nested = false) {
        const auto sha2 = crypto::sha256_hex(content);
        const std::string declared = R"({"usageType":"http://x/u","display":{"en":"x"},"contentType":"text/x","length":)" + std::to_string(content.size()) +
                                     R"(,"sha2":")" + sha2 + R"("})";
        database->run_blocking([&](db::Transaction& tx) { insert_attachment(tx, org, {sha2, "text/x", content}); });
        const std::string who = R"({"actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://x/did"},"object":)";
        const auto whole = who + R"({"id":"http://x"},"attachments":[)" + declared + "]}";
        db::run(lrs.record(org, "test", nested ? who + R"({"objectType":"SubStatement",)" + whole.substr(1) + '}' : whole));
    }
    void run(const std::string& statement) { database->run_now(db::Query{"test.run", statement, statement}); }
    std::string in_rows() {
        const std::string query = "SELECT secret FROM xapi_forwards";
        return database->run_now(db::Query{"test.secrets", query, query})[0].text(0);
    }
    Forward state(const std::string& id) { return *db::run(forwards.find(org, id)); }

    identity::Vault vault{*database, {.key = std::string(64, '1')}, {}};
    Forwards forwards{*database, vault};
    client::Client client;
    Courier courier{*database, client, 2s, {}};
    Movers::Permits permits;
};
OT_ON_EACH_ENGINE(RoundDbTest);

TEST_P(RoundDbTest, PutsARefusedStatementAsideAndGoesOn) {
    const auto bad = new_uuid();
    ScriptedServer server({[&bad](ScriptedConnection& peer) {
        const bool refuses = peer.request().find(bad) != std::string::npos;
        peer.answer(refuses ? 400 : 200, refuses ? "no" : "[]");
    }});
    for (int i = 0; i < 5; ++i) record(i == 2 ? bad : new_uuid());
    const auto id = forward_to(server.url());
    go(id);
    EXPECT_EQ(state(id).delivered, 4);
    const auto letters = db::run(forwards.dead_letters(org, id));
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_EQ(letters[0].statement_id, bad);
    EXPECT_EQ(letters[0].reason, "no");
    EXPECT_EQ(db::run(forwards.lag(org, state(id).cursor)).statements, 0);
}

TEST_P(RoundDbTest, ShowsTheTargetASecretThatOnlyTheVaultHas) {
    std::string asked;
    ScriptedServer server({[&asked](ScriptedConnection& peer) { asked = peer.request(), peer.answer(200, "[]"); }});
    record(new_uuid());
    const auto id = forward_to(server.url());
    EXPECT_EQ(in_rows(), "");
    go(id);
    EXPECT_THAT(asked, testing::HasSubstr("Authorization: Basic azpz"));
    db::run(forwards.remove(org, id));
    EXPECT_EQ(db::run(vault.find(secret_place(org, id))), std::nullopt);
}

TEST_P(RoundDbTest, TakesSecretsOfOlderRowsIntoTheVault) {
    const auto id = forward_to("http://127.0.0.1:1");
    run("UPDATE xapi_forwards SET secret = 'from before'");
    run("DELETE FROM vault_secrets");
    forwards.keep_secrets();
    EXPECT_EQ(in_rows(), "");
    EXPECT_EQ(db::run(vault.find(secret_place(org, id))), "from before");
    forwards.keep_secrets();
    EXPECT_EQ(db::run(vault.find(secret_place(org, id))), "from before");
}

TEST_P(RoundDbTest, WaitsWhileTheKeyOfTheVaultIsAway) {
    record(new_uuid());
    const auto id = forward_to("http://127.0.0.1:1");
    identity::Vault other{*database, {.key = std::string(64, '2')}, {}};
    db::run(Round({*database, other, courier, "here", "http://home"}, org, id).run());
    EXPECT_EQ(state(id).failures, 1);
    EXPECT_THAT(state(id).last_error, testing::HasSubstr("vault"));
}

TEST_P(RoundDbTest, SendsNothingWithoutASecretThatTheVaultHasLost) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "[]"); }});
    record(new_uuid());
    const std::vector ids{forward_to(server.url()), forward_to(server.url(), TargetKind::webhook)};
    run("CREATE TABLE lost AS SELECT * FROM vault_secrets");
    run("DELETE FROM vault_secrets");
    for (const auto& id : ids) {
        go(id);
        EXPECT_EQ(state(id).failures, 1);
        EXPECT_THAT(state(id).last_error, testing::HasSubstr("its secret is not in the vault"));
        EXPECT_EQ(state(id).cursor, 0);
    }
    EXPECT_TRUE(server.requests().empty());
    run("INSERT INTO vault_secrets SELECT * FROM lost");
    run("UPDATE xapi_forwards SET retry_at = 0");
    for (const auto& id : ids) {
        go(id);
        EXPECT_EQ(state(id).failures, 0);
        EXPECT_EQ(state(id).delivered, 1);
    }
}

TEST_P(RoundDbTest, WaitsForATargetThatIsAway) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(503, "", "Retry-After: 7\r\n"); }, [](ScriptedConnection& peer) { peer.answer(200, "[]"); }});
    record(new_uuid());
    const auto id = forward_to(server.url());
    go(id);
    EXPECT_EQ(state(id).failures, 1);
    EXPECT_GT(state(id).retry_at, timing::now() + 5'000'000);
    go(id);
    EXPECT_EQ(server.requests().size(), 1u);
    EXPECT_TRUE(db::run(forwards.replay(org, id, 0)));  // and asks at once
    go(id);
    EXPECT_EQ(state(id).failures, 0);
    EXPECT_EQ(state(id).delivered, 1);
}

TEST_P(RoundDbTest, SendsFilesWithTheirStatements) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "[]"); }});
    const std::vector<std::string> contents{"", "small", std::string(2 * attachment_piece + 1, 'x')};
    for (const auto& content : contents) record_with(content, content == "small");
    const auto id = forward_to(server.url());
    go(id);
    EXPECT_EQ(state(id).delivered, 3);
    ASSERT_EQ(server.requests().size(), 1u);
    const auto request = server.requests()[0];
    const auto type = request.find("Content-Type: ") + 14;
    const auto parts = read_multipart(request.substr(type, request.find("\r\n", type) - type), request.substr(request.find("\r\n\r\n") + 4));
    std::set<std::string> sent;
    for (const auto& part : parts.attachments) sent.insert(part.content);
    EXPECT_TRUE(sent == std::set<std::string>(contents.begin(), contents.end()));
}

TEST_P(RoundDbTest, SendsAStatementAgainWhoseFileIsErasedMeanwhile) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "[]"); }});
    record_with(std::string(2 * attachment_piece, 'x'));
    run("DELETE FROM attachment_chunks WHERE piece = 1");  // as while it is sent
    const auto id = forward_to(server.url());
    go(id);
    EXPECT_EQ(state(id).failures, 1);
    EXPECT_THAT(state(id).last_error, testing::HasSubstr("has been erased"));
    run("DELETE FROM attachments");
    EXPECT_TRUE(db::run(forwards.replay(org, id, 0)));
    go(id);
    EXPECT_EQ(state(id).delivered, 1);
    EXPECT_THAT(server.requests().back(), testing::HasSubstr("application/json"));
}

// Answers as a room above would, and counts how often it is asked.
Task<std::vector<UserId>> all_but(const std::set<UserId>* unwilling, int* asked, std::vector<UserId> people) {
    ++*asked;
    std::erase_if(people, [unwilling](const UserId& user) { return unwilling->contains(user); });
    co_return people;
}

TEST_P(RoundDbTest, HeedsAConsentThatIsWithdrawnBetweenTwoRequests) {
    std::set<UserId> unwilling;
    int asked = 0;
    permits = [&](OrgId, std::vector<UserId> people) { return all_but(&unwilling, &asked, std::move(people)); };
    // The first request makes the others smaller; meanwhile somebody changes their mind.
    ScriptedServer server({[&](ScriptedConnection& peer) { unwilling.insert(UserId("shy")), peer.answer(413, ""); },
                           [](ScriptedConnection& peer) { peer.answer(200, "[]"); }});
    for (const auto* user : {"open", "shy", "open", "shy", "other"}) record_of(user);
    const auto id = forward_to(server.url());
    go(id);
    const auto requests = server.requests();
    ASSERT_GT(requests.size(), 1u);
    EXPECT_THAT(requests[0], testing::HasSubstr(R"("name":"shy")"));
    for (std::size_t at = 1; at < requests.size(); ++at) EXPECT_THAT(requests[at], testing::Not(testing::HasSubstr(R"("name":"shy")"))) << at;
    EXPECT_EQ(state(id).delivered, 3);
    EXPECT_EQ(db::run(forwards.dead_letters(org, id)).size(), 0u);
    EXPECT_EQ(db::run(forwards.lag(org, state(id).cursor)).statements, 0);
    EXPECT_EQ(static_cast<std::size_t>(asked), requests.size()) << "once a request";
}

TEST_P(RoundDbTest, OffersNoDeadLetterOfWhoDoesNotWantIt) {
    std::set<UserId> unwilling;
    int asked = 0;
    permits = [&](OrgId, std::vector<UserId> people) { return all_but(&unwilling, &asked, std::move(people)); };
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(400, "no"); }});
    record_of("shy");
    const auto id = forward_to(server.url());
    go(id);
    ASSERT_EQ(db::run(forwards.dead_letters(org, id)).size(), 1u);
    unwilling.insert(UserId("shy"));
    db::run(forwards.retry_dead_letters(org, id, std::nullopt));
    go(id);
    EXPECT_EQ(server.requests().size(), 1u);
    EXPECT_EQ(db::run(forwards.dead_letters(org, id)).size(), 0u);
}

TEST_P(RoundDbTest, LeavesATargetToWhoHoldsIt) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "[]"); }});
    record(new_uuid());
    const auto id = forward_to(server.url());
    database->run_now(sql::claim_forward, {org.str(), id, std::string("elsewhere"), timing::now(), timing::now() + 10'000'000});
    go(id);
    EXPECT_TRUE(server.requests().empty());
    go(id, "elsewhere");
    EXPECT_EQ(server.requests().size(), 1u);
}

TEST(RestAfter, GrowsAndObeys) {
    EXPECT_LE(rest_after(0, {}), 500ms);
    EXPECT_GT(rest_after(3, {}), 2s);
    EXPECT_GE(rest_after(5, {}), 20s);
    EXPECT_EQ(rest_after(9, 1s), 1s);
}

}  // namespace
}  // namespace lrs
