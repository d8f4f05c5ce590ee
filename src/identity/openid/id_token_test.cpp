#include "identity/openid/id_token.hpp"

#include <gtest/gtest.h>

#include "identity/openid/exchange.hpp"
#include "platform/crypto/crypto.hpp"

namespace identity {
namespace {

constexpr std::int64_t now = 1'800'000'000;
const ExpectedToken expected{.issuer = "https://id.example", .client_id = "tutor", .nonce = "n"};

std::string claims(const std::string& changed, const std::string& value) {
    std::string json = "{";
    for (const auto& [name, usual] : {std::pair<std::string, std::string>{"iss", R"("https://id.example")"}, {"aud", R"("tutor")"}, {"sub", R"("s")"},
                                      {"nonce", R"("n")"}, {"exp", "1800000300"}, {"iat", "1800000000"}})
        if (const auto& text = name == changed ? value : usual; !text.empty()) json += '"' + name + "\":" + text + ',';
    if (changed == "azp" || changed == "nbf" || changed == "auth_time") json += '"' + changed + "\":" + value + ',';
    json.back() = '}';
    return json;
}

std::string token_of(const std::string& claims, const std::string& header = R"({"alg":"RS256","kid":"k"})") {
    return crypto::to_base64url(header) + '.' + crypto::to_base64url(claims) + '.' + crypto::to_base64url("proof");
}

std::string refusal(const std::string& text, const ExpectedToken& wanted = expected) {
    try {
        check_id_token(read_id_token(text), wanted, now);
    } catch (const Error& error) {
        return error.detail;
    }
    return "";
}

TEST(IdToken, IsTakenWhenEachClaimHolds) {
    EXPECT_EQ(refusal(token_of(claims("", ""))), "");
    EXPECT_EQ(refusal(token_of(claims("", ""), R"({"alg":"ES256"})")), "");
    EXPECT_EQ(refusal(token_of(claims("aud", R"(["tutor"])"))), "");
    EXPECT_EQ(refusal(token_of(claims("azp", R"("tutor")"))), "");
    EXPECT_EQ(read_id_token(token_of(R"({"preferred_username":"ada","name":"Ada King"})")).called, "ada");
}

TEST(IdToken, IsRefusedForEachClaimThatDoesNot) {
    const std::vector<std::tuple<std::string, std::string, std::string>> rows{
        {"iss", R"("https://id.example/")", "another issuer's"}, {"iss", "", "another issuer's"},
        {"aud", R"("other")", "another audience"},               {"aud", "", "another audience"},
        {"aud", R"(["tutor","other"])", "another party"},        {"azp", R"("other")", "another party"},
        {"exp", "1799999960", "expired"},                        {"exp", "", "expired"},
        {"exp", R"("soon")", "its exp is no time"},              {"iat", "1799999000", "just now"},
        {"iat", "1800000060", "just now"},                       {"iat", "", "just now"},
        {"nbf", "1800000060", "not valid yet"},                  {"nonce", R"("m")", "another sign-in"},
        {"nonce", "", "another sign-in"},                        {"sub", "", "names nobody"},
        {"sub", '"' + std::string(256, 's') + '"', "names nobody"}};
    for (const auto& [name, value, reason] : rows)
        EXPECT_NE(refusal(token_of(claims(name, value))).find(reason), std::string::npos) << name << ' ' << value << ": " << refusal(token_of(claims(name, value)));
}

TEST(IdToken, SaysThatSomebodySignedInJustNowWhereThatIsAsked) {
    auto anew = expected;
    anew.authenticated_since = now - 60;
    for (const auto* at : {"1799999940", "1799999911", "1800000000", "1800000029", "1799999999.5"})
        EXPECT_EQ(refusal(token_of(claims("auth_time", at)), anew), "") << at;
    for (const auto* at : {"1799999909", "0", "1800000031", "-1"}) EXPECT_NE(refusal(token_of(claims("auth_time", at)), anew), "") << at;
    for (const auto* at : {"\"1800000000\"", "null"}) EXPECT_NE(refusal(token_of(claims("auth_time", at)), anew), "") << at;
    EXPECT_NE(refusal(token_of(claims("", "")), anew), "");
    EXPECT_EQ(refusal(token_of(claims("auth_time", "1"))), "") << "who only signs in may have done so there long ago";
}

TEST(IdToken, IsRefusedForItsHeader) {
    for (const auto* header : {R"({"alg":"none"})", R"({"alg":"HS256"})", R"({"alg":"RS512"})", R"({"alg":"rs256"})", R"({"alg":"RS256","crit":["b64"]})", "7", "{"})
        EXPECT_NE(refusal(token_of(claims("", ""), header)), "") << header;
    for (const auto* text : {"", "a", "a.b", "a.b.c.d", "e30.e30."}) EXPECT_NE(refusal(text), "") << text;
}

TEST(CodeExchange, ShowsTheSecretAsTheIssuerWantsIt) {
    const CodeExchange asked{.places = {.token = "https://id.example/token"}, .client_id = "a b", .client_secret = "s:%", .code = "c", .redirect_uri = "https://t/x", .verifier = "v"};
    const auto by_basic = request_of(asked);
    EXPECT_EQ(by_basic.headers.back().value, "Basic " + crypto::to_base64("a%20b:s%3A%25"));
    EXPECT_EQ(by_basic.body, "grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Ft%2Fx&code_verifier=v");
    auto posted = asked;
    posted.places.proof = ClientProof::post;
    EXPECT_NE(request_of(posted).body.find("&client_id=a%20b&client_secret=s%3A%25"), std::string::npos);
    posted.client_secret.clear();
    EXPECT_EQ(request_of(posted).body.find("client_secret"), std::string::npos);
}

ProviderPlaces places(const std::string& document, const std::string& issuer) { return read_places(jose::read_discovery(document, issuer)); }

TEST(Provider, IsReadFromItsOwnDocumentOnly) {
    const auto document = [](const std::string& issuer, const std::string& token, const std::string& more = "") {
        return R"({"issuer":")" + issuer + R"(","jwks_uri":"https://id.example/k","authorization_endpoint":"https://id.example/a","token_endpoint":")" + token + '"' + more + "}";
    };
    const std::string url = "https://id.example";
    EXPECT_EQ(places(document(url, "https://t.example/t"), url).token, "https://t.example/t");
    EXPECT_EQ(places(document(url, "https://t.example", R"(,"token_endpoint_auth_methods_supported":["client_secret_post"])"), url).proof, ClientProof::post);
    EXPECT_TRUE(places(document(url, "https://t.example", R"(,"authorization_response_iss_parameter_supported":true)"), url).says_issuer);
    EXPECT_THROW(places(document("https://other.example", "https://t.example"), url), Error);
    EXPECT_THROW(places(document(url, "http://t.example"), url), Error);
    EXPECT_THROW(places(document(url, "file:///etc/passwd"), url), Error);
    EXPECT_THROW(places(R"({"issuer":"https://id.example","jwks_uri":"https://id.example/k"})", url), Error) << "places for programs only";
    EXPECT_THROW(places("{}", url), Error);
    EXPECT_THROW(places("<html>", url), Error);
}

}  // namespace
}  // namespace identity
