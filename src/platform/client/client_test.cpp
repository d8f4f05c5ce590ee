#include "platform/client/client.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "platform/client/client_fake.hpp"
#include "platform/run.hpp"

namespace {

using client::Failure;
using client::ScriptedConnection;
using client::ScriptedServer;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

using Fetched = std::expected<client::Response, client::TransferError>;

Fetched fetch(client::Request request) {
    client::Client client;
    return run_to_end(client.fetch(std::move(request)));
}

TEST(Client, FetchesStatusHeadersAndBody) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(418, "short and stout", "X-Kind: teapot\r\n"); }});
    const auto answer = fetch({.url = server.url("/pot")});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 418);
    EXPECT_EQ(answer->body, "short and stout");
    EXPECT_EQ(answer->header("x-kind"), "teapot");
    EXPECT_TRUE(server.requests()[0].starts_with("GET /pot HTTP/1.1\r\n"));
}

TEST(Client, SendsMethodHeadersAndBody) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "ok"); }});
    ASSERT_TRUE(fetch({.method = "POST", .url = server.url("/"), .headers = {{"x-api-key", "k"}}, .body = std::string(300'000, 'b')}));
    const auto sent = server.requests()[0];
    EXPECT_TRUE(sent.starts_with("POST / HTTP/1.1\r\n"));
    EXPECT_NE(sent.find("x-api-key: k\r\n"), std::string::npos);
    EXPECT_EQ(sent.find("Expect:"), std::string::npos);
    EXPECT_TRUE(sent.ends_with(std::string(300'000, 'b')));
}

TEST(Client, CarriesTheTraceOfWhatItIsMadeFor) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "ok"); }, [](ScriptedConnection& peer) { peer.answer(200, "ok"); }});
    ASSERT_TRUE(fetch({.url = server.url("/"), .trace = tracing::Context::of_trace("0af7651916cd43dd8448eb211c80319c")}));
    ASSERT_TRUE(fetch({.url = server.url("/")}));
    EXPECT_NE(server.requests()[0].find("traceparent: 00-0af7651916cd43dd8448eb211c80319c-"), std::string::npos);
    EXPECT_EQ(server.requests()[1].find("traceparent"), std::string::npos);
}

Task<std::vector<std::string>> pieces_of(client::Client& client, client::Request request) {
    const auto transfer = client.open(std::move(request));
    std::vector<std::string> pieces;
    const auto head = co_await transfer->head();
    while (head) {
        const auto piece = co_await transfer->piece();
        if (!piece || piece->empty()) break;
        pieces.push_back(*piece);
    }
    co_return pieces;
}

TEST(Client, HandsOutPiecesAsTheyCome) {
    ScriptedServer server({[](ScriptedConnection& peer) {
        peer.begin_stream();
        peer.send_after(20ms, "one");
        peer.send_after(20ms, "two");
    }});
    client::Client client;
    EXPECT_EQ(run_to_end(pieces_of(client, {.url = server.url()})), (std::vector<std::string>{"one", "two"}));
}

struct Case {
    const char* name;
    ScriptedServer::Script script;
    Failure expected;
};

TEST(Client, NamesWhyNoAnswerCame) {
    const std::vector<Case> cases{
        {"hangs before the head", [](ScriptedConnection& peer) { peer.hang(); }, Failure::timeout},
        {"hangs after the head", [](ScriptedConnection& peer) { peer.begin_stream(); peer.hang(); }, Failure::timeout},
        {"falls silent", [](ScriptedConnection& peer) { peer.begin_stream(); peer.send("x"); peer.hang(); }, Failure::timeout},
        {"cuts in the body", [](ScriptedConnection& peer) { peer.begin_stream_to_cut(); peer.send("x"); }, Failure::cut},
        {"closes at once", [](ScriptedConnection&) {}, Failure::cut},
        {"is no HTTP", [](ScriptedConnection& peer) { peer.send("garbage\r\n\r\n"); }, Failure::cut},
        {"never ends", [](ScriptedConnection& peer) { peer.begin_stream(); peer.send(std::string(5000, 'x')); peer.hang(); }, Failure::too_large},
    };
    for (const auto& one : cases) {
        ScriptedServer server({one.script});
        const auto start = Clock::now();
        const auto answer = fetch({.url = server.url(), .first_byte_timeout = 100ms, .idle_timeout = 100ms, .response_limit = 4096});
        ASSERT_FALSE(answer) << one.name;
        EXPECT_EQ(answer.error().failure, one.expected) << one.name << ": " << answer.error().detail;
        EXPECT_LT(Clock::now() - start, 2s) << one.name;
    }
}

TEST(Client, RefusesOtherProtocolsAndClosedPorts) {
    EXPECT_EQ(fetch({.url = "file:///etc/hostname"}).error().failure, Failure::connect);
    EXPECT_EQ(fetch({.url = "http://127.0.0.1:1/"}).error().failure, Failure::connect);
    EXPECT_EQ(fetch({.url = "not a url"}).error().failure, Failure::connect);
}

TEST(Client, ReachesPublicAddressesOnlyWhenToldSo) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "secret"); }});
    client::Client outward(client::Reach::public_addresses);
    EXPECT_EQ(run_to_end(outward.fetch({.url = server.url()})).error().failure, Failure::connect);
    EXPECT_TRUE(server.requests().empty());
}

