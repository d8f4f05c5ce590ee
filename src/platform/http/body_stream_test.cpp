#include <gmock/gmock.h>

#include "platform/http/http_test_support.hpp"
#include "platform/http/server.hpp"

namespace {
using namespace std::chrono_literals;
using http::Peer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// "BYTES LARGEST-PIECE", or "whole BYTES" for a body that was not streamed.
Task<http::Response> measure(const http::Caller&, const http::Request& request) {
    if (!request.stream) co_return http::text(200, "whole " + std::to_string(request.body.size()));
    std::size_t bytes = 0, largest = 0;
    for (auto piece = co_await request.stream->piece(); !piece.empty(); piece = co_await request.stream->piece()) {
        bytes += piece.size();
        largest = std::max(largest, piece.size());
    }
    co_return http::text(200, std::to_string(bytes) + (largest <= 128 << 10 ? " small" : " large"));
}
Task<http::Response> collect(const http::Caller&, const http::Request& request) {
    if (request.stream) co_await request.stream->collect(50'000);
    co_return http::text(200, "whole " + std::to_string(request.body.size()));
}
Task<http::Response> deny(const http::Caller&, const http::Request&) { throw Error(ErrorCode::unauthorized, "who are you"); }

class BodyStreamTest : public testing::Test {
protected:
    http::Router router;
    http::ServerConfig config;
    std::unique_ptr<http::Server> server;

    BodyStreamTest() {
        const http::Needs needs{.role = http::Role::anyone, .body_limit = 20'000'000, .stream_beyond = 1000, .raw_body = true};
        config.listen = "127.0.0.1:0";
        config.threads = 2;
        router.post("/v1/measure", needs, measure);
        router.post("/v1/collect", needs, collect);
        router.post("/v1/deny", needs, deny);
    }
    Peer connect() {
        if (!server) {
            server = std::make_unique<http::Server>(config, router);
            server->start();
        }
        return Peer(server->port());
    }
    static std::string head(std::string_view path, std::size_t size, std::string_view more = "") {
        return "POST " + std::string(path) + " HTTP/1.1\r\nHost: t\r\n" + std::string(more) + "Content-Length: " + std::to_string(size) + "\r\n\r\n";
    }
    std::string post(std::string_view path, std::size_t size) {
        Peer peer = connect();
        peer.send(head(path, size) + std::string(size, 'x'));
        return peer.read_answer();
    }
};

TEST_F(BodyStreamTest, ALargeBodyComesInPieces) {
    EXPECT_THAT(post("/v1/measure", 10'000'000), EndsWith("\r\n\r\n10000000 small"));
    EXPECT_THAT(post("/v1/measure", 1000), EndsWith("\r\n\r\nwhole 1000"));
}

TEST_F(BodyStreamTest, ABodyOfUnknownLengthIsStreamedOnceItIsLarge) {
    Peer peer = connect();
    peer.send("POST /v1/measure HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 300; ++i) peer.send("2710\r\n" + std::string(10'000, 'x') + "\r\n");
    peer.send("0\r\n\r\n");
    EXPECT_THAT(peer.read_answer(), EndsWith("3000000 small"));
}

TEST_F(BodyStreamTest, TheConnectionServesOnAfterABodyThatWasRead) {
    Peer peer = connect();
    peer.send(head("/v1/measure", 200'000) + std::string(200'000, 'x') + head("/v1/collect", 5000) + std::string(5000, 'x') + head("/v1/measure", 3) + "abc");
    EXPECT_THAT(peer.read_answer(), EndsWith("200000 small"));
    EXPECT_THAT(peer.read_answer(), EndsWith("whole 5000"));
    EXPECT_THAT(peer.read_answer(), EndsWith("whole 3"));
}

TEST_F(BodyStreamTest, WhoIsRefusedBeforeTheBodyNeedNotSendIt) {
    Peer peer = connect();
    peer.send(head("/v1/deny", 10'000'000, "Expect: 100-continue\r\n"));
    const auto answer = peer.read_all();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 401 "));
    EXPECT_THAT(answer, HasSubstr("Connection: close"));
}

TEST_F(BodyStreamTest, AHandlerThatReadsLetsTheClientContinue) {
    Peer peer = connect();
    peer.send(head("/v1/measure", 2000, "Expect: 100-continue\r\n"));
    EXPECT_EQ(peer.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    peer.send(std::string(2000, 'x'));
    EXPECT_THAT(peer.read_answer(), EndsWith("2000 small"));
}

TEST_F(BodyStreamTest, NamesTheLimitOfWhatIsCollectedAndOfTheRoute) {
    const auto collected = post("/v1/collect", 50'001);
    EXPECT_THAT(collected, StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(collected, HasSubstr("50000"));
    const auto routed = post("/v1/measure", 20'000'001);
    EXPECT_THAT(routed, StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(routed, HasSubstr("20000000"));
    EXPECT_THAT(post("/v1/collect", 50'000), EndsWith("whole 50000"));
}

TEST_F(BodyStreamTest, ABodyThatStopsIsNotWaitedForForEver) {
    config.body_deadline = 100ms;
    Peer peer = connect();
    peer.send(head("/v1/measure", 5000) + "xxx");
    EXPECT_THAT(peer.read_all(), StartsWith("HTTP/1.1 504 "));
}
}  // namespace
