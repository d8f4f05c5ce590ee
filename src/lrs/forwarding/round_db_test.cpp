#include "lrs/forwarding/round.hpp"

#include <gmock/gmock.h>

#include "lrs/http/state.hpp"
#include "lrs/lrs_test_support.hpp"
#include "platform/client/client_fake.hpp"

namespace lrs {
namespace {
using client::ScriptedConnection;
using client::ScriptedServer;
using namespace std::chrono_literals;

class RoundDbTest : public LrsDbTest {
protected:
    std::string forward_to(std::string url) {
        Forward forward{.org = org, .id = new_uuid(), .label = "test"};
        forward.target = {TargetKind::lrs, std::move(url), "k", "s", Version::v2_0_0};
        db::run(forwards.add(forward));
        return forward.id;
    }
    void record(const std::string& id) {
        db::run(lrs.record(org, "test", R"({"id":")" + id + R"(","actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://x/did"},"object":{"id":"http://x"}})"));
    }
    void go(const std::string& id, const std::string& process = "here") {
        db::run(Round({*database, courier, process, "http://home"}, org, id).run());
    }
    Forward state(const std::string& id) { return *db::run(forwards.find(org, id)); }

    Forwards forwards{*database};
    client::Client client;
    Courier courier{*database, client, 2s, {}};
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
