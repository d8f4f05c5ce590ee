#include <gtest/gtest.h>

#include <atomic>

#include "platform/db/db_test_support.hpp"

namespace {
using namespace std::chrono_literals;
using db::eventually;

void say(db::Database& database, std::string_view topic) {
    database.run_blocking([topic](db::Transaction& tx) {
        constexpr const char* add = "INSERT INTO said (topic) VALUES ($1)";
        tx.run(db::Query{"test.say", add, add}, topic);
        tx.announce(topic);
    });
}

// How often somebody was told.
class Ear {
public:
    Ear(db::Database& database, std::string_view topic) : listening_(database.listen(topic, [this] { ++heard_; })) {}
    int heard() const { return heard_; }
    bool hears_more_than(int before) const {
        return eventually([&] { return heard_ > before; });
    }

private:
    std::atomic<int> heard_ = 0;
    db::Listening listening_;
};

class ListeningTest : public db::DbTest {
protected:
    void SetUp() override {
        constexpr const char* make = "CREATE TABLE said (topic TEXT NOT NULL)";
        database->run_now(db::Query{"test.make", make, make});
    }
    // A process that hears, and has been told of all that was before.
    static void settle(const db::Database& listener, const Ear& ear) {
        ASSERT_TRUE(eventually([&] { return listener.hears(); }));
        ASSERT_TRUE(ear.hears_more_than(0));
        int before = -1;
        ASSERT_TRUE(eventually([&] {
            std::this_thread::sleep_for(100ms);
            return std::exchange(before, ear.heard()) == ear.heard();
        }));
    }
    std::unique_ptr<db::Database> other = place.open();  // as another process opens it
};
OT_ON_EACH_ENGINE(ListeningTest);

TEST_P(ListeningTest, HearsWhatItsOwnProcessCommits) {
    const Ear jobs(*database, "jobs");
    const int before = jobs.heard();
    say(*database, "jobs");
    EXPECT_TRUE(jobs.hears_more_than(before));
    const int then = jobs.heard();
    database->announce("jobs");
    EXPECT_TRUE(jobs.hears_more_than(then));
}

TEST_P(ListeningTest, HearsWhatAnotherProcessCommits) {
    say(*database, "something");  // wakes those that notice any commit
    const Ear jobs(*other, "jobs");
    settle(*other, jobs);
    for (int i = 0; i < 5; ++i) {
        const int before = jobs.heard();
        say(*database, "jobs");
        EXPECT_TRUE(jobs.hears_more_than(before)) << i;
    }
}

TEST_P(ListeningTest, HearsNothingOfATransactionThatFails) {
    const Ear jobs(*database, "jobs"), outbox(*database, "outbox");
    ASSERT_TRUE(eventually([&] { return database->hears(); }));
    std::this_thread::sleep_for(100ms);
    const int before = jobs.heard(), outbox_before = outbox.heard();
    const auto fail = [](db::Transaction& tx) {
        tx.announce("jobs");
        throw Error(ErrorCode::conflict, "no");
    };
    EXPECT_THROW(database->run_blocking(fail), Error);
    say(*database, "outbox");
    EXPECT_TRUE(outbox.hears_more_than(outbox_before));
    EXPECT_EQ(jobs.heard(), before);
}

TEST_P(ListeningTest, EndsWithWhoListens) {
    std::atomic<int> heard = 0;
    {
        const auto listening = database->listen("jobs", [&heard] { ++heard; });
        database->announce("jobs");
    }
    const int then = heard;
    EXPECT_GE(then, 1);
    database->announce("jobs");
    EXPECT_EQ(heard, then);
}

TEST_P(ListeningTest, IsToldAlsoByAProcessThatEndsAtOnce) {
    say(*database, "something");
    const Ear jobs(*other, "jobs");
    settle(*other, jobs);
    const int before = jobs.heard();
    const auto brief = place.open();
    say(*brief, "jobs");
    brief->close();
    EXPECT_TRUE(jobs.hears_more_than(before));
}

// On SQLite nothing has to be sent, and nothing can be lost.
class ServerListeningTest : public ListeningTest {
protected:
    // Cuts the connections whose last query begins so.
    void cut(const std::string& query) {
        const auto text = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = current_setting('application_name') AND query LIKE '" + query + "%'";
        ASSERT_EQ(database->run_now(db::Query{"test.cut", text, text}).size(), 1u);
    }
};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ServerListeningTest);
INSTANTIATE_TEST_SUITE_P(Each, ServerListeningTest, testing::ValuesIn(db::tested_servers()), db::engine_name);

TEST_P(ServerListeningTest, LooksAndHearsAgainAfterItsConnectionWasLost) {
    const Ear jobs(*other, "jobs");
    settle(*other, jobs);
    for (int i = 0; i < 3; ++i) {
        const int before = jobs.heard();
        cut("LISTEN");
        EXPECT_TRUE(jobs.hears_more_than(before + 1)) << "when the connection is lost, and when there is a new one";
        ASSERT_TRUE(eventually([&] { return other->hears(); }));
        const int again = jobs.heard();
        say(*database, "jobs");
        EXPECT_TRUE(jobs.hears_more_than(again));
    }
}

TEST_P(ServerListeningTest, TellsAfterwardsWhatItCouldNotTell) {
    const Ear jobs(*other, "jobs");
    settle(*other, jobs);
    const int before = jobs.heard();
    database->announce("jobs");
    ASSERT_TRUE(jobs.hears_more_than(before));
    cut("SELECT pg_notify");
    const int then = jobs.heard();
    database->announce("jobs");
    EXPECT_TRUE(jobs.hears_more_than(then));
}

TEST_P(ServerListeningTest, KnowsThatAPoolerLetsNothingThrough) {
    const auto behind = place.open({.prepared_statements = false});
    const Ear jobs(*behind, "jobs"), direct(*other, "jobs");
    settle(*other, direct);
    EXPECT_FALSE(behind->hears());
    const int before = direct.heard();
    say(*behind, "jobs");
    EXPECT_TRUE(jobs.hears_more_than(0)) << "of its own it is told";
    EXPECT_TRUE(direct.hears_more_than(before)) << "others hear what it tells";
}

}  // namespace
