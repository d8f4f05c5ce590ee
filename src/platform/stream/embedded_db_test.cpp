#include <gmock/gmock.h>

#include <thread>

#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"
#include "platform/stream/stream.hpp"

namespace stream {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

class EmbeddedDbTest : public db::DbTest {
protected:
    EmbeddedDbTest() { database->migrate(platform::migrations); }
    static std::vector<std::string> texts(const std::vector<Entry>& entries) {
        std::vector<std::string> texts;
        for (const auto& entry : entries) texts.push_back(entry.payload);
        return texts;
    }
    static std::vector<std::string> ids(const std::vector<Entry>& entries) {
        std::vector<std::string> ids;
        for (const auto& entry : entries) ids.push_back(entry.id);
        return ids;
    }
    std::vector<Entry> read(Stream& from, std::size_t most = 100) { return db::run(from.read(most, 0ms)); }

    std::unique_ptr<Stream> log = open_embedded(*database, "one", 200ms);
};
OT_ON_EACH_ENGINE(EmbeddedDbTest);

TEST_P(EmbeddedDbTest, GivesEntriesOnceAndForgetsWhatIsAcknowledged) {
    db::run(log->append({"a", "b"}));
    db::run(log->append({"c"}));
    const auto first = read(*log, 2);
    EXPECT_THAT(texts(first), ElementsAre("a", "b"));
    EXPECT_THAT(texts(read(*log)), ElementsAre("c"));
    EXPECT_THAT(read(*log), IsEmpty());
    EXPECT_EQ(db::run(log->depth()), 3);
    db::run(log->acknowledge(ids(first)));
    EXPECT_EQ(db::run(log->depth()), 1);
}

TEST_P(EmbeddedDbTest, KnowsWhetherSomethingWaitsUpToAPlace) {
    EXPECT_FALSE(db::run(log->waits_up_to(db::run(log->newest()))));
    db::run(log->append({"a"}));
    const auto place = db::run(log->newest());
    const auto first = read(*log);
    db::run(log->append({"b"}));
    EXPECT_TRUE(db::run(log->waits_up_to(place)));
    db::run(log->acknowledge(ids(first)));
    EXPECT_FALSE(db::run(log->waits_up_to(place)));
}

TEST_P(EmbeddedDbTest, GivesAgainWhatIsNotAcknowledgedInTime) {
    db::run(log->append({"a"}));
    EXPECT_THAT(read(*log), SizeIs(1));
    std::this_thread::sleep_for(250ms);
    EXPECT_THAT(texts(read(*log)), ElementsAre("a"));
}

TEST_P(EmbeddedDbTest, OneProcessReadsAndAnotherTakesOverWhenItIsGone) {
    const auto other = open_embedded(*database, "one", 200ms);
    db::run(log->append({"a"}));
    EXPECT_THAT(read(*log), SizeIs(1));
    EXPECT_THAT(read(*other), IsEmpty());
    std::this_thread::sleep_for(250ms);
    EXPECT_THAT(texts(read(*other)), ElementsAre("a"));
}

TEST_P(EmbeddedDbTest, AReaderThatLeavesIsFollowedAtOnce) {
    const auto other = open_embedded(*database, "one", 10s), next = open_embedded(*database, "one", 10s);
    db::run(log->append({"a"}));
    EXPECT_THAT(read(*other), SizeIs(1));
    db::run(other->leave());
    EXPECT_THAT(texts(read(*next)), ElementsAre("a"));
}

TEST_P(EmbeddedDbTest, StreamsDoNotMix) {
    const auto other = open_embedded(*database, "two", 200ms);
    db::run(other->append({"x"}));
    EXPECT_THAT(read(*log), IsEmpty());
    EXPECT_THAT(texts(read(*other)), ElementsAre("x"));
}

TEST_P(EmbeddedDbTest, AReaderWakesForANewEntry) {
    std::thread later([this] {
        std::this_thread::sleep_for(50ms);
        db::run(log->append({"late"}));
    });
    EXPECT_THAT(texts(db::run(log->read(10, 5s))), ElementsAre("late"));
    later.join();
}

}  // namespace
}  // namespace stream
