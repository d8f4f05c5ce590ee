#include "lrs/store/group_commit.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <future>

#include "platform/db/db_test_support.hpp"

namespace lrs {
namespace {

using Jobs = GroupCommit<int>;

// Commits some at a time; who waits resumes on whichever thread is free, at once.
Task<int> commit_some(Jobs& jobs, int times) {
    int failed = 0;
    for (int i = 0; i < times; ++i) {
        std::vector<int> some(static_cast<std::size_t>(i % 3), i);
        for (const auto& failure : co_await jobs.run_all(some)) failed += failure ? 1 : 0;
    }
    co_return failed;
}

class GroupCommitDbTest : public db::DbTest {};
OT_ON_EACH_ENGINE(GroupCommitDbTest);

TEST_P(GroupCommitDbTest, ResumesWhoWaitsForSeveralOnAnyThread) {
    std::atomic<int> committed = 0;
    Jobs jobs(*database, [&](db::Transaction&, std::span<int* const> group) { committed += static_cast<int>(group.size()); });
    boost::asio::thread_pool threads(4);
    std::vector<std::future<int>> waiting;
    for (int i = 0; i < 16; ++i) waiting.push_back(boost::asio::co_spawn(threads, commit_some(jobs, 300), boost::asio::use_future));
    for (auto& one : waiting) EXPECT_EQ(one.get(), 0);
    threads.join();
    EXPECT_EQ(committed, 16 * 300);
}

}  // namespace
}  // namespace lrs
