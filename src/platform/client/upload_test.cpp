#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/client/client.hpp"
#include "platform/client/client_fake.hpp"
#include "platform/error.hpp"
#include "platform/run.hpp"

namespace client {
namespace {
using namespace std::chrono_literals;
using Begins = ScriptedServer::Begins;

Task<void> rest_for(std::chrono::milliseconds span) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, span);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

// Gives a text piece by piece, and tells how often it was asked.
struct Supply {
    std::string text;
    std::size_t piece = 100'000;
    std::chrono::milliseconds pause{0};
    std::size_t fails_at = std::string::npos;  // byte
    std::size_t at = 0;
    int asked = 0;
};

Task<std::string> next_of(std::shared_ptr<Supply> supply) {
    ++supply->asked;
    if (supply->pause > 0ms) co_await rest_for(supply->pause);
    if (supply->at >= supply->fails_at) throw Error(ErrorCode::unavailable, "the file is gone");
    auto piece = supply->text.substr(std::min(supply->at, supply->text.size()), supply->piece);
    supply->at += piece.size();
    co_return piece;
}

Request upload_of(const std::shared_ptr<Supply>& supply, std::string url) {
    Request request{.method = "POST", .url = std::move(url), .headers = {{"Content-Type", "x/y"}}};
    request.upload = {supply->text.size(), [supply] { return next_of(supply); }};
    return request;
}

std::string long_text(std::size_t size) {
    std::string text(size, 0);
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 31 + i / 256 * 7);
    return text;
}

std::expected<Response, TransferError> sent(Request request) {
    Client client;
    return run_to_end(client.fetch(std::move(request)));
}

TEST(Upload, ArrivesWhole) {
    for (const std::size_t size : {0uz, 1uz, 100'000uz, 20'000'001uz}) {
        ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "ok"); }});
        const auto supply = std::make_shared<Supply>(Supply{.text = long_text(size)});
        const auto answer = sent(upload_of(supply, server.url("/")));
        ASSERT_TRUE(answer) << size << answer.error().detail;
        EXPECT_EQ(answer->body, "ok");
        const auto request = server.requests()[0];
        EXPECT_TRUE(request.starts_with("POST / HTTP/1.1\r\n"));
        EXPECT_NE(request.find("Content-Length: " + std::to_string(size) + "\r\n"), std::string::npos);
        EXPECT_EQ(request.find("Expect:"), std::string::npos);
        EXPECT_EQ(request.find("Transfer-Encoding:"), std::string::npos);
        EXPECT_TRUE(request.substr(request.find("\r\n\r\n") + 4) == supply->text) << size;
    }
}

TEST(Upload, ArrivesFromASlowSupplier) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "ok"); }});
    const auto supply = std::make_shared<Supply>(Supply{.text = long_text(1'000), .piece = 100, .pause = 5ms});
    ASSERT_TRUE(sent(upload_of(supply, server.url())));
    EXPECT_TRUE(server.requests()[0].ends_with(supply->text));
}

TEST(Upload, FailsWithItsSupplier) {
    struct Case {
        const char* why;
        Supply supply;
        std::size_t told;
        const char* detail;
    };
    const std::vector<Case> cases{
        {"at once", {.text = long_text(1'000'000), .fails_at = 0}, 1'000'000, "the file is gone"},
        {"in the middle", {.text = long_text(1'000'000), .fails_at = 500'000}, 1'000'000, "the file is gone"},
        {"too short", {.text = long_text(999'999)}, 1'000'000, "the body has not the size that was told"},
        {"too long", {.text = long_text(1'000'001), .piece = 1'000'001}, 1'000'000, "the body has not the size that was told"},
    };
    for (const auto& one : cases) {
        ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, "taken"); }});
        auto request = upload_of(std::make_shared<Supply>(one.supply), server.url());
        request.upload->size = one.told;
        const auto answer = sent(std::move(request));
        ASSERT_FALSE(answer) << one.why;
        EXPECT_EQ(answer.error().failure, Failure::cut) << one.why;
        EXPECT_EQ(answer.error().detail, one.detail) << one.why;
    }
}

TEST(Upload, IsEndedByAnEarlyRefusal) {
    for (const std::string_view headers : {"connection: close\r\n", ""})
        for (const auto pause : {0ms, 10ms}) {
            std::atomic<std::size_t> came = 0;
            ScriptedServer server({[&](ScriptedConnection& peer) {
                peer.send("HTTP/1.1 413 Large\r\ncontent-length: 3\r\n" + std::string(headers) + "\r\n");
                peer.send_after(20ms, "no!");
                came = peer.request().size() + peer.read_on();
            }}, Begins::behind_head);
            const auto supply = std::make_shared<Supply>(Supply{.text = long_text(60'000'000), .pause = pause});
            Client client;
            const auto answer = run_to_end(client.fetch(upload_of(supply, server.url())));
            ASSERT_TRUE(answer) << headers << pause.count() << answer.error().detail;
            EXPECT_EQ(answer->status, 413);
            EXPECT_EQ(answer->body, "no!");
            EXPECT_LT(supply->at, supply->text.size());
            for (int i = 0; i < 200 && came == 0; ++i) std::this_thread::sleep_for(5ms);
            EXPECT_GT(came, 0u) << "a connection with half a body is left, while its client lives on";
            EXPECT_LT(came, supply->text.size());
        }
}

// What was only half read was not taken, whatever is said of it.
TEST(Upload, GoesOnAfterAnEarlyConsent) {
    ScriptedServer server({[](ScriptedConnection& peer) {
        peer.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        peer.hang();
    }}, Begins::behind_head);
    const auto supply = std::make_shared<Supply>(Supply{.text = long_text(60'000'000)});
    auto request = upload_of(supply, server.url());
    request.deadline = timing::in(300ms);
    EXPECT_EQ(sent(std::move(request)).error().failure, Failure::timeout);
}

TEST(Upload, AsksForNoMoreThanIsSent) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.hang(); }}, Begins::behind_head);
    const auto supply = std::make_shared<Supply>(Supply{.text = long_text(100'000'000), .piece = 1'000'000});
    auto request = upload_of(supply, server.url());
    request.deadline = timing::in(300ms);
    const auto answer = sent(std::move(request));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().failure, Failure::timeout);
    EXPECT_LT(supply->asked, 20) << "sockets hold some MB";
}

