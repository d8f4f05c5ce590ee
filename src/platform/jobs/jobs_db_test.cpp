#include "platform/jobs/jobs.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <ctime>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <mutex>
#include <thread>

#include "platform/bus/bus.hpp"
#include "platform/client/client_fake.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/jobs/jobs_test_support.hpp"
#include "platform/jobs/queue.hpp"
#include "platform/sql.gen.hpp"

namespace {
using namespace std::chrono_literals;
using db::eventually;
using jobs::home;
using jobs::org;
using testing::ElementsAre;

// What ran, by payload, in order; `fails` decides what a run throws.
class Diary {
public:
    std::function<void(const jobs::Job&)> fails = [](const jobs::Job&) {};
    std::function<Task<void>(jobs::Job)> run() {
        return [this](jobs::Job job) { return write(std::move(job)); };
    }
    std::vector<std::string> read() const {
        const std::lock_guard lock(mutex_);
        return payloads_;
    }
    bool holds(std::size_t count) const {
        return eventually([&] { return read().size() >= count; });
    }

private:
    Task<void> write(jobs::Job job) {
        {
            const std::lock_guard lock(mutex_);
            payloads_.push_back(job.payload);
        }
        fails(job);
        co_return;
    }
    mutable std::mutex mutex_;
    std::vector<std::string> payloads_;
};

Task<void> pause_on(bus::Signal& signal, std::chrono::milliseconds span) { co_await signal.wait("x", signal.ticket("x"), timing::in(span)); }

Task<void> wait_until_told(bus::Signal& signal, jobs::Job job) {
    while (!job.stop.stop_requested()) co_await pause_on(signal, 10ms);
    throw std::runtime_error("told to stop");
}

Task<void> write_after(bus::Signal& signal, std::chrono::milliseconds span, Diary& diary, jobs::Job job) {
    co_await pause_on(signal, span);
    co_await diary.run()(std::move(job));
}

struct Crowd {
    std::atomic<int> now = 0, most = 0;
};
Task<void> join(bus::Signal& signal, Crowd& crowd) {
    crowd.most = std::max<int>(crowd.most, ++crowd.now);
    co_await pause_on(signal, 15ms);
    --crowd.now;
}

class JobsDbTest : public db::DbTest {
protected:
    void SetUp() override { database->migrate(platform::migrations); }
    void TearDown() override {
        client.close();
        database->close();  // before the threads that its answers go to are gone
    }
    // Looks for nothing of itself, so that what runs was told of.
    static jobs::Config patient() { return {.poll = 1h, .poll_deaf = 1h}; }
    jobs::Config quick(int slots = 16, std::chrono::milliseconds lease = 5s) const { return {.slots = slots, .lease = lease, .poll = 50ms}; }
    std::unique_ptr<jobs::Jobs> make(jobs::Config config) {
        return std::make_unique<jobs::Jobs>(*database, threads.executor(), client, home, std::move(config));
    }
    std::unique_ptr<jobs::Jobs> make() { return make(quick()); }
    jobs::Kind kind(Diary& diary, std::vector<std::chrono::milliseconds> retries = {20ms, 20ms, 20ms}) {
        return {.name = "test.write", .run = diary.run(), .retries = std::move(retries)};
    }
    jobs::NewJob job(std::string payload, std::string key = "") { return {.org = org, .kind = "test.write", .payload = std::move(payload), .key = std::move(key)}; }
    bool enqueue(jobs::Jobs& to, jobs::NewJob job) { return db::run(to.enqueue(std::move(job))); }
    void add(jobs::NewJob job) {
        database->run_blocking([&](db::Transaction& tx) { jobs::enqueue(tx, job); });
    }
    void expect_at_its_time(jobs::Jobs& enqueues, const Diary& diary) {
        auto later = job("later");
        const auto at = timing::now() + 300'000;
        later.run_at = at;
        enqueue(enqueues, later);
        EXPECT_TRUE(diary.holds(1));
        EXPECT_GE(timing::now(), at);
    }
    std::int64_t count(const std::string& state) {
        std::int64_t all = 0;
        for (const auto row : database->run_now(platform::sql::count_jobs, {org.str()}))
            if (row.text(1) == state) all += row.integer(2);
        return all;
    }
    db::Rows dead() { return database->run_now(platform::sql::dead_jobs, {org.str(), std::string("~"), std::int64_t{100}}); }

