#include "identity/accounts/accounts_test_support.hpp"
#include "platform/crypto/password.hpp"

namespace identity {
namespace {
using testing::HasSubstr;
using testing::Not;

using AccountsDbTest = AccountsTest;
OT_ON_EACH_ENGINE(AccountsDbTest);

TEST_P(AccountsDbTest, GiveTheAnonymousLearnerANameInPlace) {
    auto ada = visitor();
    const auto learner = ada.user(), cookie = ada.cookie;
    const auto reply = ada.post("/v1/signup", person("Ada", R"(,"email":"ada@school.example")"));
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(member(reply, "/user/id"), learner);
    EXPECT_EQ(member(reply, "/user/name"), "Ada");
    EXPECT_EQ(member(reply, "/user/anonymous"), "false");
    EXPECT_NE(ada.cookie, cookie) << "a session from before is no signed-in one";
    EXPECT_EQ(number("SELECT count(*) FROM sessions"), 1);
    const auto session = ada.post("/v1/session");
    EXPECT_EQ(member(session, "/user/name"), "Ada");
    EXPECT_EQ(member(ada.get("/v1/account"), "/email"), "ada@school.example");
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE anonymous = 0"), 1);
}

TEST_P(AccountsDbTest, GiveAnAccountToWhoHadNoSession) {
    auto ada = signed_up("Ada");
    EXPECT_EQ(ada.get("/v1/account").status, 200);
    EXPECT_EQ(number("SELECT count(*) FROM users"), 1);
}

TEST_P(AccountsDbTest, RefuseNamesThatAreTakenOrLookSo) {
    signed_up("Paula");
    for (const std::string& name : {"Paula", "PAULA", " paula ", "Ｐａｕｌａ", "Pаula", "Pau1a"}) {
        const auto reply = visitor().post("/v1/signup", person(name));
        EXPECT_EQ(reply.status, 400) << name;
        EXPECT_EQ(member(reply, "/error/code"), "invalid");
        EXPECT_EQ(member(reply, "/error/pointer"), "/name");
    }
    EXPECT_EQ(number("SELECT count(*) FROM accounts"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM users"), 1) << "a refused sign-up leaves nothing behind";
}

TEST_P(AccountsDbTest, NameWhatIsWrongWithASignUp) {
    signed_up("Ada");
    const std::pair<std::string, std::string> wrong[] = {
        {R"({"name":"A","password":"a password that is long"})", "/name"},
        {R"({"name":"Bob","password":"short"})", "/password"},
        {R"({"name":"Bob","password":"password123"})", "/password"},
        {R"({"name":"Bobby Tables","password":"bobby tables"})", "/password"},
        {R"({"name":"Bob","password":"a password that is long","email":"nowhere"})", "/email"},
        {R"({"name":"Bob"})", "/password"},
    };
    for (const auto& [body, pointer] : wrong) {
        const auto reply = visitor().post("/v1/signup", body);
        EXPECT_EQ(reply.status, 400) << body;
        EXPECT_EQ(member(reply, "/error/pointer"), pointer) << body;
    }
    auto ada = signed_up("Carl");
    EXPECT_EQ(ada.post("/v1/signup", person("Carl the second")).status, 409);
}

TEST_P(AccountsDbTest, LetSomebodyInAgainByNameOrAddress) {
    auto here = visitor();
    here.post("/v1/signup", person("Ada", R"(,"email":"Ada@School.example")"));
    const auto user = here.user();
    for (const std::string& given : {R"("name":"ada")", R"("email":"ada@school.EXAMPLE")", R"("name":"ada@school.example")"}) {
        auto elsewhere = visitor("198.51.100.7");
        const auto reply = elsewhere.post("/v1/login", "{" + given + R"(,"password":"a password that is long"})");
        EXPECT_EQ(reply.status, 200) << reply.body;
        EXPECT_EQ(elsewhere.user(), user);
    }
    EXPECT_EQ(visitor().post("/v1/login", R"({"name":"ada","email":"ada@school.example","password":"x"})").status, 400);
}

TEST_P(AccountsDbTest, TellNobodyWhoHasAnAccount) {
    signed_up("Ada");
    auto known = visitor().post("/v1/login", R"({"name":"Ada","password":"a password that is wrong"})");
    auto unknown = visitor("198.51.100.7").post("/v1/login", R"({"name":"Eve","password":"a password that is wrong"})");
    EXPECT_EQ(known.status, 401);
    EXPECT_EQ(unknown.status, 401);
    const auto without_trace = [](std::string body) { return body.erase(body.find("trace_id"), 46); };
    EXPECT_EQ(without_trace(known.body), without_trace(unknown.body));
}

TEST_P(AccountsDbTest, GiveEachSignInASessionOfItsOwn) {
    signed_up("Ada");
    auto planted = visitor();
    planted.user();
    const auto from_before = planted.cookie;
    planted.post("/v1/login", person("Ada"));
    EXPECT_NE(planted.cookie, from_before) << "a cookie that somebody planted is of no use to them";
    auto thief = visitor();
    thief.cookie = from_before;
    EXPECT_EQ(thief.get("/v1/account").status, 401);
    EXPECT_THAT(planted.set_cookie, HasSubstr("; HttpOnly; SameSite=Lax"));
}

TEST_P(AccountsDbTest, TakeOverWhatWasDoneBeforeSigningIn) {
    std::vector<std::string> taken;
    accounts.adopt_by([&taken](db::Transaction&, const OrgId&, const UserId& from, const UserId& to) { taken.push_back(from.str() + ' ' + to.str()); });
    auto ada = signed_up("Ada");
    const auto account = ada.user();
    auto elsewhere = visitor();
    const auto learner = elsewhere.user();
    elsewhere.post("/v1/login", person("Ada"));
    EXPECT_EQ(taken, std::vector{learner + ' ' + account});
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE became = '" + account + "' AND id = '" + learner + "'"), 1);
    elsewhere.post("/v1/login", person("Ada"));
    signed_up("Bob").post("/v1/login", person("Ada"));
    EXPECT_EQ(taken.size(), 1u) << "an account's work is not taken over by another";
}

TEST_P(AccountsDbTest, SignOut) {
    auto ada = signed_up("Ada");
    const auto cookie = ada.cookie;
    EXPECT_EQ(ada.post("/v1/logout", "").status, 204);
    EXPECT_THAT(ada.set_cookie, HasSubstr("Max-Age=0"));
    ada.cookie = cookie;
    EXPECT_EQ(ada.get("/v1/account").status, 401);
    EXPECT_EQ(visitor().post("/v1/logout", "").status, 204) << "nobody was signed in";
}

TEST_P(AccountsDbTest, ListAndEndSessions) {
    auto here = signed_up("Ada"), there = visitor("198.51.100.7"), bob = signed_up("Bob");
    there.post("/v1/login", person("Ada"));
    const auto list = boost::json::parse(here.get("/v1/auth/sessions").body).at("sessions").as_array();
    ASSERT_EQ(list.size(), 2u);
    std::string other;
    for (const auto& one : list)
        if (!one.at("current").as_bool()) other = one.at("id").as_string();
    EXPECT_EQ(list[0].at("kind").as_string(), "browser");
    EXPECT_EQ(list[0].at("agent").as_string(), "a test");
    EXPECT_EQ(bob.send("DELETE", "/v1/auth/sessions/" + other).status, 404) << "of somebody else";
    EXPECT_EQ(here.send("DELETE", "/v1/auth/sessions/" + other).status, 204);
    EXPECT_EQ(there.get("/v1/account").status, 401);
    EXPECT_EQ(here.get("/v1/account").status, 200);

    there = visitor("198.51.100.7");
    there.post("/v1/login", person("Ada"));
    EXPECT_EQ(here.post("/v1/logout/all", "").status, 204);
    EXPECT_EQ(there.get("/v1/account").status, 401);
    EXPECT_EQ(bob.get("/v1/account").status, 200);
}

TEST_P(AccountsDbTest, EndAllOtherSessionsWhenThePasswordChanges) {
    auto here = signed_up("Ada"), there = visitor("198.51.100.7");
    there.post("/v1/login", person("Ada"));
    const auto before = here.cookie;
    EXPECT_EQ(here.post("/v1/account/password", R"({"present":"not this one at all","next":"quite another phrase"})").status, 401);
    EXPECT_EQ(here.post("/v1/account/password", R"({"present":"a password that is long","next":"short"})").status, 400);
    EXPECT_EQ(there.get("/v1/account").status, 200);
    EXPECT_EQ(here.post("/v1/account/password", R"({"present":"a password that is long","next":"quite another phrase"})").status, 200);
    EXPECT_EQ(there.get("/v1/account").status, 401);
    EXPECT_EQ(here.get("/v1/account").status, 200);
    EXPECT_NE(here.cookie, before);
    EXPECT_EQ(visitor().post("/v1/login", person("Ada")).status, 401);
    EXPECT_EQ(visitor().post("/v1/login", R"({"name":"Ada","password":"quite another phrase"})").status, 200);
}

TEST_P(AccountsDbTest, ChangeNameAndAddress) {
    auto ada = signed_up("Ada");
    signed_up("Bob");
    EXPECT_EQ(ada.send("PATCH", "/v1/account", R"({"name":"Bob"})").status, 400);
    const auto renamed = ada.send("PATCH", "/v1/account", R"({"name":"Ada L."})");
    EXPECT_EQ(member(renamed, "/name"), "Ada L.");
    EXPECT_EQ(member(ada.post("/v1/session"), "/user/name"), "Ada L.");
    EXPECT_EQ(member(ada.send("PATCH", "/v1/account", R"({"email":"ada@b.example"})"), "/error/pointer"), "/password");
    const auto addressed = ada.send("PATCH", "/v1/account", R"({"email":"ada@b.example","password":"a password that is long"})");
    EXPECT_EQ(member(addressed, "/email"), "ada@b.example");
    EXPECT_EQ(visitor().post("/v1/signup", person("Eve", R"(,"email":"ADA@b.example")")).status, 400);
    EXPECT_EQ(member(ada.send("PATCH", "/v1/account", R"({"email":"","password":"a password that is long"})"), "/email"), "");
}

TEST_P(AccountsDbTest, AskAnonymousLearnersToSignIn) {
    auto nobody = visitor();
    EXPECT_EQ(nobody.get("/v1/account").status, 401);
    EXPECT_EQ(nobody.send("PATCH", "/v1/account", R"({"name":"Bob"})").status, 401);
    EXPECT_EQ(nobody.post("/v1/account/password", R"({"present":"a","next":"b"})").status, 401);
}

TEST_P(AccountsDbTest, KeepNoPasswordAndRaiseItsCostAtTheNextSignIn) {
    auto ada = signed_up("Ada");
    const char* query = "SELECT password FROM accounts";
    const auto stored = [&] { return database->run_now(db::Query{"test.password", query, query})[0].text(0); };
    EXPECT_EQ(crypto::cost_of(stored())->memory_kib, 64u);
    Accounts dearer(identity, *database, {.password_memory_kib = 128, .password_passes = 2, .hashing_threads = 1});
    http::Request request{.method = "POST", .peer = "192.0.2.1"};
    db::run(dearer.sign_in(request, {.name = "Ada", .password = "a password that is long"}));
    dearer.close();
    EXPECT_EQ(crypto::cost_of(stored())->memory_kib, 128u);
    EXPECT_THAT(stored(), Not(HasSubstr("a password")));
    EXPECT_EQ(visitor().post("/v1/login", person("Ada")).status, 200);
}

TEST_P(AccountsDbTest, MakeGuessersWaitWithoutShuttingTheOwnerOut) {
    signed_up("Ada");
    auto guesser = visitor("203.0.113.9");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(guesser.post("/v1/login", R"({"name":"Ada","password":"a wrong guess"})").status, 401);
    const auto refused = guesser.post("/v1/login", R"({"name":"ADA","password":"a password that is long"})");
    EXPECT_EQ(refused.status, 429) << "even with the right password, else the wait would tell it";
    EXPECT_GT(std::stoi(member(refused, "/error/retry_after_ms")), 500);
    EXPECT_EQ(visitor("198.51.100.7").post("/v1/login", person("Ada")).status, 200) << "the owner is elsewhere";
    auto nobody = visitor("203.0.113.10");
    for (int i = 0; i < 5; ++i) nobody.post("/v1/login", R"({"name":"Nobody","password":"a wrong guess"})");
    EXPECT_EQ(nobody.post("/v1/login", R"({"name":"Nobody","password":"a wrong guess"})").status, 429) << "a name that nobody has waits alike";
}

TEST_P(AccountsDbTest, RefuseRequestsOfOtherSites) {
    auto ada = signed_up("Ada");
    const std::vector<http::Header> foreign{{"Origin", "https://evil.example"}, {"Host", "tutor.example"}};
    for (const std::string& path : {"/v1/login", "/v1/logout", "/v1/logout/all", "/v1/account/password", "/v1/signup"})
        EXPECT_EQ(ada.send("POST", path, person("Eve"), foreign).status, 403) << path;
    EXPECT_EQ(ada.send("PATCH", "/v1/account", R"({"name":"Eve"})", foreign).status, 403);
    EXPECT_EQ(ada.get("/v1/account").status, 200);
}

TEST_P(AccountsDbTest, AreRecordedWithoutNamesAndPasswords) {
    auto ada = visitor();
    ada.post("/v1/signup", person("Ada", R"(,"email":"ada@school.example")"));
    ada.post("/v1/login", R"({"name":"Ada","password":"a wrong guess"})");
    ada.send("PATCH", "/v1/account", R"({"name":"Ada L."})");
    ada.post("/v1/logout", "");
    const char* query = "SELECT action || ' ' || kind || ' ' || subject || ' ' || actor || ' ' || credential || ' ' || address FROM audit_logs ORDER BY number";
    std::string all;
    for (const auto& row : database->run_now(db::Query{"test.acts", query, query})) all += row.text(0) + '\n';
    for (const auto* act : {"account.sign_up", "account.refuse_sign_in", "account.change", "account.sign_out"}) EXPECT_THAT(all, HasSubstr(act));
    for (const auto* secret : {"Ada", "ada", "password", "guess"}) EXPECT_THAT(all, Not(HasSubstr(secret)));
    EXPECT_EQ(number("SELECT count(*) FROM audit_logs WHERE action = 'account.sign_up' AND subject = (SELECT user_id FROM accounts)"), 1);
}
// By each way there is; a new password that mail brought is tried in tests/notices.
TEST_P(AccountsDbTest, TellThatSessionsEndAndWhatGoesOn) {
    std::vector<SessionEnd> ends;
    identity.on_session_end([&ends](db::Transaction&, const SessionEnd& end) { ends.push_back(end); });
    const auto told = [&ends](const std::string& user) {
        std::string words;
        for (const auto& end : std::exchange(ends, {}))
            if (end.user.str() == user) words += std::string(end.session.empty() ? "all" : "one") + (end.successor.empty() ? ". " : " but a successor. ");
        return words;
    };
    auto here = signed_up("Ann"), there = visitor();
    const auto ann = here.user();
    there.post("/v1/login", person("Ann"));
    ends.clear();
    here.post("/v1/login", person("Ann"));
    EXPECT_EQ(told(ann), "one but a successor. ") << "who signs in again in the same browser";
    here.post("/v1/auth/token", R"({"token":"open sesame"})");
    EXPECT_EQ(told(ann), "one but a successor. ") << "who becomes administrator";
    here.post("/v1/account/password", R"({"present":"a password that is long","next":"another one that is long"})");
    EXPECT_EQ(told(ann), "one but a successor. all but a successor. ");
    there.post("/v1/login", R"({"name":"Ann","password":"another one that is long"})");
    ends.clear();
    const auto sessions = boost::json::parse(here.get("/v1/auth/sessions").body).at("sessions").as_array();
    for (const auto& one : sessions)
        if (!one.at("current").as_bool()) here.send("DELETE", "/v1/auth/sessions/" + std::string(one.at("id").as_string()));
    EXPECT_EQ(told(ann), "one. ") << "who ends another session";
    here.post("/v1/logout/all");
    EXPECT_EQ(told(ann), "all. ");
    here.post("/v1/login", R"({"name":"Ann","password":"another one that is long"})");
    signed_up("Bob");
    ends.clear();
    here.post("/v1/login", person("Bob"));
    EXPECT_EQ(told(ann), "one. ") << "when somebody else signs in there";
    here.post("/v1/login", R"({"name":"Ann","password":"another one that is long"})");
    ends.clear();
    here.post("/v1/logout");
    EXPECT_EQ(told(ann), "one. ");
    administrator().post("/v1/admin/users/" + ann + "/disable");
    EXPECT_EQ(told(ann), "all. ");
}
}  // namespace
}  // namespace identity
