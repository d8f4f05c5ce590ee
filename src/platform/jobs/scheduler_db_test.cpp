#include "platform/jobs/scheduler.hpp"

#include <gmock/gmock.h>

#include <boost/asio/thread_pool.hpp>
#include <thread>

#include "platform/db/db_test_support.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/jobs/jobs_test_support.hpp"
#include "platform/sql.gen.hpp"

namespace {
using namespace std::chrono_literals;
using db::eventually;
using jobs::home;
using jobs::minute;
using jobs::Missed;
using testing::ElementsAre;
using timing::Micros;

Micros at(const std::string& text) { return timing::from_rfc3339(text).value(); }

jobs::KnownSchedule known(std::string cron, Missed missed, std::string zone = "UTC") {
    return {{.name = "test.task", .cron = cron, .zone = zone, .missed = missed}, jobs::Cron::parse(cron), timing::Zone::named(zone)};
}

TEST(DueSlots, AreNoneBeforeTheNext) {
    EXPECT_TRUE(due_slots(known("0 * * * *", Missed::last), at("2026-11-21T10:00:00Z"), at("2026-11-21T10:59:59Z")).empty());
}
TEST(DueSlots, OfADowntimeAreTheLastOrEach) {
    const auto last = at("2026-11-21T10:00:00Z"), now = at("2026-11-21T13:20:00Z");
    EXPECT_THAT(due_slots(known("0 * * * *", Missed::last), last, now), ElementsAre(at("2026-11-21T13:00:00Z")));
    EXPECT_THAT(due_slots(known("0 * * * *", Missed::each), last, now),
                ElementsAre(at("2026-11-21T11:00:00Z"), at("2026-11-21T12:00:00Z"), at("2026-11-21T13:00:00Z")));
}
TEST(DueSlots, OfAYearAreTheNewestThousand) {
    const auto slots = due_slots(known("* * * * *", Missed::each), at("2025-11-21T10:00:00Z"), at("2026-11-21T10:00:00Z"));
    EXPECT_EQ(slots.size(), 1000u);
    EXPECT_EQ(slots.back(), at("2026-11-21T10:00:00Z"));
}
class SchedulerDbTest : public db::DbTest {
protected:
    void SetUp() override { database->migrate(platform::migrations); }
    void TearDown() override { database->close(); }
    std::unique_ptr<jobs::Scheduler> make(Missed missed = Missed::last, std::string cron = "* * * * *") {
        auto scheduler = std::make_unique<jobs::Scheduler>(*database, threads.executor(), home, 400ms);
        scheduler->add({.name = "test.task", .cron = std::move(cron), .missed = missed});
        return scheduler;
    }
    void set_last(Micros slot) { database->run_now(platform::sql::keep_schedule, {home.str(), std::string("test.task"), std::string("* * * * *"), std::string("UTC"), slot}); }
    db::Rows history() { return database->run_now(platform::sql::task_history, {home.str(), std::string("test.task"), std::int64_t{2000}}); }
    std::size_t jobs_made() { return database->run_now(platform::sql::recent_jobs, {home.str(), std::int64_t{5000}}).size(); }

