#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <sys/resource.h>

#include "identity/accounts/accounts_test_support.hpp"
#include "identity/tokens/access_tokens.hpp"
#include "identity/tokens/jwt.hpp"
#include "platform/crypto/crypto.hpp"

namespace identity {
namespace {

class TokensDbTest : public AccountsTest {
protected:
    void SetUp() override {
        AccountsTest::SetUp();
        signed_up("Ada");
        const auto reply = client.post("/v1/login", person("Ada", R"(,"tokens":true)"));
        ASSERT_EQ(reply.status, 200) << reply.body;
        client.bearer = member(reply, "/tokens/access_token");
        refresh = member(reply, "/tokens/refresh_token");
        session = read_jwt(client.bearer).claims.sid;
    }

    http::Response take(const std::string& token) { return visitor().post("/v1/auth/refresh", R"({"refresh_token":")" + token + "\"}"); }
    int status_with(const std::string& bearer) {
        auto other = visitor();
        other.bearer = bearer;
        return other.get("/v1/account").status;
    }
    // A token as the server makes it, but for what `change` does, signed by a key that the server has published.
    std::string signed_with(void (*change)(Claims&)) {
        auto key = crypto::PrivateKey::make_p256();
        const std::string id(32, 'a');
        run("DELETE FROM signing_keys WHERE id = '" + id + "'");
        run("INSERT INTO signing_keys (org_id, id, x, y, made_at, accepted_until) SELECT id, '" + id + "', '" + crypto::to_base64url(key.x()) + "', '" +
            crypto::to_base64url(key.y()) + "', 0, 9000000000000000 FROM orgs");
        auto claims = read_jwt(client.bearer).claims;
        change(claims);
        return write_jwt(id, claims, key);
    }

