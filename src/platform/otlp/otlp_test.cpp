#include "platform/otlp/otlp.hpp"

#include <gmock/gmock.h>

#include "platform/client/client_fake.hpp"
#include "platform/error.hpp"
#include "platform/otlp/encoding.hpp"
#include "platform/otlp/target.hpp"
#include "platform/run.hpp"

namespace otlp {
namespace {
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using tracing::Context;

const auto trace = Context::of("00-5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174-01");
const auto parent = Context::of("00-5b8efff798038103d269b633813fc60c-eee19b7ec3c1b173-01");
// The times of the specification's example (opentelemetry-proto, examples/trace.json).
constexpr tracing::Interval when{1'544'712'660'000'000, 1'544'712'661'000'000};

TEST(OtlpEncoding, IsByteForByteWhatTheRulesSay) {
    EXPECT_EQ(encode({.context = trace, .parent = parent, .kind = tracing::SpanKind::server, .name = "GET /v1/courses/{id}", .when = when, .failed = true},
                     {{"http.request.method", "GET"}, {"http.response.status_code", 500}, {"error.type", "500"}}),
              R"({"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","parentSpanId":"eee19b7ec3c1b173",)"
              R"("name":"GET /v1/courses/{id}","kind":2,)"
              R"("startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000","attributes":[)"
              R"({"key":"http.request.method","value":{"stringValue":"GET"}},{"key":"http.response.status_code","value":{"intValue":"500"}},)"
              R"({"key":"error.type","value":{"stringValue":"500"}}],"status":{"code":2}})");
}

TEST(OtlpEncoding, LeavesOutWhatIsNotThere) {
    EXPECT_EQ(encode({.context = trace, .parent = {}, .kind = tracing::SpanKind::consumer, .name = "a \"name\"\n", .when = when},
                     {{"error.type", ""}, {"http.response.status_code", 0}}),
              R"({"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"a \"name\"\n","kind":5,)"
              R"("startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000","attributes":[]})");
}

TEST(OtlpEncoding, GathersSpansUnderWhoSpeaks) {
    const std::vector<std::string> spans{R"({"one":1})", R"({"two":2})"};
    EXPECT_EQ(request_body({.service = "tutor", .version = "1.2", .environment = "a school", .instance = "i"}, spans),
              R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"tutor"}},)"
              R"({"key":"service.version","value":{"stringValue":"1.2"}},)"
              R"({"key":"service.instance.id","value":{"stringValue":"i"}},{"key":"deployment.environment.name","value":{"stringValue":"a school"}}]},)"
              R"("scopeSpans":[{"scope":{"name":"omnitutor","version":"1.2"},"spans":[{"one":1},{"two":2}]}]}]})");
}

TEST(OtlpEncoding, ReadsHowManyWereRejected) {
    EXPECT_EQ(rejected_spans(R"({"partialSuccess":{"rejectedSpans":"7","errorMessage":"too old"}})"), 7);
    EXPECT_EQ(rejected_spans(R"({"partialSuccess":{"rejectedSpans":7}})"), 7);
    for (const auto* none : {"", "{}", R"({"partialSuccess":{}})", R"({"partialSuccess":null})", "[]", "\x0a\x02", R"({"partialSuccess":{"rejectedSpans":{}}})"})
        EXPECT_EQ(rejected_spans(none), 0) << none;
}

TEST(OtlpTarget, IsBelowTheGeneralEndpointOrWhereItsOwnSays) {
    EXPECT_EQ(target_of({.endpoint = "http://collector:4318"}).url, "http://collector:4318/v1/traces");
    EXPECT_EQ(target_of({.endpoint = "https://collector.example/otlp/"}).url, "https://collector.example/otlp/v1/traces");
    EXPECT_EQ(target_of({.endpoint = "http://collector:4318", .traces_endpoint = "http://other/in"}).url, "http://other/in");
    for (const auto* wrong : {"collector:4318", "ftp://collector", "http://", "nonsense"}) EXPECT_THROW(target_of({.endpoint = wrong}), Error) << wrong;
}