TEST(Upload, EndsWhenStopIsRequested) {
    for (const auto pause : {0ms, 10ms}) {
        ScriptedServer server({[](ScriptedConnection& peer) { peer.hang(); }}, Begins::behind_head);
        std::stop_source source;
        std::jthread stopper([source]() mutable {
            std::this_thread::sleep_for(50ms);
            source.request_stop();
        });
        auto request = upload_of(std::make_shared<Supply>(Supply{.text = long_text(60'000'000), .pause = pause}), server.url());
        request.stop = source.get_token();
        EXPECT_EQ(sent(std::move(request)).error().failure, Failure::cancelled);
    }
}

Task<void> fetch_into(Client& client, Request request) { co_await client.fetch(std::move(request)); }

TEST(Upload, LeavesAnEventLoopAloneOnceItsClientIsClosed) {
    for (int i = 0; i < 20; ++i) {
        ScriptedServer server({[](ScriptedConnection& peer) { peer.hang(); }}, Begins::behind_head);
        const auto supply = std::make_shared<Supply>(Supply{.text = long_text(10'000'000), .pause = std::chrono::milliseconds(i % 2)});
        {
            Client client;
            boost::asio::io_context context;  // dies with the coroutine that supplies
            boost::asio::co_spawn(context, fetch_into(client, upload_of(supply, server.url())), [](std::exception_ptr) {});
            context.run_for(std::chrono::milliseconds(i));
            client.close();
        }
        EXPECT_EQ(supply.use_count(), 1) << "nobody holds the supplier any more";
    }
}

struct Download {
    std::size_t bytes = 0, largest = 0;
    bool whole = false;
};

Task<Download> download_late(Client& client, Request request) {
    Download download;
    const auto transfer = client.open(std::move(request));
    co_await transfer->head();
    co_await rest_for(400ms);
    while (true) {
        const auto piece = co_await transfer->piece();
        download.whole = piece && piece->empty();
        if (!piece || piece->empty()) co_return download;
        download.bytes += piece->size();
        download.largest = std::max(download.largest, piece->size());
    }
}

TEST(Client, HoldsLittleOfAnAnswerThatIsTakenSlowly) {
    constexpr std::size_t size = 40'000'000;
    ScriptedServer server({[](ScriptedConnection& peer) { peer.answer(200, std::string(size, 'x')); }});
    Client client;
    const auto download = run_to_end(download_late(client, {.url = server.url(), .idle_timeout = 200ms, .response_limit = size}));
    EXPECT_TRUE(download.whole) << "who takes slowly is no silence of the other side";
    EXPECT_EQ(download.bytes, size);
    EXPECT_LT(download.largest, 2u << 20);
}

TEST(Client, LeavesAnAnswerThatNobodyTakes) {
    std::atomic<bool> left = false;
    ScriptedServer server({[&](ScriptedConnection& peer) {
        peer.begin_stream();
        for (int i = 0; i < 100; ++i) peer.send(std::string(1'000'000, 'x'));
        left = true;
    }});
    Client client;
    auto transfer = client.open({.url = server.url(), .response_limit = 1u << 30});
    std::this_thread::sleep_for(100ms);
    EXPECT_FALSE(left);
    transfer.reset();
    for (int i = 0; i < 200 && !left; ++i) std::this_thread::sleep_for(5ms);
    EXPECT_TRUE(left);
}

}  // namespace
}  // namespace client
