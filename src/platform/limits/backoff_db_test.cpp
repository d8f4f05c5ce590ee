#include "platform/limits/backoff.hpp"

#include <gtest/gtest.h>

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"

namespace {
using namespace std::chrono_literals;
using limits::Tries;

class BackoffTest : public db::DbTest {
protected:
    void SetUp() override { database->migrate(platform::migrations); }

    // How long the next try must wait; 0: it was counted.
    std::chrono::milliseconds try_once(std::vector<Tries> tries) {
        try {
            db::run(backoff.begin(org, std::move(tries)));
            return 0ms;
        } catch (const Error& error) {
            EXPECT_EQ(error.code, ErrorCode::over_quota);
            return error.retry_after.value_or(0ms);
        }
    }
    // As if the last try had been earlier.
    void pass(timing::Micros micros) {
        const char* text = "UPDATE rate_buckets SET at = at - $1";
        database->run_now(db::Query{"test.pass", text, text}, {micros});
    }

    OrgId org{"o"};
    limits::Backoff backoff{*database};
    Tries pair{.bucket = "pair", .subject = "a", .free = 2, .longest = 8s};
};
OT_ON_EACH_ENGINE(BackoffTest);

TEST_P(BackoffTest, MakesEachFailureWaitTwiceAsLong) {
    EXPECT_EQ(try_once({pair}), 0ms);
    EXPECT_EQ(try_once({pair}), 0ms);
    for (const auto expected : {1s, 2s, 4s, 8s, 8s}) {
        const auto wait = try_once({pair});
        EXPECT_GT(wait, expected - 500ms);
        EXPECT_LE(wait, expected + 1ms);
        pass(std::chrono::microseconds(expected).count());
        EXPECT_EQ(try_once({pair}), 0ms) << "after the wait there is one more try";
    }
}

TEST_P(BackoffTest, ForgetsAfterASuccessAndAfterALongTime) {
    for (int i = 0; i < 2; ++i) try_once({pair});
    db::run(backoff.succeed(org, {pair}));
    for (int i = 0; i < 2; ++i) EXPECT_EQ(try_once({pair}), 0ms);
    EXPECT_GT(try_once({pair}), 0ms);
    pass(std::chrono::microseconds(2h).count());
    for (int i = 0; i < 2; ++i) EXPECT_EQ(try_once({pair}), 0ms);
}

TEST_P(BackoffTest, AsksForTheLongestWaitAndCountsNothingWhileWaiting) {
    const Tries place{.bucket = "place", .subject = "b", .free = 3, .longest = 60s};
    for (int i = 0; i < 2; ++i) EXPECT_EQ(try_once({pair, place}), 0ms);
    for (int i = 0; i < 5; ++i) EXPECT_GT(try_once({pair, place}), 0ms);
    EXPECT_EQ(try_once({place}), 0ms) << "refused tries were not counted";
    EXPECT_GT(try_once({place}), 0ms);
}

Task<bool> counted(limits::Backoff& backoff, OrgId org, Tries tries) {
    try {
        co_await backoff.begin(org, {std::move(tries)});
        co_return true;
    } catch (const Error& error) {
        if (error.code != ErrorCode::over_quota) throw;
        co_return false;
    }
}

TEST_P(BackoffTest, LetsManyAtOnceNotPast) {
    boost::asio::thread_pool threads(4);
    std::vector<std::future<bool>> all;
    for (int i = 0; i < 20; ++i) all.push_back(boost::asio::co_spawn(threads, counted(backoff, org, pair), boost::asio::use_future));
    int passed = 0;
    for (auto& one : all) passed += one.get();
    threads.join();
    EXPECT_EQ(passed, 2);
}
}  // namespace
