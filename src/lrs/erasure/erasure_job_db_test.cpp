#include "lrs/erasure/erasure_job.hpp"

#include <gmock/gmock.h>

#include <boost/asio/thread_pool.hpp>
#include <thread>

#include "lrs/orgs_test_support.hpp"
#include "lrs/pipeline/worker.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/store/query.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"

namespace lrs {
namespace {
using namespace std::chrono_literals;

const std::string identity = "mbox:mailto:a@example.com";

class ErasureJobDbTest : public db::DbTest {
protected:
    ErasureJobDbTest() {
        database->migrate(platform::migrations);
        database->migrate(migrations);
    }
    void TearDown() override {
        job.stop();
        queue.close();
        threads.join();
        cpu.close();
        database->close();
    }
    static std::string statement() {
        return R"({"id":")" + new_uuid() + R"(","actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://x/did"},"object":{"id":"http://x"}})";
    }
    std::string ask_for_erasure() {
        Erasure erasure{.org = org, .id = new_uuid(), .identities = {identity}, .made_at = timing::now()};
        db::run(erasures.add(erasure));
        return erasure.id;
    }
    bool is_done(const std::string& id) { return db::run(erasures.find(org, id))->done; }
    bool gets_done(const std::string& id) {
        for (int i = 0; i < 200 && !is_done(id); ++i) std::this_thread::sleep_for(25ms);
        return is_done(id);
    }
    void store_queued() {
        const auto entries = db::run(queue.embedded().read(100, 0ms));
        db::run(worker.process(entries));
        std::vector<std::string> ids;
        for (const auto& entry : entries) ids.push_back(entry.id);
        db::run(queue.embedded().acknowledge(std::move(ids)));
    }
    std::size_t stored() { return db::run(find_page(*database, {.org = org, .agent = identity})).statements.size(); }

    boost::asio::thread_pool threads{1};
    pool::Pool cpu{1};
    Lrs lrs{*database, {}, org};
    DeadLetters letters{*database};
    Queue queue{stream::open_embedded(*database, "test", 10s), nullptr};
    Worker worker{lrs.state(), letters, cpu};
    Erasures erasures{*database, "here"};
    ErasureJob job{lrs.state(), queue, threads.get_executor(), erasures};
};
OT_ON_EACH_ENGINE(ErasureJobDbTest);

TEST_P(ErasureJobDbTest, EndsOnlyWhenWhatWasQueuedBeforeIsErasedToo) {
    db::run(lrs.record(org, "test", statement()));
    db::run(queue.put({{.org = org, .sender = "key"}, {statement(), statement()}, ""}));
    const auto id = ask_for_erasure();
    job.start();
    for (int i = 0; i < 200 && stored() > 0; ++i) std::this_thread::sleep_for(25ms);
    EXPECT_EQ(stored(), 0u);
    std::this_thread::sleep_for(300ms);
    EXPECT_FALSE(is_done(id));
    store_queued();
    ASSERT_TRUE(gets_done(id));
    EXPECT_EQ(stored(), 0u);
    EXPECT_EQ(db::run(erasures.find(org, id))->removed, 3);
}

TEST_P(ErasureJobDbTest, DoesNotWaitForWhatIsQueuedAfterwards) {
    const auto id = ask_for_erasure();
    job.start();
    EXPECT_TRUE(gets_done(id));
    db::run(queue.put({{.org = org, .sender = "key"}, {statement()}, ""}));
    store_queued();
    EXPECT_EQ(stored(), 1u);
}

}  // namespace
}  // namespace lrs