    boost::asio::thread_pool threads{2};
    client::Client client;
};
OT_ON_EACH_ENGINE(JobsDbTest);

TEST_P(JobsDbTest, RunsBelowTheStepThatEnqueuedIt) {
    const auto step = tracing::Context::of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"), bare = tracing::Context::of_trace("1af7651916cd43dd8448eb211c80319c");
    Diary diary;
    std::map<std::string, std::pair<tracing::Context, tracing::Context>> seen;  // by payload; one slot, so one at a time
    diary.fails = [&seen](const jobs::Job& job) { seen[job.payload] = {job.cause, job.trace}; };
    const auto all = make(quick(1));
    all->add(kind(diary));
    const auto with = [this](std::string payload, const tracing::Context& trace) {
        auto made = job(std::move(payload));
        made.trace = trace;
        return made;
    };
    add(with("in a transaction", step));
    EXPECT_TRUE(enqueue(*all, with("alone", step)));
    EXPECT_EQ(db::run(all->enqueue({with("of several", step), with("of a trace", bare), with("of none", {})})), 3U);
    all->start();
    ASSERT_TRUE(diary.holds(5));
    all->stop();
    for (const auto* payload : {"in a transaction", "alone", "of several"}) {
        const auto& [cause, run] = seen.at(payload);
        EXPECT_EQ(cause, step) << payload;
        EXPECT_EQ(run.trace_id(), step.trace_id()) << payload;
        EXPECT_NE(run.span_id(), step.span_id()) << payload;
        EXPECT_FALSE(run.sampled()) << payload;
    }
    EXPECT_EQ(seen.at("of a trace").first, bare);
    EXPECT_EQ(seen.at("of a trace").second.trace_id(), bare.trace_id());
    EXPECT_FALSE(seen.at("of none").first.begun());
    EXPECT_TRUE(seen.at("of none").second.has_span());
}

TEST_P(JobsDbTest, RunsWhatIsEnqueuedAndRemembersThatItIsDone) {
    Diary diary;
    const auto all = make();
    all->add(kind(diary));
    all->start();
    EXPECT_TRUE(enqueue(*all, job("1")));
    EXPECT_TRUE(diary.holds(1));
    EXPECT_TRUE(eventually([&] { return count("done") == 1; }));
    EXPECT_EQ(count("running"), 0);
}

// Another process: the database opened a second time, and what it enqueues with.
class ElsewhereTest : public JobsDbTest {
protected:
    void SetUp() override {
        JobsDbTest::SetUp();
        here->add(kind(diary, {50ms}));
        here->start();
        ASSERT_TRUE(eventually([&] { return database->hears(); }));
    }
    void TearDown() override {
        here->stop();
        elsewhere->stop();
        database_elsewhere->close();
        JobsDbTest::TearDown();
    }
    Diary diary;
    std::unique_ptr<jobs::Jobs> here = make(patient());
    std::unique_ptr<db::Database> database_elsewhere = place.open();
    std::unique_ptr<jobs::Jobs> elsewhere = std::make_unique<jobs::Jobs>(*database_elsewhere, threads.executor(), client, home, patient());
};
OT_ON_EACH_ENGINE(ElsewhereTest);

TEST_P(ElsewhereTest, RunsWhatAnotherProcessEnqueues) {
    for (std::size_t i = 1; i <= 5; ++i) {
        enqueue(*elsewhere, job("alone"));
        EXPECT_TRUE(diary.holds(3 * i - 2));
        database_elsewhere->run_blocking([&](db::Transaction& tx) { jobs::enqueue(tx, job("in a transaction")); });
        EXPECT_TRUE(diary.holds(3 * i - 1));
        EXPECT_EQ(db::run(elsewhere->enqueue(std::vector{job("of several")})), 1u);
        EXPECT_TRUE(diary.holds(3 * i));
    }
}

TEST_P(ElsewhereTest, RunsAtItsTimeWhatAnotherProcessPutOff) {
    expect_at_its_time(*elsewhere, diary);
}

TEST_P(ElsewhereTest, RunsWhatAnotherProcessHandsBack) {
    bus::Signal signal;
    const auto hold = [&](jobs::Job job) { return wait_until_told(signal, std::move(job)); };
    elsewhere->add({.name = "test.write", .run = hold});
    here->stop();
    elsewhere->start();
    enqueue(*elsewhere, job("1"));
    ASSERT_TRUE(eventually([&] { return count("running") == 1; }));
    const auto next = make(patient());
    next->add(kind(diary));
    next->start();
    std::this_thread::sleep_for(100ms);  // it has looked, and found nothing
    elsewhere->stop();
    EXPECT_TRUE(diary.holds(1));
}

TEST_P(ElsewhereTest, TriesAgainWithoutLooking) {
    diary.fails = [](const jobs::Job& job) {
        if (job.run == 1) throw Error(ErrorCode::upstream, "not yet");
    };
    enqueue(*elsewhere, job("1"));
    EXPECT_TRUE(diary.holds(2));
}

TEST_P(JobsDbTest, FindsByItselfWhatItWasNotToldOf) {
    Diary diary;
    auto config = patient();
    config.poll = 100ms;
    const auto all = make(config);
    all->add(kind(diary));
    all->start();
    std::this_thread::sleep_for(50ms);
    database->run_now(platform::sql::add_job, {org.str(), new_uuid(), std::string("test.write"), std::string(), std::string("lost"), std::int64_t{0}, std::int64_t{1},
                                               std::int64_t{1}, std::string(), std::string()});
    EXPECT_TRUE(diary.holds(1));
}

TEST_P(JobsDbTest, SleepsWhileItsHandsAreFullThoughMoreIsDue) {
    bus::Signal signal;
    Diary diary;
    const auto slow = [&](jobs::Job job) { return write_after(signal, 600ms, diary, std::move(job)); };
    auto config = patient();
    config.slots = 1;
    const auto all = make(config);
    all->add({.name = "test.write", .run = slow});
    all->start();
    auto due = job("due");
    due.run_at = timing::now() + 100'000;
    enqueue(*all, due);
    enqueue(*all, job("first"));
    std::this_thread::sleep_for(150ms);
    const auto spent = std::clock();
    std::this_thread::sleep_for(300ms);
    EXPECT_LT(std::clock() - spent, CLOCKS_PER_SEC / 10);
    EXPECT_TRUE(diary.holds(2));
}

TEST_P(JobsDbTest, KeepsReasonsThatNoDatabaseTakesInAReadableForm) {
    Diary diary;
    diary.fails = [](const jobs::Job& job) { throw std::runtime_error(job.payload == "1" ? std::string("a\0b", 3) : "\xff torn"); };
    const auto all = make();
    all->add(kind(diary, {}));
    all->start();
    for (const auto* payload : {"1", "2"}) enqueue(*all, job(payload));
    EXPECT_TRUE(eventually([&] { return count("dead") == 2; }));
}

TEST_P(JobsDbTest, BuriesTheOthersWhenOneCannotBeRecorded) {
    Diary diary;
    diary.fails = [](const jobs::Job&) { throw std::runtime_error("no"); };
    const auto all = make();
    all->add(kind(diary, {}));
    all->on_dead([first = std::string()](db::Transaction&, const jobs::DeadLetter& letter) mutable {
        if (first.empty()) first = letter.id.str();
        if (letter.id.str() == first) throw Error(ErrorCode::internal, "the listener fails");
    });
    for (const auto* payload : {"1", "2", "3"}) add(job(payload));
    all->start();
    EXPECT_TRUE(eventually([&] { return count("dead") == 2; }));
}

TEST_P(JobsDbTest, KeepsAJobExactlyIfItsTransactionIs) {
    Diary diary;
    const auto all = make();
    all->add(kind(diary));
    all->start();
    const auto fail = [&](db::Transaction& tx) {
        jobs::enqueue(tx, job("never"));
        throw Error(ErrorCode::conflict, "no");
    };
    EXPECT_THROW(database->run_blocking(fail), Error);
    add(job("found without a word"));
    EXPECT_TRUE(diary.holds(1));
    EXPECT_THAT(diary.read(), ElementsAre("found without a word"));
}

TEST_P(JobsDbTest, TakesAKeyOnceInItsOrganisationAndKind) {
    Diary diary;
    const auto all = make();
    all->add(kind(diary));
    all->add({.name = "test.other", .run = diary.run()});
    EXPECT_TRUE(enqueue(*all, job("1", "key")));
    EXPECT_FALSE(enqueue(*all, job("2", "key")));
    EXPECT_TRUE(enqueue(*all, job("3", "another")));
    EXPECT_TRUE(enqueue(*all, job("4")));
    EXPECT_TRUE(enqueue(*all, job("5")));
    auto elsewhere = job("6", "key");
    elsewhere.org = OrgId("p");
    EXPECT_TRUE(enqueue(*all, elsewhere));
    auto other = job("7", "key");
    other.kind = "test.other";
    EXPECT_TRUE(enqueue(*all, other));
    EXPECT_EQ(db::run(all->enqueue(std::vector{job("8", "key"), job("9", "new"), job("10", "new")})), 1u);
    all->start();
    EXPECT_TRUE(diary.holds(7));
    EXPECT_TRUE(eventually([&] { return count("done") == 6; }));
    EXPECT_FALSE(enqueue(*all, job("11", "key"))) << "a finished one is still known";
}

TEST_P(JobsDbTest, RunsTheUrgentOnesFirstAndThenTheOldest) {
    Diary diary;
    const auto all = make(quick(1));
    all->add(kind(diary));
    for (const auto& [payload, priority] : std::initializer_list<std::pair<const char*, int>>{{"c", 0}, {"e", 7}, {"d", 0}, {"a", -5}, {"b", -1}}) {
        auto one = job(payload);
        one.priority = priority;
        add(one);
    }
    all->start();
    EXPECT_TRUE(diary.holds(5));
    EXPECT_THAT(diary.read(), ElementsAre("a", "b", "c", "d", "e"));
}

// PostgreSQL would never claim it.
TEST_P(JobsDbTest, RefusesAPriorityThatIsOutOfRange) {
    const auto all = make();
    for (const int priority : {-1'000'001, 1'000'001}) {
        auto one = job("never");
        one.priority = priority;
        const auto where = [](const auto& act) -> std::string {
            try {
                act();
            } catch (const Error& error) {
                return error.code == ErrorCode::invalid ? error.pointer + ' ' + error.detail : "";
            }
            return "";
        };
        const auto alone = where([&] { enqueue(*all, one); }), among = where([&] { db::run(all->enqueue(std::vector{job("1"), one})); });
        for (const auto& refusal : {where([&] { add(one); }), alone, among})
            EXPECT_THAT(refusal, testing::StartsWith("/priority priority: expected a number from -1000000 to 1000000")) << priority;
    }
    EXPECT_EQ(count("ready"), 0);
    Diary diary;
    all->add(kind(diary));
    for (const int priority : {1'000'000, -1'000'000}) {
        auto one = job(std::to_string(priority));
        one.priority = priority;
        add(one);
    }
    all->start();
    EXPECT_TRUE(diary.holds(2));
}

TEST_P(JobsDbTest, RunsNothingBeforeItsTime) {
    Diary diary;
    const auto all = make();
    all->add(kind(diary));
    all->start();
    expect_at_its_time(*all, diary);
}

TEST_P(JobsDbTest, TriesAgainAndThenBuriesWithTheReason) {
    Diary diary;
    diary.fails = [](const jobs::Job&) { throw Error(ErrorCode::upstream, "The mail server is away."); };
    const auto all = make();
    all->add(kind(diary, {10ms, 10ms}));
    std::atomic<int> told = 0;
    all->on_dead([&](db::Transaction&, const jobs::DeadLetter& letter) {
        if (letter.kind == "test.write" && letter.reason == "The mail server is away.") ++told;
    });
    all->start();
    enqueue(*all, job("1"));
    EXPECT_TRUE(eventually([&] { return count("dead") == 1; }));
    EXPECT_EQ(diary.read().size(), 3u);
    EXPECT_GE(told, 1);
    const auto letters = dead();
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_EQ(letters[0].text(11), "The mail server is away.");
    EXPECT_EQ(letters[0].integer(8), 3);
}

TEST_P(JobsDbTest, ObeysThoseWhoSayNeverAndThoseWhoSayWhen) {
    Diary diary;
    std::atomic<timing::Micros> first = 0, second = 0;
    diary.fails = [&](const jobs::Job& job) {
        if (job.payload == "never") throw jobs::GiveUp("There is no such mailbox.");
        if (job.run == 1) first = timing::now();
        if (job.run == 1) throw jobs::RetryAfter(250ms, "Come back later.");
        second = timing::now();
    };
    const auto all = make();
    all->add(kind(diary, {1ms, 1ms}));
    all->start();
    enqueue(*all, job("never"));
    enqueue(*all, job("later"));
    EXPECT_TRUE(eventually([&] { return count("dead") == 1 && count("done") == 1; }));
    EXPECT_GE(second - first, 250'000);
    EXPECT_EQ(diary.read().size(), 3u);
}

TEST_P(JobsDbTest, GivesUpARunThatOutlivesItsDeadline) {
    Diary diary;
    bus::Signal never;
    const auto hang = [&never](jobs::Job job) { return wait_until_told(never, std::move(job)); };
    const auto all = make(quick(1));
    all->add({.name = "test.hang", .run = hang, .deadline = 100ms, .retries = {}});
    all->add(kind(diary));
    all->start();
    auto stuck = job("stuck");
    stuck.kind = "test.hang";
    enqueue(*all, stuck);
    enqueue(*all, job("behind it"));
    EXPECT_TRUE(diary.holds(1)) << "a late run holds up nobody";
    EXPECT_TRUE(eventually([&] { return count("dead") == 1; }));
    EXPECT_EQ(dead()[0].text(11), "It took longer than its deadline.");
    all->stop();
}

TEST_P(JobsDbTest, TakesTheJobsOfAWorkerThatDied) {
    const auto claimed = database->run_now(platform::sql::add_job, {org.str(), new_uuid(), std::string("test.write"), std::string(), std::string("lost"), std::int64_t{0},
                                                                     std::int64_t{1}, std::int64_t{1}, std::string(), std::string()});
    ASSERT_EQ(claimed.size(), 1u);
    const auto taken = database->run_now(platform::sql::claim_jobs, {std::string("dead worker"), std::string("[\"test.write\"]"), timing::now(), std::int64_t{5}});
    ASSERT_EQ(taken.size(), 1u);
    Diary diary;
    const auto all = make(quick(16, 600ms));
    all->add(kind(diary));
    const auto before = std::chrono::steady_clock::now();
    all->start();
    EXPECT_TRUE(diary.holds(1));
    EXPECT_GE(std::chrono::steady_clock::now() - before, 600ms) << "not before its lease has ended";
    EXPECT_TRUE(eventually([&] { return count("done") == 1; }));
}

TEST_P(JobsDbTest, LeavesTheJobsOfAWorkerThatLives) {
    Diary diary;
    bus::Signal signal;
    const auto slow = [&](jobs::Job job) { return write_after(signal, 4500ms, diary, std::move(job)); };  // three leases
    const auto one = make(quick(16, 1500ms)), two = make(quick(16, 1500ms));
    for (const auto& each : {one.get(), two.get()}) each->add({.name = "test.write", .run = slow});
    one->start();
    two->start();
    enqueue(*one, job("1"));
    EXPECT_TRUE(eventually([&] { return count("done") == 1; }));
    EXPECT_EQ(diary.read().size(), 1u);
}

TEST_P(JobsDbTest, BuriesAJobThatKillsItsWorkersAgainAndAgain) {
    add(job("poison"));
    for (int i = 0; i < jobs::most_losses; ++i) {
        database->run_now(platform::sql::claim_jobs, {"w" + std::to_string(i), std::string("[\"test.write\"]"), timing::now(), std::int64_t{5}});
        database->run_now(platform::sql::rescue_jobs,
                          {"w" + std::to_string(i), std::int64_t{0}, std::int64_t{jobs::most_losses}, timing::now(), std::string("died")});
    }
    EXPECT_EQ(count("dead"), 1);
}

constexpr const char* make_text = "CREATE TABLE effects (key TEXT NOT NULL)";
constexpr const char* add_text = "INSERT INTO effects (key) VALUES ($1)";
constexpr db::Query make_effects{"test.effects", make_text, make_text};
constexpr db::Query add_effect{"test.effect", add_text, add_text};

TEST_P(JobsDbTest, UndoesTheEffectsOfARunWhoseLeaseWasLost) {
    database->run_now(make_effects);
    add(job("1"));
    const auto rows = database->run_now(platform::sql::claim_jobs, {std::string("slow"), std::string("[\"test.write\"]"), timing::now(), std::int64_t{5}});
    jobs::Job mine{.id = rows[0].id<jobs::JobId>(1), .org = org, .run = 1, .worker = "slow"};
    database->run_now(platform::sql::rescue_jobs, {std::string("slow"), std::int64_t{0}, std::int64_t{10}, timing::now(), std::string("died")});
    const auto late = [&](db::Transaction& tx) {
        tx.run(add_effect, "1");
        jobs::finish(tx, mine);
    };
    EXPECT_THROW(database->run_blocking(late), Error);
    constexpr const char* all = "SELECT key FROM effects";
    EXPECT_TRUE(database->run_now(db::Query{"test.all", all, all}).empty());
    EXPECT_EQ(count("ready"), 1);
}

TEST_P(JobsDbTest, SharesJobsAmongWorkersAndRunsEachOnce) {
    Diary diary;
    const auto one = make(), two = make();
    for (const auto& each : {one.get(), two.get()}) each->add(kind(diary));
    std::vector<jobs::NewJob> many;
    for (int i = 0; i < 500; ++i) many.push_back(job(std::to_string(i)));
    EXPECT_EQ(db::run(one->enqueue(many)), 500u);
    one->start();
    two->start();
    EXPECT_TRUE(diary.holds(500));
    EXPECT_TRUE(eventually([&] { return count("done") == 500; }));
    auto seen = diary.read();
    std::ranges::sort(seen);
    EXPECT_EQ(std::ranges::unique(seen).size(), 0u);
}

TEST_P(JobsDbTest, LeavesToOthersWhatItDoesNotKnow) {
    Diary diary;
    const auto one = make();
    one->add({.name = "test.known", .run = diary.run()});
    one->start();
    enqueue(*one, job("unknown"));
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(count("ready"), 1);
}

TEST_P(JobsDbTest, HandsBackWhatRunsWhenItStops) {
    bus::Signal signal;
    const auto until_told = [&](jobs::Job job) { return wait_until_told(signal, std::move(job)); };
    const auto all = make();
    all->add({.name = "test.write", .run = until_told});
    all->start();
    enqueue(*all, job("1"));
    EXPECT_TRUE(eventually([&] { return count("running") == 1; }));
    all->stop();
    EXPECT_EQ(count("ready"), 1);
    EXPECT_EQ(database->run_now(platform::sql::recent_jobs, {org.str(), std::int64_t{5}})[0].integer(8), 0) << "no failure of the job";
}

TEST_P(JobsDbTest, RunsAKindNoMoreOftenAtOnceThanItMay) {
    Crowd crowd;
    bus::Signal signal;
    const auto count_up = [&](jobs::Job) { return join(signal, crowd); };
    const auto all = make();
    all->add({.name = "test.write", .run = count_up, .at_once = 2});
    for (int i = 0; i < 12; ++i) add(job("1"));
    all->start();
    EXPECT_TRUE(eventually([&] { return count("done") == 12; }));
    EXPECT_EQ(crowd.most, 2);
}

TEST_P(JobsDbTest, TellsAWebhookOncePerKindAndMinute) {
    client::ScriptedServer slack({[](client::ScriptedConnection& connection) { connection.answer(200, "ok"); }});
    Diary diary;
    diary.fails = [](const jobs::Job&) { throw jobs::GiveUp("ada@example.com has no mailbox"); };
    auto config = quick();
    config.slack_webhook = slack.url("/hook");
    const auto all = make(config);
    all->add(kind(diary));
    all->start();
    for (int i = 0; i < 3; ++i) enqueue(*all, job("1"));
    EXPECT_TRUE(eventually([&] { return !slack.requests().empty(); }));
    EXPECT_THAT(slack.requests()[0], testing::HasSubstr("of kind `test.write` failed for good"));
    EXPECT_THAT(slack.requests()[0], testing::Not(testing::HasSubstr("ada@example.com")));
    EXPECT_LE(slack.requests().size(), 2u);  // two when a minute ends in between
}

}  // namespace
