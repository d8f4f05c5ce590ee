#include "platform/http/router.hpp"

#include <gmock/gmock.h>

#include <boost/describe/class.hpp>

#include "platform/run.hpp"
#include "platform/trace/span.hpp"

namespace {
using testing::HasSubstr;
using testing::MatchesRegex;

struct Greeting {
    std::string topic;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (topic))

Task<Greeting> echo(const http::Caller&, Greeting body) { co_return body; }
Task<Greeting> shout(const http::Caller&, const http::Request& request) {
    co_return Greeting{std::string(request.path_value("word")) + '!'};
}
Task<Greeting> shout_rest(const http::Caller&, const http::Request& request) {
    co_return Greeting{std::string(request.path_value("word")) + ' ' + std::string(request.path_value("rest"))};
}
Task<http::Response> own(const http::Caller&, const http::Request&) { co_return http::text(201, "made"); }
Task<http::Response> own_of_body(const http::Caller&, Greeting body) { co_return http::text(200, body.topic); }
Task<Greeting> both(const http::Caller&, const http::Request& request, Greeting body) {
    co_return Greeting{std::string(request.parameter("q").value_or("")) + body.topic};
}
Task<void> nothing(const http::Caller&, Greeting) { co_return; }
Task<Greeting> breaks(const http::Caller&, const http::Request&) {
    throw std::runtime_error("secret detail");
    co_return Greeting{};
}
Task<Greeting> waits(const http::Caller&, const http::Request&) {
    throw Error(ErrorCode::over_quota, "later").retry_in(std::chrono::milliseconds(1500));
    co_return Greeting{};
}

http::Request request(std::string method, std::string path, std::string body = "") {
    http::Request made;
    made.method = std::move(method);
    made.path = std::move(path);
    made.body = std::move(body);
    made.headers = {{"Host", "tutor.test"}};
    made.peer = "192.0.2.7";
    return made;
}

std::string header(const http::Response& response, std::string_view name) {
    for (const auto& header : response.headers)
        if (header.name == name) return header.value;
    return "";
}

class RouterTest : public testing::Test {
protected:
    http::Router router;

    RouterTest() {
        const http::Needs open{.role = http::Role::anyone};
        router.post("/v1/echo", open, echo);
        router.get("/v1/shout/{word}", open, shout);
        router.get("/v1/shout/own", open, own);
        router.post("/v1/own", open, [](const http::Caller& caller, Greeting body) { return own_of_body(caller, std::move(body)); });
        router.put("/v1/both/{id}", open, both);
        router.del("/v1/both/{id}", open, nothing);
        router.get("/files/{word}/{rest*}", open, shout_rest);
        router.get("/v1/breaks", open, breaks);
        router.get("/v1/waits", open, waits);
    }

    http::Response send(http::Request request) {
        return run_to_end(router.handle(std::move(request)));
    }
};

TEST_F(RouterTest, ReadsTheBodyAndWritesTheReply) {
    const auto response = send(request("POST", "/v1/echo", R"({"topic":"tides"})"));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, R"({"topic":"tides"})");
    EXPECT_EQ(header(response, "Content-Type"), "application/json");
}

TEST_F(RouterTest, TakesEveryFormOfHandler) {
    EXPECT_EQ(send(request("GET", "/v1/shout/hey")).body, R"({"topic":"hey!"})");
    EXPECT_EQ(send(request("GET", "/v1/shout/own")).status, 201) << "a written part goes before a {name}";
    EXPECT_EQ(send(request("POST", "/v1/own", R"({"topic":"x"})")).body, "x");
    EXPECT_EQ(send(request("DELETE", "/v1/both/1", R"({"topic":"x"})")).status, 204);
    auto put = request("PUT", "/v1/both/1", R"({"topic":"x"})");
    put.query = {{"q", "1"}};
    EXPECT_EQ(send(std::move(put)).body, R"({"topic":"1x"})");
}

TEST_F(RouterTest, AnswersUnderApiToo) { EXPECT_EQ(send(request("GET", "/api/shout/hey")).body, R"({"topic":"hey!"})"); }

TEST_F(RouterTest, GivesTheRestOfAPathToALastName) {
    EXPECT_EQ(send(request("GET", "/files/a/b/c d.html")).body, R"({"topic":"a b/c d.html"})");
    EXPECT_EQ(send(request("GET", "/files/a/b")).body, R"({"topic":"a b"})");
    EXPECT_EQ(send(request("GET", "/files/a/")).status, 404);
    EXPECT_EQ(send(request("GET", "/files/a")).status, 404);
    EXPECT_EQ(router.routes()[6].path, "/files/{word}/{rest}");
}

TEST_F(RouterTest, AnswersHeadAsGet) { EXPECT_EQ(send(request("HEAD", "/v1/shout/hey")).status, 200); }

