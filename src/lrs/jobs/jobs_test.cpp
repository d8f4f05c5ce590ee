#include "lrs/jobs/jobs.hpp"

#include <gtest/gtest.h>

#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <thread>

#include "platform/db/db_test_support.hpp"

namespace lrs {
namespace {
using namespace std::chrono_literals;

class JobsTest : public testing::Test {
protected:
    void TearDown() override {
        jobs.stop();
        threads.join();
    }
    Task<std::vector<Jobs::Piece>> find() {
        ++looks;
        std::vector<Jobs::Piece> found;
        if (due_at > 0) found.push_back({OrgId("o"), "piece", due_at});
        co_return found;
    }
    Task<void> run() {
        ran_at = timing::now();
        due_at = again.exchange(0);
        co_return;
    }
    Task<void> keep() { co_return; }
    bool has_looked() { return db::eventually([this] { return looks > 0; }); }

    std::atomic<int> looks = 0;
    std::atomic<timing::Micros> due_at = 0, ran_at = 0, again = 0;
    boost::asio::thread_pool threads{2};
    Jobs jobs{"test", threads.get_executor(), [this](timing::Micros) { return find(); }, [this](Jobs::Piece) { return run(); }, [this] { return keep(); }};
};

TEST_F(JobsTest, LeavesTheDatabaseAloneWhileNothingHappens) {
    jobs.start();
    ASSERT_TRUE(has_looked());
    std::this_thread::sleep_for(1500ms);
    EXPECT_EQ(looks, 1);
}

TEST_F(JobsTest, LooksAtOnceWhenItIsWoken) {
    jobs.start();
    ASSERT_TRUE(has_looked());
    std::this_thread::sleep_for(400ms);
    due_at = 1;
    jobs.wake();
    EXPECT_TRUE(db::eventually([this] { return ran_at > 0; }, 2s));
}

TEST_F(JobsTest, FindsWhatNobodyToldItOf) {
    jobs.start();
    ASSERT_TRUE(has_looked());
    due_at = 1;
    EXPECT_TRUE(db::eventually([this] { return ran_at > 0; }));
}

TEST_F(JobsTest, ComesBackWhenAPieceIsDue) {
    const auto soon = timing::now() + 900'000;
    due_at = soon;
    jobs.start();
    EXPECT_TRUE(db::eventually([this] { return ran_at > 0; }, 3s));
    EXPECT_GE(ran_at, soon);
}

TEST_F(JobsTest, LooksAgainWhenAPieceHasEnded) {
    due_at = again = 1;
    jobs.start();
    EXPECT_TRUE(db::eventually([this] { return ran_at > 0 && due_at == 0 && looks >= 3; }, 3s));
}

TEST_F(JobsTest, LooksFourTimesASecondHoweverOftenItIsWoken) {
    jobs.start();
    for (const auto end = std::chrono::steady_clock::now() + 1s; std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(1ms)) jobs.wake();
    EXPECT_LE(looks, 5);
}

}  // namespace
}  // namespace lrs
