#include <gmock/gmock.h>

#include "platform/stream/broker_test_support.hpp"

namespace stream {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using namespace std::chrono_literals;

std::vector<Entry> read_some(Stream& from, std::size_t most, std::chrono::milliseconds patience = 500ms) { return db::run(from.read(most, patience)); }
std::vector<std::string> texts(const std::vector<Entry>& entries) {
    std::vector<std::string> texts;
    for (const auto& entry : entries) texts.push_back(entry.payload);
    return texts;
}
void acknowledge(Stream& at, const std::vector<Entry>& entries) {
    std::vector<std::string> ids;
    for (const auto& entry : entries) ids.push_back(entry.id);
    db::run(at.acknowledge(std::move(ids)));
}
// What comes within some seconds, whatever it takes to connect again.
std::vector<std::string> drain(Stream& from, std::size_t count) {
    std::vector<std::string> all;
    for (int i = 0; i < 40 && all.size() < count; ++i) {
        try {
            const auto entries = read_some(from, 10, 200ms);
            std::ranges::move(texts(entries), std::back_inserter(all));
            if (!entries.empty()) acknowledge(from, entries);
        } catch (const Error&) {
            std::this_thread::sleep_for(100ms);
        }
    }
    return all;
}

class BrokerTest : public testing::TestWithParam<Kind> {
protected:
    BrokerProcess broker{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Each, BrokerTest, testing::Values(Kind::redis, Kind::nats),
                         [](const auto& info) { return info.param == Kind::redis ? "redis" : "nats"; });

TEST_P(BrokerTest, GivesEntriesOnceAndForgetsWhatIsAcknowledged) {
    const auto stream = broker.open();
    const std::string large(900'000, 'x');
    db::run(stream->append({"a", "b"}));
    db::run(stream->append({large}));
    const auto first = read_some(*stream, 2);
    EXPECT_THAT(texts(first), ElementsAre("a", "b"));
    EXPECT_THAT(texts(read_some(*stream, 10)), ElementsAre(large));
    EXPECT_THAT(read_some(*stream, 10, 50ms), IsEmpty());
    EXPECT_EQ(db::run(stream->depth()), 3);
    acknowledge(*stream, first);
    for (int i = 0; i < 100 && db::run(stream->depth()) > 1; ++i) std::this_thread::sleep_for(10ms);
    EXPECT_EQ(db::run(stream->depth()), 1);
}

TEST_P(BrokerTest, KnowsWhetherSomethingWaitsUpToAPlace) {
    const auto stream = broker.open();
    EXPECT_FALSE(db::run(stream->waits_up_to(db::run(stream->newest()))));
    db::run(stream->append({"a", "b"}));
    const auto place = db::run(stream->newest());
    db::run(stream->append({"c"}));
    acknowledge(*stream, read_some(*stream, 1));
    EXPECT_TRUE(db::run(stream->waits_up_to(place)));
    acknowledge(*stream, read_some(*stream, 1));
    for (int i = 0; i < 100 && db::run(stream->waits_up_to(place)); ++i) std::this_thread::sleep_for(10ms);
    EXPECT_FALSE(db::run(stream->waits_up_to(place)));
}

TEST_P(BrokerTest, GivesAgainToAnotherReaderWhatIsNotAcknowledgedInTime) {
    {
        const auto lost = broker.open(300ms);
        db::run(lost->append({"a"}));
        EXPECT_THAT(read_some(*lost, 1), SizeIs(1));
    }
    std::this_thread::sleep_for(400ms);
    EXPECT_THAT(drain(*broker.open(300ms), 1), ElementsAre("a"));
}

TEST_P(BrokerTest, FailsSoonWhileTheBrokerIsAwayAndGoesOnAfterItsCrash) {
    const auto stream = broker.open(300ms);
    db::run(stream->append({"before"}));
    broker.crash();
    const auto began = std::chrono::steady_clock::now();
    EXPECT_THROW(db::run(stream->append({"meanwhile"})), Error);
    EXPECT_THROW(read_some(*stream, 1), Error);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 8s);
    broker.start();
    std::this_thread::sleep_for(600ms);
    db::run(stream->append({"after"}));
    EXPECT_THAT(drain(*stream, 2), UnorderedElementsAre("before", "after"));
}

TEST(BrokerUrl, IsReadOrRefused) {
    EXPECT_THROW(open_broker({.redis_url = "localhost:6379"}, "test"), Error);
    EXPECT_THROW(open_broker({.nats_url = "redis://localhost"}, "test"), Error);
    EXPECT_EQ(open_broker({}, "test"), nullptr);
}

}  // namespace
}  // namespace stream