TEST_F(RouterTest, SaysWhatIsWrongInOneShape) {
    const auto response = send(request("POST", "/v1/echo", R"({"topic":7})"));
    EXPECT_EQ(response.status, 400);
    EXPECT_THAT(response.body, MatchesRegex(R"(."ok":false,"error":."code":"invalid","message":"/topic: a string expected, )"
                                            R"(found an integer","trace_id":"[0-9a-f]+","pointer":"/topic"..)"));
}

TEST_F(RouterTest, TakesNoBodyForAnEmptyObject) {
    EXPECT_THAT(send(request("POST", "/v1/echo")).body, HasSubstr("/topic: required"));
}

TEST_F(RouterTest, RefusesAnotherMediaType) {
    auto form = request("POST", "/v1/echo", "topic=x");
    form.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
    EXPECT_EQ(send(std::move(form)).status, 415);
}

TEST_F(RouterTest, KnowsPathsAndMethods) {
    EXPECT_EQ(send(request("GET", "/v1/none")).status, 404);
    EXPECT_EQ(send(request("GET", "/v1/shout/")).status, 404);
    const auto other = send(request("PATCH", "/v1/both/1"));
    EXPECT_EQ(other.status, 405);
    EXPECT_EQ(header(other, "Allow"), "OPTIONS, PUT, DELETE");
    EXPECT_EQ(header(send(request("OPTIONS", "/v1/shout/x")), "Allow"), "OPTIONS, GET, HEAD");
    router.add("OPTIONS", "/v1/both/{id}", {.role = http::Role::anyone}, own);
    EXPECT_EQ(header(send(request("PATCH", "/v1/both/1")), "Allow"), "OPTIONS, PUT, DELETE");
}

TEST_F(RouterTest, DressesWhatNoHandlerAnswers) {
    router.dress("/v1/both", [](const http::Request&, http::Response& response) { response.with("X-Dress", "red"); });
    EXPECT_EQ(header(send(request("PATCH", "/v1/both/1")), "X-Dress"), "red");
    EXPECT_EQ(header(send(request("GET", "/v1/both/1/2")), "X-Dress"), "red");
    EXPECT_EQ(header(send(request("GET", "/v1/none")), "X-Dress"), "");
}

TEST_F(RouterTest, KeepsTheTextOfABugToItself) {
    const auto response = send(request("GET", "/v1/breaks"));
    EXPECT_EQ(response.status, 500);
    EXPECT_THAT(response.body, Not(HasSubstr("secret")));
}

TEST_F(RouterTest, SaysWhenToComeBack) {
    const auto response = send(request("GET", "/v1/waits"));
    EXPECT_EQ(response.status, 429);
    EXPECT_EQ(header(response, "Retry-After"), "2");
    EXPECT_THAT(response.body, HasSubstr(R"("retry_after_ms":1500)"));
}

TEST_F(RouterTest, ContinuesTheTraceOfTheCaller) {
    auto traced = request("GET", "/v1/none");
    traced.headers.push_back({"Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"});
    const auto response = send(std::move(traced));
    EXPECT_THAT(header(response, "traceparent"), testing::StartsWith("00-0af7651916cd43dd8448eb211c80319c-"));
    EXPECT_THAT(header(response, "traceparent"), Not(HasSubstr("b7ad6b7169203331")));
    EXPECT_THAT(response.body, HasSubstr(R"("trace_id":"0af7651916cd43dd8448eb211c80319c")"));
}

// What is told of a request, without its times.
std::vector<std::string> told_of(const std::function<void()>& requests) {
    std::vector<std::string> told;
    tracing::on_span([&told](const tracing::Span& span, std::initializer_list<tracing::Attribute> attributes) {
        auto line = std::string(span.name) + " < " + std::string(span.parent.span_id()) + (span.failed ? " failed" : "");
        for (const auto& [name, value] : attributes)
            line += ' ' + std::string(name) + '=' + (value.index() == 0 ? std::string(std::get<0>(value)) : std::to_string(std::get<1>(value)));
        told.push_back(std::move(line));
    });
    requests();
    tracing::on_span(nullptr);
    return told;
}

TEST_F(RouterTest, TellsOfARequestWithoutSayingWhoAsks) {
    const auto told = told_of([this] {
        auto traced = request("GET", "/v1/shout/ada");
        traced.query = {{"q", "secret"}};
        traced.headers.push_back({"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"});
        send(std::move(traced));
        send(request("GET", "/v1/breaks"));
        send(request("SPY", "/v1/of/ada"));
        auto unsampled = request("GET", "/v1/breaks");
        unsampled.headers.push_back({"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"});
        send(std::move(unsampled));
    });
    EXPECT_THAT(told, testing::ElementsAre(
        "GET /v1/shout/{word} < b7ad6b7169203331 http.request.method=GET url.scheme=http url.path=/v1/shout/{word} http.route=/v1/shout/{word} http.response.status_code=200 error.type=",
        "GET /v1/breaks <  failed http.request.method=GET url.scheme=http url.path=/v1/breaks http.route=/v1/breaks http.response.status_code=500 error.type=500",
        "HTTP <  http.request.method=_OTHER url.scheme=http url.path= http.route= http.response.status_code=404 error.type="));
}

