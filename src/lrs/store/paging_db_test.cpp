#include <gtest/gtest.h>

#include <random>

#include "lrs/http/state.hpp"
#include "lrs/lrs_test_support.hpp"
#include "lrs/store/key_tail.hpp"
#include "lrs/store/query.hpp"

namespace lrs {
namespace {
class PagingDbTest : public LrsDbTest {
protected:
    static std::string agent(int of) { return R"({"mbox":"mailto:a)" + std::to_string(of) + R"(@example.com"})"; }
    // By `actor`, with `instructor`, about `target` or, without one, about an activity.
    std::string record(int actor, int instructor, const std::string& target = {}) {
        const auto object = target.empty() ? R"({"id":"http://x/o"})" : R"({"objectType":"StatementRef","id":")" + target + "\"}";
        return db::run(lrs.record(org, "test", R"({"actor":)" + agent(actor) + R"(,"verb":{"id":"http://x/did"},"object":)" + object + R"(,"context":{"instructor":)" +
                                                   agent(instructor) + "}}"))
            .front();
    }
    std::vector<std::string> ids(const Page& page) {
        std::vector<std::string> ids;
        for (const auto& found : page.statements) ids.push_back(found.body.substr(7, 36));
        return ids;
    }
    std::vector<std::string> paged(Query query) {
        std::vector<std::string> all;
        for (bool more = true; more;) {
            const auto page = db::run(find_page(*database, query));
            EXPECT_LE(std::ssize(page.statements), query.limit);
            for (auto& id : ids(page)) all.push_back(std::move(id));
            more = page.more;
            if (more) (query.ascending ? query.after : query.before) = page.statements.back().stored;
        }
        return all;
    }
    void expect_no_gaps() {
        for (int of = 0; of < 3; ++of)
            for (const bool related : {false, true})
                for (const bool ascending : {false, true}) {
                    Query query{.org = org, .agent = "mbox:mailto:a" + std::to_string(of) + "@example.com", .related_agents = related, .ascending = ascending, .limit = 1000};
                    const auto whole = ids(db::run(find_page(*database, query)));
                    for (query.limit = 1; query.limit < 8; ++query.limit)
                        EXPECT_EQ(paged(query), whole) << "agent " << of << " related " << related << " ascending " << ascending << " limit " << query.limit;
                }
    }
};
OT_ON_EACH_ENGINE(PagingDbTest);

// The walk by the actor's key meets each statement of the chain once for everything it refers to, and is cut short sooner than that by the instructor's.
TEST_P(PagingDbTest, AChainOfReferencesLeavesNothingOut) {
    const auto first = record(0, 2), second = record(0, 2, first), third = record(0, 2, second);
    record(0, 2);
    record(1, 0);
    record(0, 2);
    expect_no_gaps();
}

TEST_P(PagingDbTest, NothingIsLeftOutOfRandomStatements) {
    constexpr unsigned seed = 20261121;
    RecordProperty("seed", static_cast<int>(seed));
    std::minstd_rand random(seed);
    std::vector<std::string> made;
    for (int i = 0; i < 40; ++i) {
        const bool refers = !made.empty() && random() % 2;
        made.push_back(record(static_cast<int>(random() % 3), static_cast<int>(random() % 3), refers ? made[random() % made.size()] : ""));
    }
    expect_no_gaps();
}

constexpr db::Query forget_signatures{"test.forget", "UPDATE statement_keys SET source = 0 WHERE source < 0 AND key % 2 = 0", "UPDATE statement_keys SET source = 0 WHERE source < 0 AND key % 2 = 0"};

// Statements of three learners, verbs, activities and two registrations, some of which grade one before.
class FiltersDbTest : public LrsDbTest {
protected:
    struct Made {
        std::string id;
        int agent, verb, activity, registration;  // -1 for a grade, which has no activity
        std::vector<std::size_t> graded;          // all that it refers to, through any number of steps
    };
    static std::string numbered(const char* what, int number) { return what + std::to_string(number); }

