#include <gtest/gtest.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <thread>

#include "platform/bus/bus.hpp"
#include "platform/db/db_test_support.hpp"

namespace {
using namespace std::chrono_literals;

TEST(Signal, KeepsANotificationThatCameBeforeTheWait) {
    bus::Signal signal;
    const auto ticket = signal.ticket("turn");
    signal.notify("turn");
    EXPECT_TRUE(db::run(signal.wait("turn", ticket, timing::in(10s))));
}

TEST(Signal, GivesUpAtTheDeadline) {
    bus::Signal signal;
    EXPECT_FALSE(db::run(signal.wait("turn", signal.ticket("turn"), timing::in(20ms))));
}

TEST(Signal, IsNotWokenByAnOldNotification) {
    bus::Signal signal;
    signal.notify("turn");
    EXPECT_FALSE(db::run(signal.wait("turn", signal.ticket("turn"), timing::in(20ms))));
}

TEST(Signal, WakesOnlyThoseWhoWaitForTheKey) {
    bus::Signal signal;
    boost::asio::thread_pool threads(1);
    auto other = boost::asio::co_spawn(threads, signal.wait("other", signal.ticket("other"), timing::in(100ms)),
                                       boost::asio::use_future);
    auto mine = boost::asio::co_spawn(threads, signal.wait("mine", signal.ticket("mine"), timing::in(10s)),
                                      boost::asio::use_future);
    std::this_thread::sleep_for(20ms);
    signal.notify("mine");
    EXPECT_TRUE(mine.get());
    EXPECT_FALSE(other.get());
    threads.join();
}

TEST(Signal, EndsEveryWaitWhenItIsClosed) {
    bus::Signal signal;
    boost::asio::thread_pool threads(1);
    auto waiting = boost::asio::co_spawn(threads, signal.wait("turn", 0, timing::in(1h)), boost::asio::use_future);
    std::this_thread::sleep_for(20ms);
    signal.close();
    EXPECT_FALSE(waiting.get());
    threads.join();
    EXPECT_FALSE(db::run(signal.wait("turn", 0, timing::in(1h))));
}

// A reader that takes its ticket, reads, and waits must see every number, whatever the writer's timing.
Task<void> follow(bus::Signal& signal, std::atomic<int>& written, int last) {
    while (true) {
        const auto ticket = signal.ticket("turn");
        if (written.load() >= last) co_return;
        if (!co_await signal.wait("turn", ticket, timing::in(5s))) throw Error(ErrorCode::timeout, "a wake-up was lost");
    }
}

TEST(Signal, LosesNoWakeUpAmongManyWaiters) {
    constexpr int last = 200;
    bus::Signal signal;
    std::atomic<int> written = 0;
    boost::asio::thread_pool threads(3);
    std::vector<std::future<void>> followers;
    for (int i = 0; i < 200; ++i)
        followers.push_back(boost::asio::co_spawn(threads, follow(signal, written, last), boost::asio::use_future));
    for (int i = 0; i < last; ++i) {
        ++written;
        signal.notify("turn");
    }
    for (auto& follower : followers) EXPECT_NO_THROW(follower.get());
    threads.join();
}

Task<void> wait_once(bus::Signal& signal, std::uint64_t ticket, std::atomic<int>& woken) {
    if (co_await signal.wait("turn", ticket, timing::in(30s))) ++woken;
}

#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
constexpr auto soon = 10s;  // a sanitizer makes everything slower
#else
constexpr auto soon = 250ms;
#endif

TEST(Signal, WakesTenThousandWithinAQuarterOfASecond) {
    constexpr int many = 10'000;
    bus::Signal signal;
    std::atomic<int> woken = 0;
    boost::asio::thread_pool threads(2);
    for (int i = 0; i < many; ++i) boost::asio::co_spawn(threads, wait_once(signal, signal.ticket("turn"), woken), boost::asio::detached);
    std::this_thread::sleep_for(100ms);
    const auto start = std::chrono::steady_clock::now();
    signal.notify("turn");
    threads.join();
    EXPECT_LT(std::chrono::steady_clock::now() - start, soon);
    EXPECT_EQ(woken, many);
}

}  // namespace
