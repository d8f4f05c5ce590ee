#include "platform/limits/limits.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"

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
                        {"quick", {limits::Scope::ip, 1, 1s, false}}};
};
OT_ON_EACH_ENGINE(LimitsTest);

int taken(limits::Limits& limits, const http::Caller& caller, std::string_view bucket, int tries) {
    int count = 0;
    for (int i = 0; i < tries; ++i) try {
            db::run(limits.take(caller, bucket));
            ++count;
        } catch (const Error& error) {
            EXPECT_EQ(error.code, ErrorCode::over_quota);
        }
    return count;
}

TEST_P(LimitsTest, RefusesTheSixthAndSaysWhenToComeBack) {
    limits::Limits limits(*database, rules);
    EXPECT_EQ(taken(limits, anonymous(), "plan", 5), 5);
    for (int i = 0; i < 2; ++i) try {
            db::run(limits.take(anonymous(), "plan"));
            FAIL() << "the sixth was let through";
        } catch (const Error& error) {
            EXPECT_EQ(error.code, ErrorCode::over_quota);
            ASSERT_TRUE(error.retry_after);
            EXPECT_GT(*error.retry_after, 11min);
            EXPECT_LE(*error.retry_after, 12min + 1s);
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

TEST_P(LimitsTest, RefillsWithTime) {
    rules["quick"].refill = 1s;
    rules["quick"].capacity = 20;
    limits::Limits limits(*database, rules);
    EXPECT_GE(taken(limits, anonymous(), "quick", 40), 20);
    std::this_thread::sleep_for(110ms);
    EXPECT_GE(taken(limits, anonymous(), "quick", 2), 2);
}

Task<bool> try_take(limits::Limits& limits, http::Caller caller) {
    try {
        co_await limits.take(caller, "plan");
        co_return true;
    } catch (const Error&) {
        co_return false;
    }
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

TEST(LimitRules, CanBeChanged) {
    auto rules = limits::default_rules();
    limits::override_rules(rules, "plan=50,ask=0");
    EXPECT_EQ(rules.at("plan").capacity, 50);
    EXPECT_FALSE(rules.contains("ask"));
    EXPECT_THROW(limits::override_rules(rules, "nonsense=3"), Error);
    EXPECT_THROW(limits::override_rules(rules, "plan"), Error);
}

}  // namespace
