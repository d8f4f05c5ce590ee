#include "models/costs.hpp"

#include <gmock/gmock.h>

#include "models/sql.gen.hpp"
#include "platform/db/db_test_support.hpp"

namespace {

constexpr std::int64_t today = 20'000;
const OrgId home("a"), other("b");

class CostsTest : public db::DbTest {
protected:
    void SetUp() override { database->migrate(models::migrations); }
    void run_model(const OrgId& org, std::int64_t day, double usd, const char* alias = "tutor", const char* status = "ok") {
        const std::string id = std::to_string(++runs_);
        database->run_now(models::sql::insert_run, {org.str(), id, day * timing::a_day + 5, alias, "p", "m", "u", "", status, std::monostate{}, std::int64_t{1}, std::int64_t{10}, std::int64_t{0},
                                                    std::int64_t{0}, std::int64_t{5}, std::int64_t{7}, std::int64_t{0}, usd, std::int64_t{100}, std::monostate{}});
    }
    void sum(std::int64_t day = today) { db::run(models::sum_costs(*database, day * timing::a_day + timing::a_day / 2)); }
    std::vector<models::DayCost> costs(const OrgId& org = home, std::int64_t first = 0) { return db::run(models::costs_since(*database, org, first)); }
    double spent(std::int64_t day) {
        double usd = 0;
        for (const auto& cost : costs())
            if (cost.day == day) usd += cost.usd;
        return usd;
    }
    std::int64_t rows() {
        constexpr auto text = "SELECT COUNT(*) FROM model_costs";
        return database->run_now({"test.count", text, text})[0].integer(0);
    }

private:
    int runs_ = 0;
};
OT_ON_EACH_ENGINE(CostsTest);

TEST_P(CostsTest, AreTheSameBeforeAndAfterTheNight) {
    run_model(home, today - 1, 0.5);
    run_model(home, today - 1, 0.25, "tutor", "timeout");
    run_model(home, today - 1, 0.125, "judge");
    run_model(home, today, 1);
    run_model(other, today - 1, 8);
    const auto check = [this] {
        const auto found = costs();
        ASSERT_EQ(found.size(), 3u);
        EXPECT_EQ(found[0].day, today);
        EXPECT_EQ(found[1].alias, "tutor");
        EXPECT_EQ(found[1].calls, 2);
        EXPECT_EQ(found[1].failed, 1);
        EXPECT_EQ(found[1].tokens_in, 30);
        EXPECT_EQ(found[1].tokens_out, 14);
        EXPECT_DOUBLE_EQ(found[1].usd, 0.75);
        EXPECT_DOUBLE_EQ(found[2].usd, 0.125);
    };
    check();
    sum();
    EXPECT_EQ(rows(), 3);
    check();
    EXPECT_EQ(costs(home, today).size(), 1u);
}

TEST_P(CostsTest, AreSummedOnceHoweverOftenItRuns) {
    run_model(home, today - 3, 0.5);
    run_model(home, today - 400, 0.5);
    for (int i = 0; i < 3; ++i) sum();
    EXPECT_EQ(rows(), 2);
    EXPECT_DOUBLE_EQ(spent(today - 3), 0.5);
    EXPECT_DOUBLE_EQ(spent(today - 400), 0.5);
}

TEST_P(CostsTest, OfARunThatIsWrittenLateAreCaughtUpTheNextNight) {
    run_model(home, today - 1, 0.5);
    sum();
    run_model(home, today - 1, 0.25);
    sum(today + 1);
    EXPECT_DOUBLE_EQ(spent(today - 1), 0.75);
}

TEST_P(CostsTest, OfNightsThatNobodyWasThereForAreCaughtUp) {
    run_model(home, today - 1, 0.5);
    sum();
    run_model(home, today + 3, 0.25);
    sum(today + 30);
    EXPECT_EQ(rows(), 2);
    EXPECT_DOUBLE_EQ(spent(today + 3), 0.25);
}

}  // namespace