    void record_one() {
        Made one{{}, pick(3), pick(3), pick(3), pick(2), {}};
        auto object = R"({"id":")" + numbered("http://x/a", one.activity) + R"("})";
        if (!made.empty() && pick(4) == 0) {
            const auto target = static_cast<std::size_t>(pick(static_cast<int>(made.size())));
            one.activity = -1;
            one.graded = made[target].graded;
            one.graded.push_back(target);
            object = R"({"objectType":"StatementRef","id":")" + made[target].id + R"("})";
        }
        one.id = db::run(lrs.record(org, "test", R"({"actor":{"mbox":"mailto:)" + numbered("l", one.agent) + R"(@example.com"},"verb":{"id":")" + numbered("http://x/v", one.verb) +
                                                     R"("},"object":)" + object + R"(,"context":{"registration":")" + registration(one.registration) + R"("}})"))
                     .front();
        made.push_back(one);
    }
    static std::string registration(int number) { return numbered("0192f2a0-1234-4abc-8def-00000000000", number); }
    int pick(int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); }

    // A filter asks for number 1 of its kind; the bits of `asked` say which there are.
    static bool meets(const Made& one, int asked) {
        return (!(asked & 1) || one.agent == 1) && (!(asked & 2) || one.verb == 1) && (!(asked & 4) || one.activity == 1) && (!(asked & 8) || one.registration == 1);
    }
    std::vector<std::string> expected(int asked) {
        std::vector<std::string> ids;
        for (const auto& one : made)
            if (meets(one, asked) || std::ranges::any_of(one.graded, [&](std::size_t at) { return meets(made[at], asked); })) ids.push_back(one.id);
        return ids;
    }
    std::vector<std::string> found(int asked, std::int64_t limit) {
        Query query{.org = org, .ascending = true, .limit = limit};
        if (asked & 1) query.agent = "mbox:mailto:l1@example.com";
        if (asked & 2) query.verb = "http://x/v1";
        if (asked & 4) query.activity = "http://x/a1";
        if (asked & 8) query.registration = registration(1);
        std::vector<std::string> ids;
        for (bool more = true; more;) {
            const auto page = db::run(find_page(*database, query));
            for (const auto& statement : page.statements) ids.push_back(statement.body.substr(7, 36));
            EXPECT_TRUE(!page.more || std::ssize(page.statements) == limit);
            more = page.more;
            if (more) query.after = page.statements.back().stored;
        }
        return ids;
    }
    void expect_all_found() {
        for (int asked = 1; asked < 16; ++asked)
            for (const std::int64_t limit : {1, 9, 1000}) EXPECT_EQ(found(asked, limit), expected(asked)) << "filters " << asked << " limit " << limit;
    }

    std::vector<Made> made;
    std::minstd_rand random{20261122};
};
OT_ON_EACH_ENGINE(FiltersDbTest);

TEST_P(FiltersDbTest, FiltersTogetherFindWhatMeetsThemAllByItselfOrByOneThatItRefersTo) {
    for (int i = 0; i < 120; ++i) record_one();
    expect_all_found();
    db::run(enter_keys(*database));
    expect_all_found();
    database->run_now(forget_signatures);  // as an earlier version entered them, or only some
    expect_all_found();
}

// With this many, some that lack a key have all its bits.
TEST_P(FiltersDbTest, SignaturesThatMeanNothingLeaveNoPageShort) {
    std::string batch;
    for (int i = 0; i < 3000; ++i)
        batch += (i ? ",{" : "{") + (R"("actor":{"mbox":"mailto:l@example.com"},"verb":{"id":")" + numbered("http://x/v", i % 300) + R"("},"object":{"id":"http://x/o"}})");
    db::run(lrs.record(org, "test", '[' + batch + ']'));
    db::run(enter_keys(*database));
    for (int verb = 0; verb < 60; ++verb) {
        const Query query{.org = org, .agent = "mbox:mailto:l@example.com", .verb = numbered("http://x/v", verb), .limit = 10};
        const auto page = db::run(find_page(*database, query));
        EXPECT_EQ(page.statements.size(), 10u) << verb;
        EXPECT_FALSE(page.more) << verb;
    }
}
}  // namespace
}  // namespace lrs
