#include "identity/identity_test_support.hpp"
#include "platform/crypto/crypto.hpp"

namespace {
using testing::HasSubstr;
using testing::Not;

// One browser.
class IdentityTest : public identity::SessionsTest {
protected:
    http::Response send(std::string method, std::string path, std::string body = "") { return browser.send(std::move(method), std::move(path), std::move(body)); }
    std::int64_t count(const std::string& table) { return number("SELECT count(*) FROM " + table); }
    void age_session(timing::Micros by) {
        const auto span = std::to_string(by);
        run("UPDATE sessions SET renewed_at = renewed_at - " + span + ", expires_at = expires_at - " + span);
    }

    identity::Visitor browser = visitor();
    std::string& cookie = browser.cookie;
    std::string& set_cookie = browser.set_cookie;
};
OT_ON_EACH_ENGINE(IdentityTest);

TEST_P(IdentityTest, MakesAnAnonymousLearnerOnceAndKnowsThemAgain) {
    const auto first = send("POST", "/v1/session", "{}");
    EXPECT_EQ(first.status, 200);
    EXPECT_THAT(first.body, HasSubstr("\"anonymous\":true"));
    EXPECT_THAT(first.body, HasSubstr("\"role\":\"learner\""));
    EXPECT_THAT(set_cookie, HasSubstr("; HttpOnly; SameSite=Lax; Max-Age=259"));
    const auto user = send("GET", "/v1/role/1").body;
    EXPECT_THAT(first.body, HasSubstr(user));
    EXPECT_EQ(send("POST", "/v1/session", "{}").body.substr(0, 60), first.body.substr(0, 60));
    EXPECT_EQ(count("users"), 1);
    EXPECT_EQ(count("sessions"), 1);
}

TEST_P(IdentityTest, StoresOnlyTheHashOfAToken) {
    send("POST", "/v1/session", "{}");
    const char* text = "SELECT token_hash FROM sessions";
    EXPECT_EQ(database->run_now(db::Query{"test.hash", text, text})[0].text(0), crypto::sha256_hex(cookie));
}

TEST_P(IdentityTest, MakesASessionOnAnyRouteButThoseForAnyone) {
    send("GET", "/v1/role/0");
    EXPECT_EQ(count("users"), 0);
    EXPECT_TRUE(cookie.empty());
    send("GET", "/v1/role/1");
    EXPECT_EQ(count("users"), 1);
    EXPECT_EQ(cookie.size(), 64u);
}

TEST_P(IdentityTest, TakesAnUnknownOrBrokenCookieForAStranger) {
    for (const std::string& shown : {std::string(64, 'a'), std::string("' OR 1=1 --"), std::string(64, 'Z')}) {
        cookie = shown;
        EXPECT_EQ(send("GET", "/v1/role/1").status, 200);
        EXPECT_NE(cookie, shown);
    }
    EXPECT_EQ(count("users"), 3);
}

Task<void> refuse() {
    throw Error(ErrorCode::over_quota, "later");
    co_return;
}

TEST_P(IdentityTest, MakesNoSessionForAStrangerWhoIsNotAdmitted) {
    std::vector<std::string> asked;
    identity.admit = [&asked](const http::Caller& stranger) {
        asked.push_back(stranger.ip);
        return refuse();
    };
    for (const char* path : {"/v1/role/1", "/v1/session"}) EXPECT_EQ(send(path[4] == 's' ? "POST" : "GET", path, "{}").status, 429);
    EXPECT_EQ(asked, std::vector<std::string>({"192.0.2.1", "192.0.2.1"}));
    EXPECT_EQ(count("users"), 0);
    EXPECT_EQ(send("GET", "/v1/role/0").status, 200);
}

TEST_P(IdentityTest, AsksNobodyToAdmitWhoIsKnown) {
    send("POST", "/v1/session", "{}");
    identity.admit = [](const http::Caller&) { return refuse(); };
    EXPECT_EQ(send("GET", "/v1/role/1").status, 200);
    EXPECT_EQ(send("POST", "/v1/session", "{}").status, 200);
}

class Aged : public IdentityTest {
protected:
    // The rows change behind the cache of `identity`, so each look uses an Identity of its own.
    std::vector<http::Header> look() {
        identity::Identity fresh(*database, {});
        http::Request request{.method = "GET", .headers = {{"Cookie", "ot_session=" + cookie}}};
        std::vector<http::Header> reply;
        db::run(identify(fresh, request, reply));
        return reply;
    }
    static Task<void> identify(identity::Identity& identity, const http::Request& request, std::vector<http::Header>& reply) {
        co_await identity.identify(request, reply);
    }
};
OT_ON_EACH_ENGINE(Aged);

TEST_P(Aged, SessionIsRenewedAtMostOnceAnHour) {
    send("POST", "/v1/session", "{}");
    EXPECT_TRUE(look().empty());
    age_session(std::chrono::microseconds(std::chrono::hours(2)).count());
    const auto renewed = look();
    ASSERT_EQ(renewed.size(), 1u);
    EXPECT_THAT(renewed[0].value, HasSubstr(cookie));
    EXPECT_TRUE(look().empty());
}

TEST_P(Aged, SessionThatExpiredIsFollowedByAnewAnonymousLearner) {
    send("POST", "/v1/session", "{}");
    age_session(std::chrono::microseconds(std::chrono::hours(24 * 31)).count());
    const auto fresh = look();
    ASSERT_EQ(fresh.size(), 1u);
    EXPECT_THAT(fresh[0].value, Not(HasSubstr(cookie)));
    EXPECT_EQ(count("users"), 2);
}

TEST_P(IdentityTest, TriesEveryRouteWithEveryRole) {
    const int learner[] = {200, 200, 401, 401};  // 401: signing in might help
    for (int role = 0; role < 4; ++role) EXPECT_EQ(send("GET", "/v1/role/" + std::to_string(role)).status, learner[role]);
    send("POST", "/v1/auth/token", R"({"token":"open sesame"})");
    for (int role = 0; role < 4; ++role) EXPECT_EQ(send("GET", "/v1/role/" + std::to_string(role)).status, 200);
}

TEST_P(IdentityTest, MakesAnAdministratorOfWhoShowsTheToken) {
    const auto user = send("GET", "/v1/role/1").body;
    const auto learner = cookie;
    const auto answer = send("POST", "/v1/auth/token", R"({"token":"open sesame"})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("\"role\":\"admin\""));
    EXPECT_THAT(set_cookie, HasSubstr("Max-Age=86"));
    EXPECT_NE(cookie, learner);
    EXPECT_EQ(send("GET", "/v1/role/3").body, user);
    EXPECT_EQ(count("sessions"), 1);  // the learner's session has ended
}

