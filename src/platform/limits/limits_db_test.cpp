#include "platform/limits/limits.hpp"

#include <array>

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"
#include "platform/stream/broker_test_support.hpp"

namespace {
using namespace std::chrono_literals;

class LimitsTest : public db::DbTest {
protected:
    void SetUp() override { database->migrate(platform::migrations); }

    http::Caller anonymous(std::string ip = "192.0.2.1") const {
        return {.org = OrgId("o"), .user = UserId::fresh(), .role = http::Role::learner, .ip = std::move(ip)};
    }
    limits::Rules rules{{"plan", {limits::Scope::ip, 5, 3600s, true}},
                        {"ask", {limits::Scope::user, 2, 3600s, false}},
                        {"many", {limits::Scope::ip, 600, 3600s, false}},
                        {"quick", {limits::Scope::ip, 1, 1s, false}}};
    double stored_tokens(std::string_view bucket) {
        return database->run_now(platform::sql::find_bucket, {std::string("o"), std::string(bucket), std::string("ip:192.0.2.1")})[0].real(0);
    }
};
OT_ON_EACH_ENGINE(LimitsTest);

int taken(limits::Limits& limits, const http::Caller& caller, std::string_view bucket, int tries) {
    int count = 0;
    for (int i = 0; i < tries; ++i) {
        const auto refusal = db::run(limits.take(caller, bucket));
        count += !refusal;
        if (refusal) EXPECT_EQ(refusal->code, ErrorCode::over_quota);
    }
    return count;
}

TEST_P(LimitsTest, RefusesTheSixthAndSaysWhenToComeBack) {
    limits::Limits limits(*database, rules);
    EXPECT_EQ(taken(limits, anonymous(), "plan", 5), 5);
    for (int i = 0; i < 2; ++i) {
        const auto refusal = db::run(limits.take(anonymous(), "plan"));
        ASSERT_TRUE(refusal) << "the sixth was let through";
        EXPECT_EQ(refusal->code, ErrorCode::over_quota);
        ASSERT_TRUE(refusal->retry_after);
        EXPECT_GT(*refusal->retry_after, 11min);
        EXPECT_LE(*refusal->retry_after, 12min + 1s);
    }
}

TEST_P(LimitsTest, RemembersAcrossARestart) {
    {
        limits::Limits limits(*database, rules);
        EXPECT_EQ(taken(limits, anonymous(), "plan", 3), 3);
    }
    limits::Limits limits(*database, rules);
    EXPECT_EQ(taken(limits, anonymous(), "plan", 5), 2);
}

TEST_P(LimitsTest, CountsEachSubjectApart) {
    limits::Limits limits(*database, rules);
    EXPECT_EQ(taken(limits, anonymous("192.0.2.1"), "plan", 6), 5);
    EXPECT_EQ(taken(limits, anonymous("192.0.2.2"), "plan", 6), 5);
    EXPECT_EQ(taken(limits, anonymous("192.0.2.1"), "ask", 3), 2);
    EXPECT_EQ(taken(limits, anonymous("192.0.2.1"), "ask", 3), 2);
}

TEST_P(LimitsTest, CountsAnIpv6NetworkAsOne) {
    limits::Limits limits(*database, rules);
    EXPECT_EQ(taken(limits, anonymous("2001:db8::1"), "plan", 5), 5);
    EXPECT_EQ(taken(limits, anonymous("2001:db8::2"), "plan", 5), 0);
    EXPECT_EQ(taken(limits, anonymous("2001:db8:0:1::2"), "plan", 5), 5);
}

TEST_P(LimitsTest, LetsSignedInPeoplePastWhatIsForAnonymousOnes) {
    limits::Limits limits(*database, rules);
    auto caller = anonymous();
    caller.anonymous = false;
    EXPECT_EQ(taken(limits, caller, "plan", 9), 9);
    EXPECT_EQ(taken(limits, caller, "nothing of the kind", 9), 9);
}

TEST_P(LimitsTest, TakesAheadFromALargeBucketAndRefusesAtItsEnd) {
    limits::Limits limits(*database, rules);
    EXPECT_EQ(taken(limits, anonymous(), "many", 2), 2);
    const double ahead = stored_tokens("many");
    EXPECT_NEAR(ahead, 600 - 1 - 49, 1);
    EXPECT_EQ(taken(limits, anonymous(), "many", 48), 48);
    EXPECT_EQ(stored_tokens("many"), ahead);
    EXPECT_NEAR(taken(limits, anonymous(), "many", 700), 600 - 50, 3);  // some are refilled meanwhile
}

TEST_P(LimitsTest, LetsTwoProcessesHaveNoMoreThanOne) {
    limits::Limits one(*database, rules), other(*database, rules);
    int count = 0;
    for (int i = 0; i < 40; ++i) count += taken(one, anonymous(), "many", 11) + taken(other, anonymous(), "many", 9);
    EXPECT_LE(count, 603);
    EXPECT_GE(count, 600 - 50);
}

TEST_P(LimitsTest, RefillsWithTime) {
    rules["quick"].refill = 1s;
    rules["quick"].capacity = 20;
    limits::Limits limits(*database, rules);
    EXPECT_GE(taken(limits, anonymous(), "quick", 40), 20);
    std::this_thread::sleep_for(110ms);
    EXPECT_GE(taken(limits, anonymous(), "quick", 2), 2);
}

Task<bool> try_take(limits::Limits& limits, http::Caller caller) {
    co_return !co_await limits.take(caller, "plan");
}

TEST_P(LimitsTest, LetsNoMoreThroughAtOnceThanThereAreTokens) {
    limits::Limits limits(*database, rules);
    boost::asio::thread_pool threads(4);
    std::vector<std::future<bool>> tries;
    for (int i = 0; i < 40; ++i)
        tries.push_back(boost::asio::co_spawn(threads, try_take(limits, anonymous()), boost::asio::use_future));
    int count = 0;
    for (auto& attempt : tries) count += attempt.get();
    threads.join();
    EXPECT_EQ(count, 5);
}

// As three processes have them: each with its own denials, connection and database pool.
class SharedLimitsTest : public LimitsTest {
protected:
    void SetUp() override {
        LimitsTest::SetUp();
        for (auto& one : processes) one = std::make_unique<limits::Limits>(*database, rules, redis.url());
    }
    int taken_in_turn(std::string_view bucket, int tries) {
        int count = 0;
        for (int i = 0; i < tries; ++i) count += taken(*processes[static_cast<std::size_t>(i) % processes.size()], anonymous(), bucket, 1);
        return count;
    }
    stream::BrokerProcess redis{stream::Kind::redis};
    std::array<std::unique_ptr<limits::Limits>, 3> processes;
};
OT_ON_EACH_ENGINE(SharedLimitsTest);

TEST_P(SharedLimitsTest, CountsSeveralProcessesAsOne) {
    EXPECT_EQ(taken_in_turn("plan", 15), 5);
    EXPECT_NEAR(taken_in_turn("many", 700), 600, 3);
    EXPECT_FALSE(processes[0]->without_redis());
}

TEST_P(SharedLimitsTest, KeepsNothingFromTheOthers) {
    EXPECT_EQ(taken(*processes[0], anonymous(), "many", 2), 2);
    EXPECT_NEAR(taken(*processes[1], anonymous(), "many", 700), 598, 3);
}

TEST_P(SharedLimitsTest, LetsThroughWhatRefillsAndNotMore) {
    rules["quick"] = {limits::Scope::ip, 20, 1s, false};
    for (auto& one : processes) one = std::make_unique<limits::Limits>(*database, rules, redis.url());
    const auto began = std::chrono::steady_clock::now();
    int count = 0;
    while (std::chrono::steady_clock::now() - began < 1500ms) {
        count += taken_in_turn("quick", 3);
        std::this_thread::sleep_for(2ms);
    }
    const double span = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    EXPECT_LE(count, 20 + 20 * span + 1);
    EXPECT_GE(count, 20 + 20 * 1.5 - 4);  // a process that was refused waits out its own time, rounded up to a millisecond
}

TEST_P(SharedLimitsTest, GoesOnInTheDatabaseWhileRedisIsAwayAndComesBack) {
    redis.crash();
    EXPECT_EQ(taken_in_turn("plan", 15), 5);
    EXPECT_TRUE(processes[0]->without_redis());
    redis.start();
    std::this_thread::sleep_for(1100ms);
    EXPECT_EQ(taken(*processes[0], anonymous("192.0.2.7"), "plan", 6), 5);
    EXPECT_FALSE(processes[0]->without_redis());
}

TEST(LimitRules, CanBeChanged) {
    auto rules = limits::default_rules();
    limits::override_rules(rules, "plan=50,ask=0");
    EXPECT_EQ(rules.at("plan").capacity, 50);
    EXPECT_FALSE(rules.contains("ask"));
    EXPECT_THROW(limits::override_rules(rules, "nonsense=3"), Error);
    EXPECT_THROW(limits::override_rules(rules, "plan"), Error);
}

}  // namespace
