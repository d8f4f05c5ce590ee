#include "platform/http/static_site.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "platform/http/response_writer.hpp"

namespace {
using testing::HasSubstr;
namespace fs = std::filesystem;

class StaticSiteTest : public testing::Test {
protected:
    fs::path directory = fs::temp_directory_path() / ("ot_site_" + std::to_string(getpid()));
    std::function<http::Response(const http::Request&)> site;

    StaticSiteTest() {
        put("index.html", "<html>");
        put("assets/app-1a2b.js", "let a = 1");
        put("assets/app-1a2b.js.br", "brotli bytes");
        put("assets/app-1a2b.js.gz", "gzip bytes");
        put("_design/index.html", "design");
        site = http::static_site(directory);
    }
    ~StaticSiteTest() override { fs::remove_all(directory); }

    void put(const std::string& name, std::string_view text) {
        fs::create_directories((directory / name).parent_path());
        std::ofstream(directory / name) << text;
    }
    http::Response get(std::string path, std::vector<http::Header> headers = {}) {
        http::Request request;
        request.method = "GET";
        request.path = std::move(path);
        request.headers = std::move(headers);
        return site(request);
    }
    static std::string header(const http::Response& response, std::string_view name) {
        for (const auto& header : response.headers)
            if (header.name == name) return header.value;
        return "";
    }
};

TEST_F(StaticSiteTest, ServesAFileWithItsType) {
    const auto response = get("/assets/app-1a2b.js");
    EXPECT_EQ(http::body_of(response), "let a = 1");
    EXPECT_EQ(header(response, "Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(header(response, "Cache-Control"), "public, max-age=31536000, immutable");
}

TEST_F(StaticSiteTest, PrefersTheSmallestFormTheClientTakes) {
    EXPECT_EQ(http::body_of(get("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip, deflate, br"}})), "brotli bytes");
    const auto gzip = get("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip, br;q=0"}});
    EXPECT_EQ(http::body_of(gzip), "gzip bytes");
    EXPECT_EQ(header(gzip, "Content-Encoding"), "gzip");
    EXPECT_EQ(header(gzip, "Vary"), "Accept-Encoding");
    EXPECT_EQ(http::body_of(get("/index.html", {{"Accept-Encoding", "br"}})), "<html>");
}

TEST_F(StaticSiteTest, SaysNothingHasChanged) {
    const auto etag = header(get("/index.html"), "ETag");
    const auto again = get("/index.html", {{"If-None-Match", etag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(http::body_of(again), "");
    EXPECT_NE(etag, header(get("/assets/app-1a2b.js"), "ETag"));
    const auto form = header(get("/assets/app-1a2b.js", {{"Accept-Encoding", "br"}}), "ETag");
    EXPECT_EQ(get("/assets/app-1a2b.js", {{"If-None-Match", form}}).status, 200) << "another coding is another representation";
}

TEST_F(StaticSiteTest, GivesTheClientsOwnRoutesThePage) {
    EXPECT_EQ(http::body_of(get("/")), "<html>");
    EXPECT_EQ(http::body_of(get("/lesson/42")), "<html>");
    EXPECT_EQ(http::body_of(get("/lesson/")), "<html>");
    EXPECT_EQ(http::body_of(get("/_design/")), "design") << "a directory's own page comes first";
    EXPECT_EQ(get("/missing.js").status, 404);
}

TEST_F(StaticSiteTest, ServesOnlyWhatLiesInItsDirectory) {
    EXPECT_EQ(get("/../../etc/passwd.txt").status, 404);
    EXPECT_EQ(get("/%2e%2e/secret.txt").status, 404);
    EXPECT_EQ(get("/assets/app-1a2b.js.br").status, 404) << "a coding is no file of its own";
}

TEST_F(StaticSiteTest, TellsTheBrowserWhatToTrust) {
    const auto response = get("/");
    EXPECT_THAT(header(response, "Content-Security-Policy"), HasSubstr("script-src 'self'; style-src 'self' 'unsafe-inline'"));
    EXPECT_THAT(header(response, "Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(header(response, "Cache-Control"), "no-cache");
}

TEST(StaticSite, AnswersNotFoundWhenNothingIsBuilt) {
    http::Request request;
    request.path = "/";
    EXPECT_EQ(http::static_site("/nowhere/at/all")(request).status, 404);
}
}  // namespace
