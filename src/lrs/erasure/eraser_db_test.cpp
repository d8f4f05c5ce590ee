#include "lrs/erasure/eraser.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "lrs/http/state.hpp"
#include "lrs/orgs_test_support.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/store/key_tail.hpp"
#include "lrs/store/query.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"

namespace lrs {
namespace {
using testing::HasSubstr;
using testing::Not;

constexpr db::Query count_keys{"test.count_keys", "SELECT COUNT(*) FROM statement_keys", "SELECT COUNT(*) FROM statement_keys"};
constexpr db::Query count_refs{"test.count_refs", "SELECT COUNT(*) FROM statement_refs", "SELECT COUNT(*) FROM statement_refs"};

class EraserDbTest : public db::DbTest {
protected:
    EraserDbTest() {
        database->migrate(platform::migrations);
        database->migrate(migrations);
    }
    static std::string statement(const std::string& id, std::string_view actor, std::string_view more = "") {
        return R"({"id":")" + id + R"(","actor":{"mbox":"mailto:)" + std::string(actor) + R"(@example.com","name":"N"},"verb":{"id":"http://x/did"},"object":)" +
               (more.empty() ? R"({"id":"http://x"})" : std::string(more)) + "}";
    }
    static std::string ref(const std::string& id) { return R"({"objectType":"StatementRef","id":")" + id + R"("})"; }
    void record(std::string text, const OrgId& into = org) { db::run(lrs.record(into, "test", std::move(text))); }
    std::size_t count(std::string_view agent, const OrgId& of = org) {
        return db::run(find_page(*database, {.org = of, .agent = "mbox:mailto:" + std::string(agent) + "@example.com", .related_agents = true})).statements.size();
    }
    std::int64_t rows(const db::Query& query) { return database->run_now(query)[0].integer(0); }

    // The whole erasure; whom the hook hears of is left in `heard`.
    Erasure erase(std::string_view agent, ErasureMode mode) {
        Erasure erasure{.org = org, .id = new_uuid(), .mode = mode, .identity = "mbox:mailto:" + std::string(agent) + "@example.com", .pseudonym = "p"};
        erasure.made_at = timing::now();
        Erasures erasures(*database, "here");
        db::run(erasures.add(erasure));
        const std::vector<OnErased> hooks{[this](db::Transaction&, const ErasedAgent& agent) { heard.push_back(agent); }};
        auto last = std::optional(std::numeric_limits<timing::Micros>::min());
        while (last) {
            database->run_blocking([&](db::Transaction& tx) {
                auto batch = erase_batch(tx, erasure, *last, "http://home");
                erasure = batch.erasure;
                last = batch.last;
            });
        }
        database->run_blocking([&](db::Transaction& tx) { finish_erasure(tx, erasure, hooks); });
        return *db::run(erasures.find(org, erasure.id));
    }

    Lrs lrs{*database, {}, org};
    std::vector<ErasedAgent> heard;
};
OT_ON_EACH_ENGINE(EraserDbTest);

TEST_P(EraserDbTest, LeavesNoKeyOfWhatItErases) {
    record(statement(new_uuid(), "b"));
    db::run(enter_keys(*database));
    const auto keys = rows(count_keys), refs = rows(count_refs);
    const auto first = new_uuid(), second = new_uuid(), third = new_uuid();
    record(statement(third, "a", ref(second)));  // refers to what comes later
    record(statement(first, "a"));
    record(statement(second, "a", ref(first)));
    const auto receipt = erase("a", ErasureMode::erase);
    EXPECT_EQ(receipt.statements, 3);
    EXPECT_EQ(receipt.names, 1);
    EXPECT_TRUE(receipt.done && receipt.identity.empty() && receipt.digest.size() == 64);
    EXPECT_EQ(rows(count_keys), keys);
    EXPECT_EQ(rows(count_refs), refs);
    EXPECT_EQ(count("b"), 1u);
}

TEST_P(EraserDbTest, PutsAPseudonymInEveryPlace) {
    const auto own = new_uuid(), about = new_uuid();
    record(statement(own, "a"));
    record(statement(about, "b", R"({"objectType":"Agent","mbox":"mailto:a@example.com"})"));
    record(statement(new_uuid(), "c", ref(own)));
    EXPECT_EQ(count("a"), 3u);
    const auto receipt = erase("a", ErasureMode::pseudonymise);
    EXPECT_EQ(receipt.statements, 2);
    EXPECT_EQ(count("a"), 0u);
    EXPECT_EQ(count("b"), 1u);
    const auto found = db::run(find_page(*database, {.org = org, .agent = "account:p@http://home"}));
    EXPECT_EQ(found.statements.size(), 3u);  // the referrer too
    for (const auto& one : found.statements) EXPECT_THAT(one.body, Not(HasSubstr("mailto:a@")));
}

TEST_P(EraserDbTest, TellsOtherRoomsOfWhomItErasedByEachIdentity) {
    erase("a", ErasureMode::erase);
    ASSERT_EQ(heard.size(), 2u);
    EXPECT_EQ(heard[0].org, org);
    EXPECT_EQ(heard[0].identity, "mbox:mailto:a@example.com");
    EXPECT_TRUE(heard[1].identity.starts_with("sha1:"));
    EXPECT_EQ(heard[0].account_at("http://home"), std::nullopt);
    EXPECT_EQ((ErasedAgent{org, "account:b@c@http://home"}.account_at("http://home")), "b@c");
}

TEST_P(EraserDbTest, LeavesOtherOrganisationsAlone) {
    record(statement(new_uuid(), "a"));
    record(statement(new_uuid(), "a"), other_org);
    EXPECT_EQ(erase("a", ErasureMode::erase).statements, 1);
    EXPECT_EQ(count("a", other_org), 1u);
}

}  // namespace
}  // namespace lrs
