#include <gmock/gmock.h>

#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <functional>
#include <future>
#include <thread>

#include "platform/bus/bus.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/sql.gen.hpp"

namespace {
using namespace std::chrono_literals;
using db::eventually;
using testing::ElementsAre;

// What a consumer was given, in order; `fail` of the first deliveries are answered with an exception.
class Inbox {
public:
    bus::Bus::Consumer consumer(int fail = 0) {
        failures_ = fail;
        return [this](bus::Event event) { return take(std::move(event)); };
    }
    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, 5s, [&] { return payloads_.size() >= count; });
        return payloads_;
    }

private:
    Task<void> take(bus::Event event) {
        const std::lock_guard lock(mutex_);
        if (failures_-- > 0) throw std::runtime_error("not yet");
        payloads_.push_back(event.payload);
        arrived_.notify_all();
        co_return;
    }
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<std::string> payloads_;
    int failures_ = 0;
};

class BusTest : public db::DbTest {
protected:
    void SetUp() override { database->migrate(platform::migrations); }
    void TearDown() override { database->close(); }  // before the threads that its answers go to are gone
    void publish(std::string topic, std::string payload) {
        database->run_blocking([&](db::Transaction& tx) { bus::publish(tx, OrgId("o"), topic, payload); });
    }
    boost::asio::thread_pool threads{2};
};
OT_ON_EACH_ENGINE(BusTest);

TEST_P(BusTest, SaysHowFarAConsumerIsBehind) {
    Inbox slow;
    bus::Bus bus(*database, threads.executor());
    bus.subscribe("slow", "", slow.consumer(3));
    publish("tutor.started", "1");
    std::this_thread::sleep_for(20ms);
    bus.start();
    const auto lag = [] { return metrics::gauge("bus_lag_seconds", "", "consumer=\"slow\"").value(); };
    EXPECT_TRUE(eventually([&] { return lag() >= 0.02; }));
    slow.wait_for(1);
    bus.nudge();
    EXPECT_TRUE(eventually([&] { return lag() == 0; }));
}

TEST_P(BusTest, HandsEventsToTheirConsumersInOrder) {
    Inbox safety, all;
    bus::Bus bus(*database, threads.executor());
    bus.subscribe("safety", "safety.", safety.consumer());
    bus.subscribe("all", "", all.consumer());
    publish("safety.refused", "1");
    bus.start();
    publish("tutor.started", "2");
    publish("safety.refused", "3");
    bus.nudge();
    EXPECT_THAT(safety.wait_for(2), ElementsAre("1", "3"));
    EXPECT_THAT(all.wait_for(3), ElementsAre("1", "2", "3"));
    EXPECT_TRUE(eventually([&] { return bus.recent().size() == 3; })) << "a consumer may be faster than the ring";
}

TEST_P(BusTest, FindsEventsWithoutBeingTold) {
    Inbox inbox;
    bus::Bus bus(*database, threads.executor());
    bus.subscribe("all", "", inbox.consumer());
    bus.start();
    publish("a", "1");
    EXPECT_THAT(inbox.wait_for(1), ElementsAre("1"));
}

TEST_P(BusTest, GoesOnAfterARestartWhereItWas) {
    for (const std::string payload : {"1", "2"}) {
        Inbox inbox;
        bus::Bus bus(*database, threads.executor());
        bus.subscribe("all", "", inbox.consumer());
        publish("a", payload);
        bus.start();
        EXPECT_THAT(inbox.wait_for(1), ElementsAre(payload));
    }
}

TEST_P(BusTest, TriesAgainWhenAConsumerFails) {
    Inbox inbox;
    bus::Bus bus(*database, threads.executor());
    bus.subscribe("all", "", inbox.consumer(2));
    publish("a", "1");
    publish("a", "2");
    bus.start();
    EXPECT_THAT(inbox.wait_for(2), ElementsAre("1", "2"));
}

TEST_P(BusTest, SharesAConsumerAmongProcesses) {
    Inbox first, second;
    bus::Bus one(*database, threads.executor());
    bus::Bus two(*database, threads.executor());
    one.subscribe("all", "", first.consumer());
    two.subscribe("all", "", second.consumer());
    publish("a", "1");
    one.start();
    EXPECT_THAT(first.wait_for(1), ElementsAre("1"));
    two.start();
    publish("a", "2");
    one.nudge();
    two.nudge();
    EXPECT_THAT(first.wait_for(2), ElementsAre("1", "2"));
    two.stop();
    one.stop();
    EXPECT_TRUE(second.wait_for(0).empty());
}

TEST_P(BusTest, PublishesNothingOfATransactionThatFails) {
    const auto fail = [](db::Transaction& tx) {
        bus::publish(tx, OrgId("o"), "a", "1");
        throw Error(ErrorCode::conflict, "no");
    };
    EXPECT_THROW(database->run_blocking(fail), Error);
    EXPECT_TRUE(database->run_now(platform::sql::last_events, {std::int64_t{10}}).empty());
}

}  // namespace