TEST(OtlpTarget, ReadsHeadersAndTellsNoneOfThem) {
    const auto headers = target_of({.endpoint = "http://c", .headers = " api-key = a%20b%3D , x-org=school,"}).headers;
    ASSERT_EQ(headers.size(), 3U);
    EXPECT_EQ(headers[0].name, "api-key");
    EXPECT_EQ(headers[0].value, "a b=");
    EXPECT_EQ(headers[1].value, "school");
    for (const auto* wrong : {"secret-without-name", "a b=secret", "key=secret%0d%0aX: y", "key=secret%zz", "=secret"}) try {
            target_of({.endpoint = "http://c", .headers = wrong});
            ADD_FAILURE() << wrong;
        } catch (const Error& error) {
            EXPECT_THAT(error.detail, Not(HasSubstr("secret")));
            EXPECT_THAT(error.detail, HasSubstr("OTEL_EXPORTER_OTLP_HEADERS"));
        }
}

TEST(OtlpExporter, TellsOfOutgoingRequestsAsTheyAnnounceThemselves) {
    client::ScriptedServer collector({[](client::ScriptedConnection& peer) { peer.answer(200, "{}"); }});
    client::ScriptedServer webhook({[](client::ScriptedConnection& peer) { peer.answer(404, "no"); }});
    client::Client client;
    Exporter exporter(client, {.endpoint = collector.url(), .headers = "key=value"});
    exporter.start();
    const auto answer = run_to_end(client.fetch({.method = "POST", .url = webhook.url("/of/somebody?key=secret"), .body = "words", .trace = trace}));
    exporter.stop();
    ASSERT_TRUE(answer);
    const auto sent = webhook.requests().at(0);
    const auto announced = sent.substr(sent.find("traceparent: ") + 13, 55);
    ASSERT_EQ(collector.requests().size(), 1U);
    const auto told = collector.requests()[0];
    EXPECT_THAT(announced, testing::StartsWith("00-5b8efff798038103d269b633813fc60c-"));
    EXPECT_THAT(told, HasSubstr(R"("spanId":")" + announced.substr(36, 16) + R"(","parentSpanId":"eee19b7ec3c1b174","name":"POST","kind":3)"));
    EXPECT_THAT(told, HasSubstr(R"({"key":"server.address","value":{"stringValue":"127.0.0.1"}})"));
    EXPECT_THAT(told, HasSubstr(R"({"key":"http.response.status_code","value":{"intValue":"404"}},{"key":"error.type","value":{"stringValue":"404"}})"));
    EXPECT_THAT(told, HasSubstr("key: value\r\n"));
    for (const auto* secret : {"somebody", "secret", "words"}) EXPECT_THAT(told, Not(HasSubstr(secret)));
    EXPECT_EQ(exporter.account()->sent, 1);
}

TEST(OtlpExporter, CollectsNothingWithoutAnEndpoint) {
    client::Client client;
    Exporter silent(client, {});
    silent.start();
    EXPECT_FALSE(tracing::collecting());
    EXPECT_FALSE(silent.account());
    silent.stop();
}

TEST(OtlpExporter, AsksWhetherACollectorTakesIt) {
    client::ScriptedServer collector({[](client::ScriptedConnection& peer) { peer.answer(200, "{}"); }, [](client::ScriptedConnection& peer) { peer.answer(401, "{}"); }});
    client::Client client;
    const Config config{.endpoint = collector.url()};
    EXPECT_EQ(try_collector(client, config), "");
    EXPECT_EQ(try_collector(client, config), "it answers 401");
    EXPECT_NE(try_collector(client, {.endpoint = "http://127.0.0.1:9"}), "");
}
}  // namespace
}  // namespace otlp
