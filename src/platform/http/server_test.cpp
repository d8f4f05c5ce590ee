#include "platform/http/server.hpp"

#include <gmock/gmock.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe/class.hpp>
#include <thread>

#include "platform/http/http_test_support.hpp"

namespace {
using namespace std::chrono_literals;
using http::Peer;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

struct Note {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (text))

Task<Note> echo_note(const http::Caller&, Note note) { co_return note; }
Task<http::Response> pong(const http::Caller&, const http::Request&) { co_return http::text(200, "pong"); }
Task<http::Response> who(const http::Caller& caller, const http::Request& request) {
    co_return http::text(200, caller.ip + ' ' + std::string(request.header("x-forwarded-proto").value_or("-")));
}
Task<http::Response> three_megabytes(const http::Caller&, const http::Request&) {
    co_return http::text(200, std::string(3'000'000, 'x'));
}
Task<http::Response> split(const http::Caller&, const http::Request&) {
    co_return http::text(200, "").with("X-Name", "a\r\nSet-Cookie: b");
}
Task<http::Response> slow(const http::Caller&, const http::Request&) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, 100ms);
    co_await timer.async_wait(boost::asio::use_awaitable);
    co_return http::text(200, "slow");
}

// Sends "one", "two", then waits as a lesson does, until it is cancelled.
class Ticks : public http::Stream {
public:
    Ticks(std::atomic<int>& alive, int count) : alive_(alive), left_(count) { ++alive_; }
    ~Ticks() override { --alive_; }
    Task<std::optional<std::string>> next(timing::Deadline until) override {
        if (left_ > 0) co_return http::sse(std::to_string(left_--), "tick", "{}");
        if (left_-- == 0) co_return "";
        if (left_ < -2) co_return std::nullopt;
        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, until);
        co_await timer.async_wait(boost::asio::use_awaitable);
        co_return "";
    }

private:
    std::atomic<int>& alive_;
    int left_;
};

class Two : public http::Stream {
    int left_ = 2;
    Task<std::optional<std::string>> next(timing::Deadline) override {
        if (left_-- == 0) co_return std::nullopt;
        co_return http::sse("", "", "x");
    }
};

class ServerTest : public testing::Test {
protected:
    std::atomic<int> streams = 0;
    http::Router router;
    http::ServerConfig config;
    std::unique_ptr<http::Server> server;

    ServerTest() {
        const http::Needs open{.role = http::Role::anyone, .body_limit = 100'000};
        config.listen = "127.0.0.1:0";
        config.threads = 2;
        config.drain = 2s;
        router.get("/v1/ping", open, pong);
        router.post("/v1/echo", open, echo_note);
        router.get("/v1/who", open, who);
        router.get("/v1/large", open, three_megabytes);
        router.get("/v1/split", open, split);
        router.get("/v1/slow", open, slow);
        router.get("/v1/ticks", open, [this](const http::Caller&, const http::Request&) { return ticks(streams); });
        router.get("/v1/two", open, [](const http::Caller&, const http::Request&) { return two(); });
    }
    static Task<http::Response> ticks(std::atomic<int>& alive) {
        co_return http::event_stream(std::make_unique<Ticks>(alive, 2));
    }
    static Task<http::Response> two() { co_return http::event_stream(std::make_unique<Two>()); }

    Peer connect() {
        if (!server) {
            server = std::make_unique<http::Server>(config, router);
            server->start();
        }
        return Peer(server->port());
    }
    std::string send(std::string_view bytes) {
        Peer peer = connect();
        peer.send(bytes);
        return peer.read_all();
    }
};

constexpr std::string_view ping = "GET /v1/ping HTTP/1.1\r\nHost: t\r\n\r\n";
constexpr std::string_view last_ping = "GET /v1/ping HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";

TEST_F(ServerTest, AnswersAndKeepsTheConnection) {
    Peer peer = connect();
    for (int i = 0; i < 3; ++i) {
        peer.send(ping);
        const auto answer = peer.read_answer();
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\nDate: "));
        EXPECT_THAT(answer, HasSubstr("Content-Length: 4\r\n"));
        EXPECT_THAT(answer, EndsWith("\r\n\r\npong"));
    }
}

TEST_F(ServerTest, ClosesWhenTheClientAsks) {
    const auto answer = send(last_ping);
    EXPECT_THAT(answer, HasSubstr("Connection: close"));
    EXPECT_THAT(send("GET /v1/ping HTTP/1.0\r\n\r\n"), HasSubstr("Connection: close"));
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
    std::string requests;
    for (int i = 0; i < 50; ++i) {
        const std::string body = R"({"text":")" + std::to_string(i) + "\"}";
        requests += "POST /v1/echo HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    const auto answers = send(requests + std::string(last_ping));
    std::size_t at = 0;
    for (int i = 0; i < 50 && at != answers.npos; ++i) at = answers.find(R"({"text":")" + std::to_string(i) + "\"}", at);
    EXPECT_NE(at, answers.npos);
    EXPECT_THAT(answers, EndsWith("pong"));
}