    boost::asio::thread_pool threads{2};
};
OT_ON_EACH_ENGINE(SchedulerDbTest);

TEST_P(SchedulerDbTest, CatchesUpWithWhatWasMissedOnceAmongTwo) {
    set_last(timing::now() - 10 * minute);
    const auto one = make(Missed::each), two = make(Missed::each);
    one->start();
    two->start();
    EXPECT_TRUE(eventually([&] { return history().size() >= 10; }));
    std::this_thread::sleep_for(500ms);  // the other has had its turn as well
    one->stop();
    two->stop();
    const auto rows = history();
    EXPECT_LE(rows.size(), 11u);
    EXPECT_EQ(jobs_made(), rows.size());
    for (const auto row : rows) EXPECT_EQ(row.integer(0) % minute, 0);
    EXPECT_EQ(rows[rows.size() - 1].text(1), "missed");
}

TEST_P(SchedulerDbTest, TakesOnlyTheLastMissedSlotWhereThatIsTheRule) {
    set_last(timing::now() - 600 * minute);
    const auto one = make(Missed::last, "0 * * * *");
    one->start();
    EXPECT_TRUE(eventually([&] { return history().size() == 1; }));
    one->stop();
    EXPECT_EQ(history()[0].integer(0) % (60 * minute), 0);
}

TEST_P(SchedulerDbTest, TakesNoSlotOfBeforeItWasKnown) {
    const auto one = make(Missed::each, "0 0 1 1 *");
    one->start();
    std::this_thread::sleep_for(200ms);
    one->stop();
    EXPECT_TRUE(history().empty());
}

TEST_P(SchedulerDbTest, RunsNoSlotTwiceWhenTheClockGoesBack) {
    set_last(timing::now() - 3 * minute);
    const auto one = make(Missed::each);
    one->start();
    EXPECT_TRUE(eventually([&] { return history().size() >= 3; }));
    one->stop();
    const auto before = history().size();
    // As if these minutes came again: the cursor is behind, the rows of the slots are not.
    set_last(0);
    database->run_now(platform::sql::move_schedule, {home.str(), std::string("test.task"), timing::now() - 3 * minute});
    const auto again = make(Missed::each);
    again->start();
    std::this_thread::sleep_for(400ms);
    again->stop();
    EXPECT_LE(history().size(), before + 1) << "a minute may have ended";
    EXPECT_EQ(jobs_made(), history().size());
}

TEST_P(SchedulerDbTest, GoesOnFromNowWhenTheClockWasFarAhead) {
    set_last(timing::now() + 600 * minute);
    const auto one = make(Missed::each);
    one->start();
    const auto last = [&] { return database->run_now(platform::sql::find_schedule, {home.str(), std::string("test.task")})[0].integer(0); };
    EXPECT_TRUE(eventually([&] { return last() <= timing::now(); }));
    one->stop();
}

TEST_P(SchedulerDbTest, TakesOverFromALeaderThatDied) {
    set_last(timing::now() - 2 * minute);
    database->run_now(platform::sql::lead_schedules, {std::string("dead"), timing::now(), timing::now() + 300'000, timing::now() + 4'000'000});
    const auto one = make(Missed::each);
    one->start();
    EXPECT_TRUE(eventually([&] { return history().size() >= 2; }));
    one->stop();
}

TEST_P(SchedulerDbTest, TakesOverFromALeaderWhoseClockWasWrong) {
    set_last(timing::now() - 2 * minute);
    const auto year = std::int64_t{365} * 24 * 60 * minute;
    database->run_now(platform::sql::lead_schedules, {std::string("from the future"), timing::now() + year, timing::now() + year + 400'000, timing::now() + 2 * year});
    const auto one = make(Missed::each);
    one->start();
    EXPECT_TRUE(eventually([&] { return history().size() >= 2; }));
    one->stop();
}

TEST_P(SchedulerDbTest, RunsAScheduleByHand) {
    const auto one = make(Missed::last, "0 0 1 1 *");
    EXPECT_TRUE(db::run(one->run_now(home, "test.task")));
    EXPECT_FALSE(db::run(one->run_now(home, "test.other")));
    EXPECT_FALSE(db::run(one->run_now(OrgId("another"), "test.task")));
    ASSERT_EQ(history().size(), 1u);
    EXPECT_EQ(history()[0].text(1), "hand");
    EXPECT_EQ(jobs_made(), 1u);
    EXPECT_TRUE(db::run(one->run_now(home, "test.task")));
    EXPECT_EQ(jobs_made(), 1u) << "what waits already is what was asked for";
}

TEST_P(SchedulerDbTest, TriesNowByHandWhatWaitsForItsNextTry) {
    const auto one = make(Missed::last, "0 0 1 1 *");
    db::run(one->run_now(home, "test.task"));
    constexpr const char* failed = "UPDATE jobs SET state = 'waiting', failures = 1, run_at = run_at + 300000000";
    database->run_now(db::Query{"test.fail", failed, failed});
    EXPECT_TRUE(db::run(one->run_now(home, "test.task")));
    ASSERT_EQ(jobs_made(), 1u);
    const auto job = database->run_now(platform::sql::recent_jobs, {home.str(), std::int64_t{1}});
    EXPECT_EQ(job[0].text(3), "ready");
    EXPECT_LE(job[0].integer(5), timing::now());
    EXPECT_EQ(job[0].integer(8), 1) << "its failures are still counted";
}

}  // namespace