TEST(Client, DoesNotFollowRedirects) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(302, "", "location: http://127.0.0.1:1/\r\n"); }});
    EXPECT_EQ(fetch({.url = server.url()})->status, 302);
}

TEST(Client, KeepsTheDeadlineOfASlowDrip) {
    ScriptedServer server({[](ScriptedConnection& peer) {
        peer.begin_stream();
        for (int i = 0; i < 10; ++i) peer.send_after(20ms, ".");
    }});
    const auto answer = fetch({.url = server.url(), .deadline = timing::in(100ms)});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().failure, Failure::timeout);
}

TEST(Client, EndsWhenStopIsRequested) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.hang(); }});
    std::stop_source source;
    std::jthread stopper([source]() mutable {
        std::this_thread::sleep_for(30ms);
        source.request_stop();
    });
    EXPECT_EQ(fetch({.url = server.url(), .stop = source.get_token()}).error().failure, Failure::cancelled);
}

TEST(Client, LeavesTheServerWhenATransferIsDestroyed) {
    std::atomic<bool> left = false;
    ScriptedServer server({[&left](ScriptedConnection& peer) {
        peer.begin_stream();
        left = peer.hang();
    }});
    client::Client client;
    auto transfer = client.open({.url = server.url()});
    while (server.requests().empty()) std::this_thread::sleep_for(1ms);
    transfer.reset();
    for (int i = 0; i < 200 && !left; ++i) std::this_thread::sleep_for(5ms);
    EXPECT_TRUE(left);
}

TEST(Client, EndsWaitersWhenItIsDestroyed) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.hang(); }});
    auto client = std::make_unique<client::Client>();
    auto transfer = client->open({.url = server.url()});
    client.reset();
    EXPECT_EQ(run_to_end(transfer->head()).error().failure, Failure::cancelled);
}

TEST(Client, LeavesAnEventLoopAloneOnceItIsClosed) {
    ScriptedServer server({[](ScriptedConnection& peer) {
        peer.begin_stream();
        for (int i = 0; i < 20; ++i) peer.send_after(5ms, ".");
    }});
    for (int i = 0; i < 20; ++i) {
        client::Client client;
        boost::asio::io_context context;  // dies with the coroutine that waits in it
        boost::asio::co_spawn(context, pieces_of(client, {.url = server.url()}), [](std::exception_ptr, std::vector<std::string>) {});
        context.run_for(std::chrono::milliseconds(i));
        client.close();
    }
}

}  // namespace
