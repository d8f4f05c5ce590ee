#include <gmock/gmock.h>

#include <boost/describe/class.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "platform/http/router.hpp"
#include "platform/http/service_routes.hpp"
#include "platform/run.hpp"

namespace {
struct Wish {
    std::string topic;
    std::optional<int> minutes;
};
BOOST_DESCRIBE_STRUCT(Wish, (), (topic, minutes))

Task<Wish> grant(const http::Caller&, Wish wish) { co_return wish; }
Task<Wish> show(const http::Caller&, const http::Request&) { co_return Wish{}; }
Task<http::Response> upload(const http::Caller&, const http::Request&) { co_return http::no_content(); }

class OpenApiTest : public testing::Test {
protected:
    http::Router router;
    OpenApiTest() {
        router.post("/v1/wishes", {.summary = "Make a wish"}, grant);
        router.get("/v1/wishes/{id}", {.role = http::Role::anyone, .query = {"lang"}}, show);
        router.post("/v1/files", {.raw_body = true}, upload);
        http::mount_service(router, "1.2.3");
    }
    http::Response get(std::string path) {
        http::Request request;
        request.method = "GET";
        request.path = std::move(path);
        return run_to_end(router.handle(std::move(request)));
    }
    boost::json::value document() { return boost::json::parse(get("/openapi.json").body); }
};

TEST_F(OpenApiTest, DescribesEveryRouteOfTheTable) {
    const auto described = document();
    EXPECT_EQ(described.at("openapi").as_string(), "3.1.0");
    EXPECT_EQ(described.at("info").at("version").as_string(), "1.2.3");
    for (const auto& route : router.routes())
        EXPECT_TRUE(described.at("paths").as_object().contains(route.path)) << route.path;
}

TEST_F(OpenApiTest, DescribesBodyReplyAndParameters) {
    const auto described = document();
    const auto& make = described.at("paths").at("/v1/wishes").at("post");
    EXPECT_EQ(make.at("summary").as_string(), "Make a wish");
    EXPECT_EQ(make.at("operationId").as_string(), "post_wishes");
    EXPECT_EQ(make.at("requestBody").at("content").at("application/json").at("schema").at("required"), boost::json::array{"topic"});
    EXPECT_EQ(make.at("responses").at("2XX").at("content").at("application/json").at("schema").at("type").as_string(), "object");

    const auto& read = described.at("paths").at("/v1/wishes/{id}").at("get");
    EXPECT_EQ(read.at("operationId").as_string(), "get_wishes_id");
    EXPECT_EQ(read.at("parameters").at(0).at("name").as_string(), "id");
    EXPECT_EQ(read.at("parameters").at(1).at("in").as_string(), "query");
    EXPECT_TRUE(read.at("security").as_array().empty());
    EXPECT_TRUE(described.at("paths").at("/v1/files").at("post").at("requestBody").at("content").as_object().contains("multipart/form-data"));
}

TEST_F(OpenApiTest, ListsTheErrorCodes) {
    const auto described = document();
    const auto& error = described.at("components").at("schemas").at("Error").at("properties").at("error");
    EXPECT_EQ(error.at("properties").at("code").at("enum").as_array().size(), 13u);
}

TEST_F(OpenApiTest, ExportsEveryRouteForPostman) {
    const auto collection = boost::json::parse(get("/postman.json").body);
    const auto& items = collection.at("item").as_array();
    ASSERT_EQ(items.size(), router.routes().size());
    EXPECT_EQ(items[0].at("request").at("body").at("raw").as_string(), R"({"topic":""})");
    EXPECT_EQ(items[1].at("request").at("url").at("raw").as_string(), "{{base}}/v1/wishes/:id");
    EXPECT_EQ(items[1].at("request").at("url").at("path"), (boost::json::array{"v1", "wishes", ":id"}));
    EXPECT_EQ(items[2].at("request").at("body").at("mode").as_string(), "formdata");
}

TEST_F(OpenApiTest, ShowsTheListToPeopleAndTheMetricsToPrometheus) {
    EXPECT_THAT(get("/docs").body, testing::HasSubstr("<td><code>/v1/wishes/{id}</code>"));
    EXPECT_THAT(get("/metrics").body,
                testing::HasSubstr(R"(http_requests_total{route="/docs",method="GET",status="2xx"} )"));
}
}  // namespace
