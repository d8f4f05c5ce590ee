#include "platform/pool/pool.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <future>
#include <stdexcept>
#include <thread>

#include "platform/run.hpp"

namespace {
struct Seen {
    std::thread::id before, working, after;
    bool failed = false;
    int result = 0;
};

Task<void> use(pool::Pool& pool, Seen& seen) {
    seen.before = std::this_thread::get_id();
    seen.result = co_await pool.run([&seen] {
        seen.working = std::this_thread::get_id();
        return 42;
    });
    seen.after = std::this_thread::get_id();
    try {
        co_await pool.run([] { throw std::runtime_error("no"); });
    } catch (const std::runtime_error&) {
        seen.failed = true;
    }
}

TEST(Pool, WorksElsewhereAndComesBackWithResultOrException) {
    pool::Pool pool(2);
    Seen seen;
    run_to_end(use(pool, seen));
    EXPECT_EQ(seen.result, 42);
    EXPECT_TRUE(seen.failed);
    EXPECT_EQ(seen.before, seen.after);
    EXPECT_NE(seen.before, seen.working);
}

TEST(Pool, SurvivesWorkThatThrowsWithNobodyWaiting) {
    pool::Pool pool(1);
    pool.post([] { throw std::runtime_error("no"); });
    std::promise<int> done;
    pool.post([&] { done.set_value(7); });
    EXPECT_EQ(done.get_future().get(), 7);
}

Task<void> fail() {
    throw std::runtime_error("no");
    co_return;
}

TEST(Pool, LogsWhatASpawnedTaskThrows) {
    boost::asio::io_context context;
    pool::spawn(context.get_executor(), "test", fail());
    EXPECT_NO_THROW(context.run());
}
}  // namespace
