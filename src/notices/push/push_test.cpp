#include <gmock/gmock.h>

#include "notices/push/message.hpp"
#include "notices/push/push_test_support.hpp"
#include "platform/crypto/public_key.hpp"
#include "platform/jose/jws.hpp"
#include "platform/json/json.hpp"

namespace notices {
namespace {
using testing::HasSubstr;
using testing::StartsWith;

constexpr timing::Micros now = 1'800'000'000'000'000, hour_long = 3'600'000'000;

std::string pointer_of(const std::string& endpoint, const std::string& p256dh, const std::string& auth, client::Reach reach = client::Reach::public_addresses) {
    try {
        browser_of(endpoint, p256dh, auth, reach);
        return "";
    } catch (const Error& error) {
        return error.pointer;
    }
}

std::string token_of(const std::string& words) { return words.substr(8, words.find(',') - 8); }
}  // namespace

TEST(PushBrowser, IsWhatAPushServiceCanReach) {
    const auto& [endpoint, keys] = browser_of("https://push.example/send/x", browser_point, browser_secret + "==", client::Reach::public_addresses);
    EXPECT_EQ(endpoint, "https://push.example/send/x");
    EXPECT_EQ(crypto::to_base64url(keys.point), browser_point);
    for (const auto* no : {"http://push.example/x", "https://user@push.example/", "https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x", "https://169.254.169.254/", "file:///etc/passwd",
                           "https://push.example/a b", "https://push.example/\r\nX: y", "push.example", ""})
        EXPECT_EQ(pointer_of(no, browser_point, browser_secret), "/endpoint") << no;
    EXPECT_EQ(pointer_of("https://push.example/" + std::string(1000, 'x'), browser_point, browser_secret), "/endpoint");
    EXPECT_EQ(pointer_of("http://127.0.0.1:1/x", browser_point, browser_secret, client::Reach::everywhere), "");
}

TEST(PushBrowser, HasKeysThatMessagesCanBeEncryptedFor) {
    const std::string endpoint = "https://push.example/x";
    auto beside = browser_point;
    beside[40] = beside[40] == 'A' ? 'B' : 'A';
    for (const auto& no : {beside, browser_point.substr(4), std::string(87, 'A'), std::string("?"), std::string()}) EXPECT_EQ(pointer_of(endpoint, no, browser_secret), "/keys/p256dh") << no;
    for (const std::string no : {"", "BTBZMqHH6r4Tts7J_aSI", "BTBZMqHH6r4Tts7J_aSIggAA", "!"}) EXPECT_EQ(pointer_of(endpoint, browser_point, no), "/keys/auth") << no;
}

TEST(Vapid, SaysWhoSendsToWhom) {
    const auto key = crypto::PrivateKey::make_p256();
    Vapid vapid(key, "mailto:admin@school.example");
    const auto words = vapid.authorization("https://push.example", now);
    EXPECT_THAT(words, StartsWith("vapid t="));
    EXPECT_THAT(words, HasSubstr(", k=" + crypto::to_base64url(key.point())));
    const auto token = token_of(words);
    const auto jws = jose::read_jws(token);
    ASSERT_TRUE(jws);
    EXPECT_EQ(jws->header, R"({"typ":"JWT","alg":"ES256"})");
    EXPECT_EQ(jws->payload, R"({"aud":"https://push.example","exp":1800043200,"sub":"mailto:admin@school.example"})");
    EXPECT_TRUE(crypto::PublicKey::p256(key.x(), key.y())->verifies(crypto::Signing::es256, jws->signed_text, jws->signature));
}

TEST(Vapid, SignsOncePerOriginAndHalfADay) {
    Vapid vapid(crypto::PrivateKey::make_p256(), "mailto:a@b.example");
    const auto first = vapid.authorization("https://push.example", now);
    EXPECT_EQ(vapid.authorization("https://push.example", now + 5 * hour_long), first);
    EXPECT_NE(vapid.authorization("https://other.example", now), first);
    EXPECT_NE(vapid.authorization("https://push.example", now + 7 * hour_long), first);
    for (int i = 0; i < 1000; ++i) EXPECT_FALSE(vapid.authorization("https://push.example:" + std::to_string(i), now).empty());
}

TEST(PushMessage, FitsWhateverIsSaid) {
    EXPECT_EQ(payload_of({"One", "About One.", "/course/x"}), R"({"title":"One","body":"About One.","path":"/course/x"})");
    for (const std::string letter : {"x", "é", "語", "😀", "\"", "\x01"}) {
        std::string text;
        while (text.size() < 8000) text += letter;
        const auto payload = payload_of({text.substr(0, 120 * letter.size()), text, "/" + std::string(499, 'p')});
        EXPECT_LE(payload.size(), crypto::most_message_bytes) << letter;
        const auto words = json::read<PushWords>(payload);
        EXPECT_TRUE(words.body.ends_with("…")) << letter;
        EXPECT_TRUE(letter == "\x01" || words.body.size() > 1000) << letter;
    }
}

TEST(PushMessage, IsARequestAsTheStandardHasIt) {
    Vapid vapid(crypto::PrivateKey::make_p256(), "mailto:a@b.example");
    const auto request = push_request(browser_at("https://push.example:8443/send/x"), {"One", "About One.", ""}, vapid);
    EXPECT_EQ(request.method, "POST");
    std::map<std::string, std::string> headers;
    for (const auto& [name, value] : request.headers) headers[name] = value;
    EXPECT_EQ(headers["Content-Encoding"], "aes128gcm");
    EXPECT_EQ(headers["TTL"], "86400");
    EXPECT_EQ(headers["Urgency"], "normal");
    const auto token = token_of(headers["Authorization"]);
    EXPECT_THAT(jose::read_jws(token)->payload, HasSubstr(R"("aud":"https://push.example:8443")"));
    EXPECT_EQ(request.body.find("About"), std::string::npos);
}

TEST(PushMessage, EndsAsThePushServiceSays) {
    for (const int status : {200, 201, 202, 204}) EXPECT_EQ(reception_of(status), Reception::taken) << status;
    for (const int status : {404, 410}) EXPECT_EQ(reception_of(status), Reception::gone) << status;
    for (const int status : {400, 403, 413}) EXPECT_EQ(reception_of(status), Reception::refused) << status;
    for (const int status : {301, 401, 408, 429, 500, 502, 503}) EXPECT_EQ(reception_of(status), Reception::later) << status;
}

}  // namespace notices