TEST_F(RouterTest, AsksTheFallbackOnlyOutsideTheApi) {
    router.fallback = [](const http::Request&) { return http::text(200, "page"); };
    EXPECT_EQ(send(request("GET", "/lesson/1")).body, "page");
    EXPECT_EQ(send(request("GET", "/v1/lesson")).status, 404);
    EXPECT_EQ(send(request("POST", "/lesson/1")).status, 404);
    router.dress("/xapi/", [](const http::Request&, http::Response&) {});
    EXPECT_EQ(send(request("GET", "/xapi/nope")).status, 404);
}

TEST_F(RouterTest, KnowsTheBodyLimitBeforeTheBodyIsRead) {
    router.post("/v1/upload", {.body_limit = 5'000'000}, own);
    EXPECT_EQ(router.body_limit("POST", "/api/upload"), 5'000'000u);
    EXPECT_LE(router.body_limit("POST", "/elsewhere"), 1u << 20);
}

Task<http::Caller> as_teacher(const http::Request&, std::vector<http::Header>& reply) {
    reply.push_back({"Set-Cookie", "ot_session=x"});
    http::Caller caller;
    caller.role = http::Role::teacher;
    caller.anonymous = false;
    co_return caller;
}
Task<http::Caller> as_stranger(const http::Request&, std::vector<http::Header>&) {
    http::Caller caller;
    caller.role = http::Role::learner;
    co_return caller;
}
Task<void> refuse_bombs(const http::Caller&, std::string_view text) {
    if (text.find("bomb") != text.npos) throw Error(ErrorCode::refused, "no");
    co_return;
}
Task<std::optional<Error>> refuse_by_limit(const http::Caller& caller, std::string_view bucket) {
    EXPECT_EQ(caller.ip, "192.0.2.7");
    if (bucket != "used_up") co_return std::nullopt;
    co_return Error(ErrorCode::over_quota, "later");
}

TEST_F(RouterTest, LetsInWhoseRoleIsEnough) {
    router.get("/v1/class", {.role = http::Role::teacher}, own);
    router.get("/v1/keys", {.role = http::Role::admin}, own);
    router.get("/v1/machine", {.role = http::Role::service}, own);
    router.gates.identify = as_teacher;
    const auto response = send(request("GET", "/v1/class"));
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(header(response, "Set-Cookie"), "ot_session=x");
    EXPECT_EQ(send(request("GET", "/v1/keys")).status, 403);
    EXPECT_EQ(send(request("GET", "/v1/machine")).status, 403);
    router.gates.identify = as_stranger;
    EXPECT_EQ(send(request("GET", "/v1/class")).status, 401);
}

TEST_F(RouterTest, PassesTheGatesInOrder) {
    router.gates = {.identify = as_stranger, .limit = refuse_by_limit, .moderate = refuse_bombs, .afford = {}};
    router.post("/v1/plan", {.limit = "plan", .moderated = true, .moderated_members = {"topic"}}, echo);
    router.post("/v1/limited", {.limit = "used_up", .moderated = true, .moderated_members = {"topic"}}, echo);
    EXPECT_EQ(send(request("POST", "/v1/plan", R"({"topic":"tides"})")).status, 200);
    EXPECT_EQ(send(request("POST", "/v1/plan", R"({"topic":"a bomb"})")).status, 422);
    EXPECT_EQ(send(request("POST", "/v1/plan", R"({"topic":["a bomb"]})")).status, 400) << "the body is checked before moderation";
    EXPECT_EQ(send(request("POST", "/v1/limited", R"({"topic":"a bomb"})")).status, 429);
}

TEST_F(RouterTest, RefusesWhatAnotherSiteSendsWithOurCookie) {
    auto forged = request("POST", "/v1/echo", R"({"topic":"x"})");
    forged.headers.push_back({"Cookie", "ot_session=x"});
    forged.headers.push_back({"Origin", "https://evil.test"});
    EXPECT_EQ(send(std::move(forged)).status, 403);
    auto own = request("POST", "/v1/echo", R"({"topic":"x"})");
    own.headers.push_back({"Cookie", "ot_session=x"});
    own.headers.push_back({"Origin", "https://tutor.test"});
    EXPECT_EQ(send(std::move(own)).status, 200);
    auto form = request("POST", "/v1/echo", R"({"topic":"x"})");
    form.headers.push_back({"Cookie", "of_a_proxy=x"});
    form.headers.push_back({"Origin", "https://id.test"});
    EXPECT_EQ(send(std::move(form)).status, 200) << "which it could have sent without any cookie";
}
}  // namespace