TEST_P(IdentityTest, RefusesAWrongTokenAndEveryTokenWhenNoneIsSet) {
    EXPECT_EQ(send("POST", "/v1/auth/token", R"({"token":"open"})").status, 401);
    EXPECT_EQ(send("POST", "/v1/auth/token", R"({"token":""})").status, 400);
    EXPECT_TRUE(cookie.empty());
    identity::Identity closed(*database, {});
    EXPECT_THROW(db::run(closed.become_admin(http::Request{}, "")), Error);
}

TEST_P(IdentityTest, RecordsWhoBecomesAdministrator) {
    EXPECT_EQ(send("POST", "/v1/auth/token", R"({"token":"wrong"})").status, 401);
    EXPECT_EQ(count("audit_logs"), 0);
    EXPECT_EQ(send("POST", "/v1/auth/token", R"({"token":"open sesame"})").status, 200);
    const auto user = send("GET", "/v1/role/3").body;
    const char* text = "SELECT actor, action, address, role FROM audit_logs";
    const auto rows = database->run_now(db::Query{"test.acts", text, text});
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].text(0) + ' ' + rows[0].text(1) + ' ' + rows[0].text(2) + ' ' + rows[0].text(3), user + " admin.sign_in 192.0.2.1 admin");
}

TEST_P(IdentityTest, KeepsAndPublishesClientEvents) {
    const auto answer = send("POST", "/v1/event", R"({"events":[
        {"name":"page.view","at":"2026-11-21T09:30:00Z","data":{"page":"home"}},
        {"name":"owl.poked","at":"2026-11-21T09:30:01Z"}]})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"accepted":2})");
    EXPECT_EQ(count("client_events"), 2);
    EXPECT_EQ(count("outbox"), 1);
}

TEST_P(IdentityTest, RefusesEventsThatDoNotFit) {
    for (const std::string& events : {std::string(R"([])"), std::string(R"([{"name":"a","at":"yesterday at twenty past"}])"),
                                      std::string(R"([{"name":"","at":"2026-11-21T09:30:00Z"}])"),
                                     std::string(R"([{"name":"a","at":"2026-11-21T09:30:00Z","data":[1]}])")})
        EXPECT_EQ(send("POST", "/v1/event", "{\"events\":" + events + "}").status, 400) << events;
    EXPECT_EQ(count("client_events"), 0);
}

}  // namespace
