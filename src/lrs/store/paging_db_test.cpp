#include <gtest/gtest.h>

#include <random>

#include "lrs/http/state.hpp"
#include "lrs/lrs_test_support.hpp"
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
            more = page.more && !page.statements.empty();
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
}  // namespace
}  // namespace lrs
