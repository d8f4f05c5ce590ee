#include <gmock/gmock.h>

#include <boost/asio/thread_pool.hpp>

#include "lrs/lrs_test_support.hpp"
#include "lrs/movers.hpp"
#include "lrs/pipeline/state.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/http/router.hpp"

// Who saw or changed what is in the audit log (IDN-9).
namespace lrs {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;

constexpr db::Query all_acts{"test.acts", "SELECT action, kind, subject, actor, credential, address FROM audit_logs ORDER BY number",
                             "SELECT action, kind, subject, actor, credential, address FROM audit_logs ORDER BY number"};
constexpr std::string_view person = "01920000-0000-7000-8000-00000000000b";

class ActsDbTest : public LrsDbTest {
protected:
    ActsDbTest() {
        lrs::mount(router, lrs);
        lrs::mount(router, pipeline);
        lrs::mount(router, movers);
        router.gates.identify = [](const http::Request&, std::vector<http::Header>&) { return admin(); };
    }
    static Task<http::Caller> admin() {
        co_return http::Caller{.org = org, .user = UserId("admin"), .session = SessionId("session"), .role = http::Role::admin, .anonymous = false};
    }
    std::string send(std::string method, std::string path, std::string body = "", std::vector<std::pair<std::string, std::string>> query = {}, std::string type = "application/json") {
        http::Request request{.method = std::move(method), .target = path, .path = path, .query = std::move(query), .body = std::move(body), .peer = "192.0.2.1"};
        request.headers = {{"Content-Type", std::move(type)}};
        auto response = db::run(router.handle(std::move(request)));
        EXPECT_LT(response.status, 300) << path << ' ' << response.body;
        return response.body;
    }
    static std::string id_in(const std::string& body) { return body.substr(body.find("\"id\":\"") + 6, body.substr(body.find("\"id\":\"") + 6).find('"')); }
    // "action kind subject" of each.
    std::vector<std::string> acts() {
        std::vector<std::string> found;
        for (const auto& row : database->run_now(all_acts)) {
            found.push_back(row.text(0) + ' ' + row.text(1) + ' ' + row.text(2));
            EXPECT_EQ(row.text(3) + ' ' + row.text(4) + ' ' + row.text(5), "admin session 192.0.2.1");
        }
        return found;
    }
    std::string record(std::string_view actor) {
        return db::run(lrs.record(org, "test", R"({"actor":)" + std::string(actor) + R"(,"verb":{"id":"http://x/did"},"object":{"id":"http://x"}})")).front();
    }

    http::Router router;
    client::Client client;
    boost::asio::thread_pool threads{1};
    pool::Pool cpu{1};
    Pipeline pipeline{lrs, *database, cpu, threads.get_executor(), {.etl_mode = "off"}};
    identity::Vault vault{*database, {.key = std::string(64, '1')}, {}};
    Movers movers{lrs, pipeline, vault, client, threads.get_executor(), {.private_targets = true}};
};
OT_ON_EACH_ENGINE(ActsDbTest);

TEST_P(ActsDbTest, KeysAreMadeAndRevoked) {
    const auto id = id_in(send("POST", "/v1/xapi/keys", R"({"label":"x","scopes":["all"]})"));
    send("DELETE", "/v1/xapi/keys/" + id);
    EXPECT_THAT(acts(), ElementsAre("xapi_key.make xapi_key " + id, "xapi_key.revoke xapi_key " + id));
}

TEST_P(ActsDbTest, WhatIsSeenNamesWhoseItIs) {
    const auto own = R"({"account":{"homePage":"http://127.0.0.1:8790","name":")" + std::string(person) + "\"}}", stranger = std::string(R"({"mbox":"mailto:a@example.com"})");
    const auto id = record(own);
    record(stranger);
    send("GET", "/v1/admin/statements");
    send("GET", "/v1/admin/statements", "", {{"statementId", id}});
    send("GET", "/v1/admin/statements", "", {{"agent", own}});
    send("GET", "/v1/admin/statements", "", {{"agent", stranger}});
    send("GET", "/v1/xapi/export", "", {{"agent", own}});
    const auto mark = crypto::sha256_hex(org.str() + "\nmbox:mailto:a@example.com").substr(0, 32);
    EXPECT_THAT(acts(), ElementsAre("statements.browse statements ", "statements.browse statement " + id, "statements.browse user " + std::string(person),
                                    "statements.browse agent " + mark, "statements.export user " + std::string(person)));
}

TEST_P(ActsDbTest, ReportsAreRead) {
    record(R"({"mbox":"mailto:a@example.com"})");
    db::run(pipeline.state().etl.catch_up());
    send("GET", "/v1/xapi/reports/verbs");
    send("GET", "/v1/xapi/reports/activities", "", {{"format", "csv"}});
    EXPECT_THAT(acts(), ElementsAre("report.read report verbs", "report.read report activities"));
}

TEST_P(ActsDbTest, AnEmptyPageShowsNobody) {
    send("GET", "/v1/admin/statements");
    send("GET", "/v1/xapi/reports/verbs");
    EXPECT_THAT(acts(), IsEmpty());
}

TEST_P(ActsDbTest, ForwardsAreChanged) {
    const auto id = id_in(send("POST", "/v1/xapi/forwards", R"({"label":"x","kind":"webhook","url":"http://127.0.0.1:1/x"})"));
    send("POST", "/v1/xapi/forwards/" + id + "/pause");
    send("POST", "/v1/xapi/forwards/" + id + "/resume");
    send("POST", "/v1/xapi/forwards/" + id + "/replay", "{}");
    send("POST", "/v1/xapi/forwards/" + id + "/dead-letters/retry", "{}");  // there are none
    send("DELETE", "/v1/xapi/forwards/" + id);
    EXPECT_THAT(acts(), ElementsAre("forward.make forward " + id, "forward.pause forward " + id, "forward.resume forward " + id, "forward.replay forward " + id,
                                    "forward.remove forward " + id));
}

TEST_P(ActsDbTest, StatementsAreBroughtIn) {
    const auto lines = id_in(send("POST", "/v1/xapi/imports", "\n", {}, "application/x-ndjson"));
    const auto store = id_in(send("POST", "/v1/xapi/imports", R"({"url":"http://127.0.0.1:1/xapi","key":"k","secret":"s"})"));
    EXPECT_THAT(acts(), ElementsAre("statements.import import " + lines, "statements.import import " + store));
}

TEST_P(ActsDbTest, ErasuresNameTheirReceiptAndNobody) {
    const auto id = id_in(send("POST", "/v1/xapi/erasures", R"({"agent":{"mbox":"mailto:a@example.com"},"mode":"pseudonymise"})"));
    EXPECT_THAT(acts(), ElementsAre("agent.pseudonymise erasure " + id));
}

TEST_P(ActsDbTest, WhatIsRefusedIsNoAct) {
    const auto gone = "/v1/xapi/keys/" + new_uuid();
    http::Request request{.method = "DELETE", .target = gone, .path = gone};
    EXPECT_EQ(db::run(router.handle(std::move(request))).status, 404);
    EXPECT_THAT(acts(), IsEmpty());
}

}  // namespace
}  // namespace lrs
