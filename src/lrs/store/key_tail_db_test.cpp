#include "lrs/store/key_tail.hpp"

#include <gmock/gmock.h>

#include <fmt/format.h>

#include <random>

#include "lrs/http/state.hpp"
#include "lrs/lrs_test_support.hpp"
#include "lrs/store/query.hpp"
#include "platform/db/row_batch.hpp"

namespace lrs {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;

constexpr db::Query count_keys{"test.count_keys", "SELECT COUNT(*) FROM statement_keys", "SELECT COUNT(*) FROM statement_keys"};
constexpr db::Query count_tail{"test.count_tail", "SELECT COALESCE(SUM(statements), 0) FROM statement_tail", "SELECT COALESCE(SUM(statements), 0) FROM statement_tail"};

class KeyTailDbTest : public LrsDbTest {
protected:
    // Three learners, two verbs and four activities, chosen at random.
    void record(int statements) {
        std::string batch;
        for (int i = 0; i < statements; ++i)
            batch += fmt::format(R"({}{{"actor":{{"mbox":"mailto:l{}@example.com"}},"verb":{{"id":"http://example.com/v{}"}},"object":{{"id":"http://example.com/a{}"}}}})",
                                 i == 0 ? "" : ",", random() % 3, random() % 2, random() % 4);
        db::run(lrs.record(org, "test", '[' + batch + ']'));
    }
    std::vector<timing::Micros> find_all(Query query) {
        std::vector<timing::Micros> all;
        query.limit = 7;
        for (bool more = true; more;) {
            const auto page = db::run(find_page(*database, query));
            for (const auto& found : page.statements) all.push_back(found.stored);
            more = page.more;
            if (more) (query.ascending ? query.after : query.before) = all.back();
        }
        return all;
    }
    std::vector<std::vector<timing::Micros>> answers() {
        std::vector<std::vector<timing::Micros>> all;
        for (const bool ascending : {false, true}) {
            all.push_back(find_all({.org = org, .agent = "mbox:mailto:l1@example.com", .ascending = ascending}));
            all.push_back(find_all({.org = org, .verb = "http://example.com/v0", .activity = "http://example.com/a2", .ascending = ascending}));
            all.push_back(find_all({.org = org, .activity = "http://example.com/a3", .related_activities = true, .ascending = ascending}));
        }
        return all;
    }

    std::mt19937 random{7};
};
OT_ON_EACH_ENGINE(KeyTailDbTest);

TEST_P(KeyTailDbTest, AnswersTheSameBeforeAndAfterKeysAreEntered) {
    record(60);
    const auto all_waiting = answers();
    EXPECT_GT(all_waiting[0].size(), 7u);
    EXPECT_TRUE(std::ranges::is_sorted(all_waiting[0], std::greater()));
    EXPECT_EQ(db::run(enter_keys(*database)), 60u);
    EXPECT_EQ(answers(), all_waiting);
    record(40);
    const auto some_waiting = answers();
    EXPECT_EQ(db::run(enter_keys(*database)), 40u);
    EXPECT_EQ(answers(), some_waiting);
    EXPECT_THAT(find_all({.org = other_org, .agent = "mbox:mailto:l1@example.com"}), IsEmpty());
}

TEST_P(KeyTailDbTest, EntersEveryKeyOnce) {
    record(10);
    const auto waiting = database->run_now(sql::tail_to_enter, {std::int64_t{100}});
    EXPECT_EQ(count(count_keys), 0);
    database->run_blocking([](db::Transaction& tx) { enter_all_keys(tx); });
    EXPECT_EQ(count(count_keys), 40);  // agent, verb, activity and authority of each
    EXPECT_EQ(count(count_tail), 0);
    EXPECT_EQ(db::run(enter_keys(*database)), 0u);
    ASSERT_EQ(waiting.size(), 1u);  // of one commit
    EXPECT_EQ(TailRow(waiting[0]).statements().size(), 10u);
    EXPECT_EQ(TailRow(waiting[0]).statements()[0].keys.size(), 4u);
}

TEST_P(KeyTailDbTest, HoldsVoidedStatementsBackWhileTheyWait) {
    const auto id = db::run(lrs.record(org, "test", R"({"actor":{"mbox":"mailto:v@example.com"},"verb":{"id":"http://example.com/v"},"object":{"id":"http://example.com/a"}})"))[0];
    const Query query{.org = org, .verb = "http://example.com/v"};
    EXPECT_EQ(find_all(query).size(), 1u);
    db::run(lrs.record(org, "test", R"({"actor":{"mbox":"mailto:v@example.com"},"verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},"object":{"objectType":"StatementRef","id":")" +
                                        id + R"("}})"));
    const auto left = find_all(query);
    EXPECT_EQ(left.size(), 1u);  // the voiding statement, which refers to what met the filter
    db::run(enter_keys(*database));
    EXPECT_EQ(find_all(query), left);
}

TEST_P(KeyTailDbTest, StaysShortWhereNobodyEntersKeysBesideIt) {
    TailGuard guard;
    constexpr auto many = static_cast<std::int64_t>(TailGuard::long_tail) + 2;
    const auto fill = [&](std::int64_t from, std::int64_t to) {
        database->run_blocking([&](db::Transaction& tx) {
            TailRows rows(tx);
            for (auto stored = from; stored < to; ++stored) rows.add(org, stored, std::array{stored % 10});
            rows.flush();
            guard.added(tx, static_cast<std::size_t>(to - from));
        });
    };
    fill(0, many / 2);
    EXPECT_EQ(count(count_tail), many / 2);
    fill(many / 2, many);
    EXPECT_EQ(count(count_tail), 0);
    EXPECT_EQ(count(count_keys), many);
}
}  // namespace
}  // namespace lrs