TEST_F(ServerTest, TakesARequestByteByByte) {
    Peer peer = connect();
    for (const char byte : last_ping) {
        peer.send({&byte, 1});
        std::this_thread::sleep_for(100us);
    }
    EXPECT_THAT(peer.read_all(), EndsWith("pong"));
}

TEST_F(ServerTest, ReadsChunkedBodies) {
    const auto answer = send("POST /v1/echo HTTP/1.1\r\nHost: t\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                             "5\r\n{\"tex\r\nA;x=y\r\nt\":\"long\"}\r\n0\r\nTrailer: x\r\n\r\n");
    EXPECT_THAT(answer, EndsWith(R"({"text":"long"})"));
}

TEST_F(ServerTest, AnswersHeadWithoutABody) {
    const auto answer = send("HEAD /v1/ping HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("Content-Length: 4\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, SaysContinueToAClientThatWaitsForIt) {
    Peer peer = connect();
    peer.send("POST /v1/echo HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 12\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(peer.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    peer.send(R"({"text":"x"})");
    EXPECT_THAT(peer.read_all(), EndsWith(R"({"text":"x"})"));
}

TEST_F(ServerTest, RefusesALargeBodyBeforeItIsSent) {
    Peer peer = connect();
    peer.send("POST /v1/echo HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 100001\r\n\r\n");
    EXPECT_THAT(peer.read_all(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, SendsALargeAnswerWhole) {
    const auto answer = send("GET /v1/large HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(answer.size() - answer.find("\r\n\r\n") - 4, 3'000'000u);
}

TEST_F(ServerTest, LetsNoHeaderValueAddAHeader) {
    EXPECT_THAT(send("GET /v1/split HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"), HasSubstr("X-Name: aSet-Cookie: b\r\n"));
}

TEST_F(ServerTest, BelievesAProxyOnlyWhenToldTo) {
    constexpr std::string_view proxied =
        "GET /v1/who HTTP/1.1\r\nHost: t\r\nX-Forwarded-For: 1.2.3.4, 9.8.7.6\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n";
    EXPECT_THAT(send(proxied), EndsWith("\r\n127.0.0.1 -"));
    server.reset();
    config.trust_proxy = true;
    EXPECT_THAT(send(proxied), EndsWith("\r\n9.8.7.6 https"));
}

TEST_F(ServerTest, StreamsEventsAndBreaksSilence) {
    Peer peer = connect();
    peer.send("GET /v1/ticks HTTP/1.1\r\nHost: t\r\n\r\n");
    const auto got = peer.read_until(": \n\n");
    EXPECT_THAT(got, HasSubstr("Content-Type: text/event-stream\r\n"));
    EXPECT_THAT(got, HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(got, HasSubstr("id: 2\nevent: tick\ndata: {}\n\n"));
    EXPECT_THAT(got, HasSubstr("id: 1\nevent: tick\ndata: {}\n\n"));
}

TEST_F(ServerTest, EndsAStreamWithTheLastChunkAndCloses) {
    EXPECT_THAT(send("GET /v1/two HTTP/1.1\r\nHost: t\r\n\r\n"), EndsWith("9\r\ndata: x\n\n\r\n9\r\ndata: x\n\n\r\n0\r\n\r\n"));
    EXPECT_THAT(send("GET /v1/two HTTP/1.0\r\n\r\n"), EndsWith("\r\n\r\ndata: x\n\ndata: x\n\n"));
}

TEST_F(ServerTest, NoticesWhenTheReaderOfAStreamLeaves) {
    {
        Peer peer = connect();
        peer.send("GET /v1/ticks HTTP/1.1\r\nHost: t\r\n\r\n");
        peer.read_until(": \n\n");
        EXPECT_EQ(streams, 1);
    }
    for (int i = 0; i < 100 && streams > 0; ++i) std::this_thread::sleep_for(5ms);
    EXPECT_EQ(streams, 0);
}

TEST_F(ServerTest, DrainsRequestsAndStreams) {
    Peer stream = connect(), idle = connect(), busy = connect();
    stream.send("GET /v1/ticks HTTP/1.1\r\nHost: t\r\n\r\n");
    stream.read_until(": \n\n");
    busy.send("GET /v1/slow HTTP/1.1\r\nHost: t\r\n\r\n");
    std::this_thread::sleep_for(20ms);
    const auto began = std::chrono::steady_clock::now();
    server->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
    EXPECT_THAT(busy.read_all(), EndsWith("slow"));
    EXPECT_THAT(stream.read_all(), EndsWith("0\r\n\r\n"));
    EXPECT_EQ(idle.read_all(), "");
    EXPECT_EQ(streams, 0);
}

TEST_F(ServerTest, TurnsAwayOneConnectionTooMany) {
    config.connections = 1;
    Peer first = connect();
    first.send(ping);
    first.read_answer();
    EXPECT_THAT(connect().read_all(), StartsWith("HTTP/1.1 503 "));
}

TEST_F(ServerTest, SaysWhyItCannotListen) {
    config.listen = "nowhere";
    EXPECT_THROW(http::Server(config, router), Error);
}
}  // namespace
