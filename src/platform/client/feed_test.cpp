#include "platform/client/feed.hpp"

#include <gmock/gmock.h>

#include "platform/client/client_fake.hpp"

namespace client {
namespace {
using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;

class FeedTest : public testing::Test {
protected:
    FeedRules rules(const std::string& url) {
        return {.name = "test", .what = "items", .help = "Of a test", .pack = [url](std::span<const std::string> items) {
                    std::string body;
                    for (const auto& item : items) body += item + ';';
                    return Request{.method = "POST", .url = url, .body = body};
                }};
    }
    static FeedAccount wait_for(const Feed& feed, auto condition) {
        for (const auto end = timing::in(10s); std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(2ms))
            if (const auto account = feed.account(); condition(account)) return account;
        ADD_FAILURE() << "it did not happen";
        return feed.account();
    }
    Client client;
};

const auto takes = [](ScriptedConnection& peer) { peer.answer(200, "{}"); };
const auto is_busy = [](ScriptedConnection& peer) { peer.answer(503, "{}", "retry-after-ms: 1\r\n"); };

TEST_F(FeedTest, GathersWhatIsAdded) {
    ScriptedServer server({takes});
    auto gathers = rules(server.url("/in"));
    gathers.most_at_once = 3;
    gathers.gather = 50ms;
    Feed feed(client, gathers);
    feed.start();
    for (const auto* item : {"a", "b", "c", "d"}) feed.add(item);
    EXPECT_EQ(wait_for(feed, [](const auto& account) { return account.sent == 4; }).dropped, 0);
    ASSERT_EQ(server.requests().size(), 2U);
    EXPECT_THAT(server.requests()[0], EndsWith("a;b;c;"));
    EXPECT_THAT(server.requests()[1], EndsWith("d;"));
    EXPECT_THAT(server.requests()[0], Not(HasSubstr("traceparent")));
}

TEST_F(FeedTest, TriesAgainWhatIsNotTakenAndCountsWhatIsGivenUp) {
    ScriptedServer server({is_busy, takes, [](ScriptedConnection& peer) { peer.answer(400, "no"); }, takes});
    auto strict = rules(server.url());
    strict.again_on = {503};
    Feed feed(client, strict);
    feed.start();
    feed.add("first");
    EXPECT_EQ(wait_for(feed, [](const auto& account) { return account.sent == 1; }).dropped, 0);
    feed.add("refused");
    EXPECT_EQ(wait_for(feed, [](const auto& account) { return account.dropped == 1; }).last_error, "it answers 400");
    feed.add("third");
    EXPECT_EQ(wait_for(feed, [](const auto& account) { return account.sent == 2; }).last_error, "");
    EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(FeedTest, CountsWhatWasNotTakenOfARequest) {
    ScriptedServer server({takes});
    auto partly = rules(server.url());
    partly.most_at_once = 3;
    partly.gather = 1h;
    partly.refused = [](const Response&) { return 2; };
    Feed feed(client, partly);
    feed.start();
    for (const auto* item : {"a", "b", "c"}) feed.add(item);
    const auto account = wait_for(feed, [](const auto& account) { return account.sent > 0; });
    EXPECT_EQ(account.sent, 1);
    EXPECT_EQ(account.dropped, 2);
    EXPECT_EQ(account.last_error, "it refused a part");
}

TEST_F(FeedTest, DropsTheOldestOfTooMany) {
    ScriptedServer server({takes});
    auto few = rules(server.url());
    few.most_waiting = 2;
    few.most_at_once = 2;
    Feed feed(client, few);
    for (const auto* item : {"a", "b", "c"}) feed.add(item);
    EXPECT_EQ(feed.account().dropped, 1);
    feed.start();
    wait_for(feed, [](const auto& account) { return account.sent == 2; });
    EXPECT_THAT(server.requests()[0], EndsWith("b;c;"));
}

TEST_F(FeedTest, SendsWhatWaitsAtTheEnd) {
    ScriptedServer server({takes});
    auto slow = rules(server.url());
    slow.most_at_once = 10;
    slow.gather = 1h;
    Feed feed(client, slow);
    feed.start();
    feed.add("last");
    feed.stop();
    EXPECT_EQ(feed.account().sent, 1);
    EXPECT_THAT(server.requests()[0], EndsWith("last;"));
}

TEST_F(FeedTest, EndsInTimeBesideAnObserverThatSaysNothing) {
    ScriptedServer server({[](ScriptedConnection& peer) { peer.hang(); }});
    Feed feed(client, rules(server.url()));
    feed.start();
    for (const auto* item : {"a", "b", "c"}) feed.add(item);
    const auto began = std::chrono::steady_clock::now();
    feed.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
    EXPECT_EQ(feed.account().dropped, 3);
    EXPECT_EQ(feed.account().sent, 0);
}
}  // namespace
}  // namespace client