    Visitor client = visitor();
    std::string refresh, session;
};
OT_ON_EACH_ENGINE(TokensDbTest);

TEST_P(TokensDbTest, AreTakenOnEveryRouteWithoutACookie) {
    EXPECT_EQ(member(client.get("/v1/account"), "/name"), "Ada");
    EXPECT_EQ(member(client.post("/v1/session"), "/user/name"), "Ada");
    EXPECT_TRUE(client.cookie.empty());
    EXPECT_EQ(client.get("/v1/role/2").status, 403);
    EXPECT_EQ(member(client.get("/v1/auth/sessions"), "/sessions/0/kind"), "api");
}

TEST_P(TokensDbTest, AreRefusedWithTheReasonOfTheStandardAndMakeNoStranger) {
    const auto users = number("SELECT count(*) FROM users");
    client.bearer += 'x';
    const auto reply = client.get("/v1/account");
    EXPECT_EQ(reply.status, 401);
    bool named = false;
    for (const auto& header : reply.headers) named = named || (header.name == "WWW-Authenticate" && header.value == R"(Bearer error="invalid_token")");
    EXPECT_TRUE(named);
    EXPECT_EQ(number("SELECT count(*) FROM users"), users);
}

// The test's own key in the place of the server's shows that everything else is looked at too. Each is signed by a key of its own, since the
// server remembers keys; so a good token comes first, and the others differ from it in one thing.
TEST_P(TokensDbTest, AreTakenForWhatTheySayOnlyWhenAllOfItIsRight) {
    ASSERT_EQ(status_with(signed_with([](Claims&) {})), 200);
    struct Case {
        const char* what;
        void (*change)(Claims&);
    };
    const Case cases[] = {
        {"another issuer", [](Claims& claims) { claims.iss = "https://evil.example"; }},
        {"another audience", [](Claims& claims) { claims.aud = "another product"; }},
        {"another organisation", [](Claims& claims) { claims.org = "00000000-0000-7000-8000-000000000002"; }},
        {"expired", [](Claims& claims) { claims.exp = claims.iat - 1; }},
        {"not yet", [](Claims& claims) { claims.nbf += 3'600; }},
        {"of the future", [](Claims& claims) { claims.iat += 3'600, claims.exp += 3'600; }},
        {"for ever", [](Claims& claims) { claims.exp += 1'000'000; }},
        {"a role the person has not", [](Claims& claims) { claims.role = "admin"; }},
        {"another person", [](Claims& claims) { claims.sub = "00000000-0000-7000-8000-000000000009"; }},
        {"no session", [](Claims& claims) { claims.sid = "00000000-0000-7000-8000-000000000009"; }},
        {"no id", [](Claims& claims) { claims.jti = ""; }},
    };
    for (const auto& [what, change] : cases) {
        AccessTokens fresh(*database, identity.default_org(), identity.config());
        EXPECT_THROW(db::run(fresh.session_of(signed_with(change), identity.sessions())), Error) << what;
    }
}

TEST_P(TokensDbTest, AreNotBelievedWithKeysTheyBring) {
    const std::string id(32, 'b');  // of no key of the server
    auto key = crypto::PrivateKey::make_p256();
    const auto payload = client.bearer.substr(client.bearer.find('.'), client.bearer.rfind('.') - client.bearer.find('.'));
    const auto x = crypto::to_base64url(key.x()), y = crypto::to_base64url(key.y());
    const std::string headers[] = {
        R"({"alg":"ES256","typ":"at+jwt","kid":")" + id + R"(","jwk":{"kty":"EC","crv":"P-256","x":")" + x + R"(","y":")" + y + R"("}})",
        R"({"alg":"ES256","typ":"at+jwt","kid":")" + id + R"(","jku":"http://127.0.0.1:1/jwks.json"})",
        R"({"alg":"ES256","typ":"at+jwt","kid":")" + id + R"(","x5u":"http://127.0.0.1:1/chain.pem"})",
        R"({"alg":"ES256","typ":"at+jwt","kid":"../../etc/passwd"})",
        R"({"alg":"ES256","typ":"at+jwt","kid":"' OR 1=1 --"})",
        R"({"alg":"ES256","typ":"at+jwt","kid":"http://127.0.0.1:1/key"})",
        R"({"alg":"ES256","typ":"at+jwt","kid":")" + read_jwt(client.bearer).key_id + R"("})",
    };
    for (const auto& header : headers) {
        const auto text = crypto::to_base64url(header) + payload;
        EXPECT_EQ(status_with(text + '.' + crypto::to_base64url(key.sign(text))), 401) << header;
    }
}

TEST_P(TokensDbTest, AreNotBelievedUnderAnotherAlgorithm) {
    const auto keys = visitor().get("/.well-known/jwks.json");
    const auto payload = client.bearer.substr(client.bearer.find('.'), client.bearer.rfind('.') - client.bearer.find('.'));
    const auto id = read_jwt(client.bearer).key_id;
    for (const std::string& algorithm : {"none", "HS256", "HS512", "RS256", "ES384", "EdDSA"}) {
        const auto text = crypto::to_base64url(R"({"alg":")" + algorithm + R"(","typ":"at+jwt","kid":")" + id + R"("})") + payload;
        // The public key, which everybody knows, as the secret of an HMAC.
        const auto forged = crypto::to_base64url(crypto::hmac_sha256_hex(member(keys, "/keys/0/x"), text));
        for (const auto& signature : {std::string(), forged, client.bearer.substr(client.bearer.rfind('.') + 1)})
            EXPECT_EQ(status_with(text + '.' + signature), 401) << algorithm;
    }
    EXPECT_EQ(status_with(std::string(100'000, 'a')), 401);
    EXPECT_EQ(status_with(""), 401);
}

TEST_P(TokensDbTest, StopWorkingWithTheirSession) {
    auto other = client;
    EXPECT_EQ(client.send("DELETE", "/v1/auth/sessions/" + session).status, 204);
    EXPECT_EQ(other.get("/v1/account").status, 401);
    EXPECT_EQ(take(refresh).status, 401);
}

TEST_P(TokensDbTest, StopWorkingWhenTheRoleChanges) {
    auto admin = administrator();
    admin.post("/v1/admin/users/" + client.user() + "/role", R"({"role":"teacher"})");
    EXPECT_EQ(client.get("/v1/account").status, 401) << "the token speaks of a learner";
    client.bearer = member(take(refresh), "/access_token");
    EXPECT_EQ(client.get("/v1/role/2").status, 200);
}

// Their own last access token is what clients keep sending.
TEST_P(TokensDbTest, StopNobodyFromSigningInOnceTheyAreWorthNothing) {
    client.bearer += 'x';
    EXPECT_EQ(client.get("/v1/account").status, 401) << "where somebody must be known, it is refused";
    EXPECT_EQ(client.post("/v1/session").status, 401);
    EXPECT_EQ(client.post("/v1/login", person("Ada", R"(,"tokens":true)")).status, 200);
    EXPECT_EQ(client.post("/v1/signup", person("Bob", R"(,"tokens":true)")).status, 200);
    EXPECT_EQ(client.post("/v1/auth/refresh", R"({"refresh_token":")" + refresh + "\"}").status, 200);
    EXPECT_EQ(client.get("/.well-known/jwks.json").status, 200);
    EXPECT_EQ(client.get("/v1/role/0").status, 200);
    EXPECT_EQ(client.post("/v1/logout").status, 204);
    EXPECT_EQ(client.post("/v1/auth/token", R"({"token":"open sesame"})").status, 200);
}

TEST_P(TokensDbTest, LeaveTheCookieToSpeakForWhoSignsOut) {
    auto ada = signed_up("Grace");
    auto both = ada;
    both.bearer = client.bearer + 'x';
    EXPECT_EQ(both.get("/v1/account").status, 401) << "nobody is taken for another than the token says";
    EXPECT_EQ(both.post("/v1/logout").status, 204);
    EXPECT_EQ(ada.get("/v1/account").status, 401) << "the session has ended";
}

TEST_P(TokensDbTest, EndTheirSessionWhenTheyHaveExpired) {
    client.bearer = signed_with([](Claims& claims) { claims.exp = claims.iat - 1; });
    EXPECT_EQ(client.get("/v1/account").status, 401);
    EXPECT_EQ(client.post("/v1/logout").status, 204);
    EXPECT_EQ(take(refresh).status, 401) << "nobody who has signed out comes in again";
}

TEST_P(TokensDbTest, NeedNoCheckOfWhereARequestComesFrom) {
    const auto reply = client.send("PATCH", "/v1/account", R"({"name":"Ada L."})", {{"Origin", "https://app.example"}, {"Host", "tutor.example"}});
    EXPECT_EQ(reply.status, 200) << "no page of another site can send a bearer token it does not know";
}

TEST_P(TokensDbTest, AreRefreshedOnceEach) {
    const auto reply = take(refresh);
    ASSERT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(member(reply, "/token_type"), "Bearer");
    EXPECT_EQ(member(reply, "/expires_in"), "900");
    EXPECT_EQ(status_with(member(reply, "/access_token")), 200);
    EXPECT_NE(member(reply, "/refresh_token"), refresh);
    EXPECT_EQ(take(refresh).status, 409) << "a moment ago: asked twice";
    EXPECT_EQ(take(member(reply, "/refresh_token")).status, 200);
    EXPECT_EQ(take("nonsense").status, 401);
}

TEST_P(TokensDbTest, EndTheSessionWhenARefreshTokenIsUsedAgain) {
    const auto reply = take(refresh);
    run("UPDATE refresh_tokens SET used_at = used_at - 11000000 WHERE used_at IS NOT NULL");
    EXPECT_EQ(take(refresh).status, 401);
    EXPECT_EQ(status_with(member(reply, "/access_token")), 401);
    EXPECT_EQ(take(member(reply, "/refresh_token")).status, 401) << "the whole family is gone";
    EXPECT_EQ(number("SELECT count(*) FROM audit_logs WHERE action = 'account.reuse_refresh_token'"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM sessions WHERE token_hash LIKE 'api:%'"), 0);
}

Task<bool> refreshed(Accounts& accounts, std::string token) {
    try {
        (void)co_await accounts.refresh(std::move(token), "192.0.2.1");
        co_return true;
    } catch (const Error& error) {
        EXPECT_EQ(error.code, ErrorCode::conflict);
        co_return false;
    }
}

TEST_P(TokensDbTest, AreGivenToOneOfManyWhoAskAtOnce) {
    boost::asio::thread_pool threads(4);
    std::vector<std::future<bool>> all;
    for (int i = 0; i < 20; ++i) all.push_back(boost::asio::co_spawn(threads, refreshed(accounts, refresh), boost::asio::use_future));
    int given = 0;
    for (auto& one : all) given += one.get();
    threads.join();
    EXPECT_EQ(given, 1);
    EXPECT_EQ(client.get("/v1/account").status, 200) << "nothing ends by asking twice at once";
}

TEST_P(TokensDbTest, AreSignedByKeysThatFollowEachOther) {
    auto config = identity.config();
    SigningKeys other(*database, identity.default_org(), 0, 900'000'000);  // each use makes the next key
    const auto first = db::run(other.signer()), second = db::run(other.signer());
    EXPECT_NE(first->id, second->id);
    SigningKeys elsewhere(*database, identity.default_org(), 1, 1);
    for (const auto& signer : {first, second}) {
        const auto key = db::run(elsewhere.find(signer->id));
        ASSERT_TRUE(key) << "another process knows both";
        EXPECT_TRUE(key->verifies(crypto::Signing::es256, "a text", signer->key.sign("a text")));
    }
    const auto published = boost::json::parse(visitor().get("/.well-known/jwks.json").body).at("keys").as_array();
    EXPECT_EQ(published.size(), 3u);
    for (const auto& key : published) {
        EXPECT_EQ(key.at("kty").as_string(), "EC");
        EXPECT_EQ(key.at("alg").as_string(), "ES256");
        EXPECT_FALSE(key.as_object().contains("d")) << "the private half is nowhere";
    }
    run("UPDATE signing_keys SET accepted_until = 1");
    EXPECT_FALSE(db::run(SigningKeys(*database, identity.default_org(), 1, 1).find(first->id)));
    EXPECT_EQ(member(visitor().get("/.well-known/jwks.json"), "/keys"), "[]");
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_THREAD, &used);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

Task<void> identify_often(Identity& identity, const http::Request& request, int times) {
    std::vector<http::Header> reply;
    for (int i = 0; i < times; ++i) (void)co_await identity.identify(request, reply);
}

// The figure is printed; a debug build on a busy machine is given ten times the 15 µs of the release build.
TEST_P(TokensDbTest, CostLittleOnceTheyAreKnown) {
    http::Request request{.method = "GET", .headers = {{"Authorization", "Bearer " + client.bearer}}, .peer = "192.0.2.1"};
    db::run(identify_often(identity, request, 10));
    constexpr int times = 5'000;
    const double before = cpu_seconds();
    db::run(identify_often(identity, request, times));
    const double each = (cpu_seconds() - before) / times * 1e6;
    std::printf("a known bearer token costs %.1f us of CPU\n", each);
    EXPECT_LT(each, 150);
}
}  // namespace
}  // namespace identity
