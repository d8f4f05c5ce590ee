#include <gmock/gmock.h>

#include <boost/describe/class.hpp>
#include <fstream>
#include <optional>
#include <thread>

#include "platform/http/http_test_support.hpp"
#include "platform/http/server.hpp"

// The hostile table of the specification, over real sockets: deadlines close what is slow, limits what is large, and
// everybody else is served meanwhile.
namespace {
using namespace std::chrono_literals;
using http::Peer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

struct Tree {
    std::optional<boost::json::value> any;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (any))

Task<http::Response> take(const http::Caller&, Tree) { co_return http::text(200, "taken"); }
// More than any pair of socket buffers holds.
Task<http::Response> large(const http::Caller&, const http::Request&) { co_return http::text(200, std::string(100'000'000, 'x')); }

std::size_t resident_kb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6));
    return 0;
}

class HostileClient : public testing::Test {
protected:
    http::Router router;
    std::optional<http::Server> server;

    HostileClient() {
        const http::Needs open{.role = http::Role::anyone, .body_limit = 1'000'000};
        router.post("/v1/take", open, take);
        router.get("/v1/large", open, large);
        http::ServerConfig config;
        config.listen = "127.0.0.1:0";
        config.threads = 2;
        config.head_deadline = 150ms;
        config.body_deadline = 150ms;
        config.idle_deadline = 150ms;
        config.write_deadline = 150ms;
        config.drain = 100ms;
        server.emplace(config, router);
        server->start();
    }
    Peer connect() { return Peer(server->port()); }
    std::string post(std::string_view body) {
        Peer peer = connect();
        peer.send("POST /v1/take HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
        peer.send(body);
        return peer.read_all();
    }
    void expect_still_serving() { EXPECT_THAT(post("{}"), EndsWith("taken")); }
};

TEST_F(HostileClient, SlowHeadGets408) {
    Peer peer = connect();
    peer.send("POST /v1/take HTTP/1.1\r\nHost: t\r\n");
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 10 && peer.send("X-More: 1\r\n"); ++i) std::this_thread::sleep_for(50ms);
    EXPECT_THAT(peer.read_all(), StartsWith("HTTP/1.1 408 "));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

TEST_F(HostileClient, SlowBodyGets408) {
    Peer peer = connect();
    peer.send("POST /v1/take HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\n{");
    for (int i = 0; i < 10 && peer.send(" "); ++i) std::this_thread::sleep_for(50ms);
    EXPECT_THAT(peer.read_all(), StartsWith("HTTP/1.1 408 "));
}

TEST_F(HostileClient, ManySlowOnesHoldNobodyUp) {
    std::vector<Peer> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(connect());
        slow.back().send("POST /v1/take HTTP/1.1\r\nHo");
    }
    const auto began = std::chrono::steady_clock::now();
    expect_still_serving();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST_F(HostileClient, SilenceIsClosedWithoutAWord) {
    Peer fresh = connect(), served = connect();
    served.send("POST /v1/take HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\n{}");
    EXPECT_THAT(served.read_answer(), EndsWith("taken"));
    EXPECT_EQ(served.read_all(), "");
    EXPECT_EQ(fresh.read_all(), "");
}

TEST_F(HostileClient, ReaderWhoStopsIsCutOff) {
    Peer peer = connect();
    peer.send("GET /v1/large HTTP/1.1\r\nHost: t\r\n\r\n");
    std::this_thread::sleep_for(500ms);
    EXPECT_LT(peer.read_all().size(), 100'000'000u);
    expect_still_serving();
}

TEST_F(HostileClient, LargeThingsAreRefusedAndTakeNoMemory) {
    // Made before a deadline runs.
    const std::string large_head = "GET / HTTP/1.1\r\nHost: t\r\nX: " + std::string(10'000'000, 'x');
    const std::string large_target = "GET /" + std::string(1'000'000, 'x');
    const std::size_t before = resident_kb();
    for (int i = 0; i < 20; ++i) {
        Peer body = connect();
        body.send("POST /v1/take HTTP/1.1\r\nHost: t\r\nContent-Length: 2000000000\r\n\r\n");
        EXPECT_THAT(body.read_all(), StartsWith("HTTP/1.1 413 "));
        Peer header = connect();
        header.send(large_head);
        EXPECT_THAT(header.read_all(), StartsWith("HTTP/1.1 431 "));
        Peer target = connect();
        target.send(large_target);
        EXPECT_THAT(target.read_all(), StartsWith("HTTP/1.1 414 "));
    }
    EXPECT_LT(resident_kb(), before + 30'000);
}

TEST_F(HostileClient, TwoThousandHeadersGet431) {
    Peer peer = connect();
    std::string head = "GET / HTTP/1.1\r\nHost: t\r\n";
    for (int i = 0; i < 2000; ++i) head += "a: b\r\n";
    peer.send(head + "\r\n");
    EXPECT_THAT(peer.read_all(), StartsWith("HTTP/1.1 431 "));
}

TEST_F(HostileClient, SmuggledRequestIsNeverSeen) {
    Peer peer = connect();
    peer.send("POST /v1/take HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
              "0\r\n\r\nGET /v1/large HTTP/1.1\r\nHost: t\r\n\r\n");
    const auto answer = peer.read_all();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 "));
    EXPECT_EQ(answer.find("HTTP/1.1", 1), answer.npos) << "one answer, then the connection is closed";
}

TEST_F(HostileClient, BadJsonGets400WithThePlace) {
    const std::string deep = "{\"any\":" + std::string(200'000, '[') + std::string(200'000, ']') + '}';
    EXPECT_THAT(post(deep), HasSubstr("deeper than 64"));
    EXPECT_THAT(post(R"({"any":{"a":1,"a":2}})"), HasSubstr(R"("pointer":"/any/a")"));
    EXPECT_THAT(post("{\"any\":\"\xC3(\"}"), HasSubstr(R"("pointer":"/any")"));
    EXPECT_THAT(post(R"({"any":1e999})"), HasSubstr("out of range"));
    EXPECT_THAT(post(R"({"any":"\ud800"})"), StartsWith("HTTP/1.1 400 "));
    expect_still_serving();
}
}  // namespace
