#include "lrs/erasure/eraser.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "lrs/attachments/attachments.hpp"
#include "lrs/http/state.hpp"
#include "lrs/orgs_test_support.hpp"
#include "lrs/pipeline/etl.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/store/key_tail.hpp"
#include "lrs/store/keys.hpp"
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

    static db::Query query(std::string_view text) { return {"test.query", text, text}; }
    std::int64_t number(std::string_view text) { return rows(query(text)); }
    std::string body_of(const std::string& id) {
        const auto found = db::run(find_statement(*database, org, id));
        return found ? found->body : "";
    }
    // Each statement has one row, and the tables of reports count what the rows say.
    void expect_reports_fit() {
        EXPECT_EQ(number("SELECT COUNT(*) FROM statements s JOIN statements_flat f ON f.org_id = s.org_id AND f.stored = s.stored AND f.statement_id = s.id"),
                  number("SELECT COUNT(*) FROM statements"));
        EXPECT_EQ(number("SELECT COUNT(*) FROM statements_flat"), number("SELECT COUNT(*) FROM statements"));
        EXPECT_EQ(number("SELECT COALESCE(CAST(SUM(statements) AS BIGINT), 0) FROM report_days WHERE object_key = 0 AND verb_key <> 0"),
                  number("SELECT COUNT(*) FROM statements_flat"));
        for (const std::string of : {"object_key = 0", "verb_key = 0"})
            EXPECT_EQ(number("SELECT COALESCE(CAST(SUM(statements) AS BIGINT), 0) FROM report_activities WHERE " + of),
                      number(of.starts_with("object") ? "SELECT COUNT(*) FROM statements_flat" : "SELECT COUNT(*) FROM statements_flat WHERE object_key <> 0"))
                << of;
        for (const std::string of : {"object_key = 0", "object_key <> 0"})
            EXPECT_EQ(number("SELECT COALESCE(CAST(SUM(statements) AS BIGINT), 0) FROM report_learners WHERE " + of),
                      number("SELECT COUNT(*) FROM statements_flat WHERE object_key <> 0 AND actor_key <> 0"))
                << of;
    }

    // The whole erasure; whom the hook hears of is left in `heard`.
    Erasure erase(std::string_view agent, ErasureMode mode) { return erase_agent({"mbox:mailto:" + std::string(agent) + "@example.com"}, mode); }
    Erasure erase_agent(std::vector<std::string> identities, ErasureMode mode) {
        Erasure erasure{.org = org, .id = new_uuid(), .mode = mode, .identities = std::move(identities), .pseudonym = "p"};
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
    pool::Pool cpu{1};
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
    EXPECT_EQ(receipt.removed, 3);
    EXPECT_EQ(receipt.rewritten, 0);
    EXPECT_EQ(receipt.names, 1);
    EXPECT_TRUE(receipt.done && receipt.identities.empty() && receipt.digest.size() == 64);
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
    EXPECT_EQ(receipt.removed, 0);
    EXPECT_EQ(receipt.rewritten, 2);
    EXPECT_EQ(count("a"), 0u);
    EXPECT_EQ(count("b"), 1u);
    const auto found = db::run(find_page(*database, {.org = org, .agent = "account:p@http://home"}));
    EXPECT_EQ(found.statements.size(), 3u);  // the referrer too
    for (const auto& one : found.statements) EXPECT_THAT(one.body, Not(HasSubstr("mailto:a@")));
    const Query with_activity{.org = org, .agent = "account:p@http://home", .verb = "http://x/did", .activity = "http://x"};
    EXPECT_EQ(db::run(find_page(*database, with_activity)).statements.size(), 2u) << "by all keys of what it says now";
}

// Statements that name a in every place but as who acts alone.
std::vector<std::string> statements_of_others() {
    const std::string a = R"({"objectType":"Agent","mbox":"mailto:a@example.com","name":"Ann"})", b = R"({"objectType":"Agent","mbox":"mailto:b@example.com"})";
    const std::string group = R"({"objectType":"Group","member":[)" + a + "," + b + "]}";
    const std::string team = R"({"objectType":"Group","mbox":"mailto:t@example.com","member":[)" + a + "]}";
    const std::string verb = R"("verb":{"id":"http://x/did"})", thing = R"("object":{"id":"http://x"})";
    const auto by = [&](const std::string& actor, const std::string& rest) { return R"({"actor":)" + actor + "," + verb + "," + rest + "}"; };
    const auto context = [&](const std::string& member, const std::string& who) { return by(b, thing + R"(,"context":{")" + member + "\":" + who + "}"); };
    const auto nested = R"("object":{"objectType":"SubStatement","actor":)" + a + "," + verb + "," + thing + "}";
    const std::string object = R"("object":)";
    return {by(group, thing), by(team, thing), by(b, object + a), by(b, object + group), by(b, nested), context("instructor", a), context("team", group)};
}

TEST_P(EraserDbTest, LeavesOthersTheirRecordsWithoutThePerson) {
    Etl etl(*database, cpu);
    const auto others = statements_of_others();
    for (const auto& text : others) record(text);
    record(statement(new_uuid(), "b"));
    const auto own = new_uuid(), referrer = new_uuid();
    record(statement(own, "a"));
    record(R"({"actor":{"objectType":"Group","member":[{"mbox":"mailto:a@example.com"}]},"verb":{"id":"http://x/did"},"object":{"id":"http://x"}})");
    record(statement(referrer, "b", ref(own)));
    db::run(etl.catch_up());
    const auto of_b = count("b");
    const auto receipt = erase("a", ErasureMode::erase);
    EXPECT_EQ(receipt.removed, 2);
    EXPECT_EQ(receipt.rewritten, std::ssize(others));
    EXPECT_EQ(body_of(own), "");
    EXPECT_THAT(body_of(referrer), HasSubstr(own)) << "a reference leads nowhere, as one may";
    EXPECT_EQ(count("a"), 0u);
    EXPECT_EQ(count("b"), of_b) << "others keep what they did";
    EXPECT_EQ(db::run(find_page(*database, {.org = org, .agent = "account:p@http://home", .related_agents = true})).statements.size(), others.size());
    for (const std::string place :
         {"statements.body", "statements_flat.actor_id", "statements_flat.object_id", "report_names.id", "report_names.name", "agent_names.name"})
        for (const std::string word : {"mailto:a@", "Ann"})
            EXPECT_EQ(number("SELECT COUNT(*) FROM " + place.substr(0, place.find('.')) + " WHERE " + place + " LIKE '%" + word + "%'"), 0) << place << word;
    db::run(etl.catch_up());
    expect_reports_fit();
}

TEST_P(EraserDbTest, TakesTheSignatureOffWhatItChangesAndNothingElse) {
    const auto changed = new_uuid(), other = new_uuid();
    const std::string content = R"(,"contentType":"application/octet-stream","length":1,"fileUrl":"http://x/f","sha2":")" + std::string(64, 'a') + R"("})";
    const auto attachment = [&](const std::string& usage) { return R"({"display":{"en":"x"},"usageType":")" + usage + "\"" + content; };
    const auto attachments = R"("attachments":[)" + attachment("http://adlnet.gov/expapi/attachments/signature") + "," + attachment("http://x/u") + "]";
    for (const auto& [id, teacher] : {std::pair(changed, "a"), std::pair(other, "c")})
        record(statement(id, "b", R"({"id":"http://x"},)" + attachments + R"(,"context":{"instructor":{"mbox":"mailto:)" + teacher + R"(@example.com"}})"));
    erase("a", ErasureMode::erase);
    EXPECT_THAT(body_of(changed), testing::AllOf(Not(HasSubstr("attachments/signature")), HasSubstr("http://x/u")));
    EXPECT_THAT(body_of(other), HasSubstr("attachments/signature"));
}

TEST_P(EraserDbTest, TakesTheContentsThatASubStatementDeclares) {
    const auto sha2 = std::string(64, 'a');
    const auto attachments = R"("attachments":[{"usageType":"http://x/u","display":{},"contentType":"text/x","length":1,"fileUrl":"http://x/f",)"
                             R"("sha2":")" + sha2 + R"("}])";
    const auto planned = R"({"objectType":"SubStatement","actor":{"mbox":"mailto:b@example.com"},"verb":{"id":"http://x/did"},"object":{"id":"http://x"},)" +
                         attachments + "}";
    database->run_blocking([&](db::Transaction& tx) { insert_attachment(tx, org, {sha2, "text/x", "of a"}); });
    record(statement(new_uuid(), "a", planned));
    EXPECT_EQ(erase("a", ErasureMode::erase).attachments, 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM attachments"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM attachment_uses"), 0);
}

TEST_P(EraserDbTest, LeavesWhatTheAgentWroteAboutOthers) {
    const auto id = new_uuid();
    record(statement(id, "b"));
    const std::string home = lrs.state().config.home_page;
    EXPECT_EQ(erase_agent({"account:test@" + home}, ErasureMode::erase).rewritten, 1);
    EXPECT_THAT(body_of(id), Not(HasSubstr(R"("name":"test")")));
    const auto key = key_of(org, KeyKind::related_agent, "account:p@http://home");
    EXPECT_EQ(db::run(find_page(*database, {.org = org, .agent = "mbox:mailto:b@example.com", .authority = key})).statements.size(), 1u);
}

TEST_P(EraserDbTest, TellsTargetsWhatIsGoneAndWhatIsChanged) {
    database->run_now(query("INSERT INTO xapi_forwards (org_id, id, label, kind, url, username, secret, version, filter, cursor, made_at) "
                            "VALUES ('01920000-0000-7000-8000-000000000001', 'f', '', 'webhook', '', '', '', '2.0.0', '{}', 9000000000000000, 0)"));
    const auto own = new_uuid(), about = new_uuid();
    record(statement(own, "a"));
    record(statement(about, "b", R"({"objectType":"Agent","mbox":"mailto:a@example.com"})"));
    EXPECT_EQ(erase("a", ErasureMode::erase).told, 2);
    const auto notices = database->run_now(query("SELECT event, statements FROM xapi_notices ORDER BY event"));
    ASSERT_EQ(notices.size(), 2u);
    EXPECT_EQ(notices[0].text(0), "erased");
    EXPECT_EQ(notices[0].text(1), "[\"" + own + "\"]");
    EXPECT_EQ(notices[1].text(0), "pseudonymised");
    EXPECT_EQ(notices[1].text(1), "[\"" + about + "\"]");
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

TEST_P(EraserDbTest, KnowsTheAgentByAllItsNames) {
    const auto both = new_uuid();
    record(statement(both, "a", R"({"objectType":"Agent","account":{"homePage":"http://h","name":"a"}})"));
    record(R"({"actor":{"account":{"homePage":"http://h","name":"a"}},"verb":{"id":"http://x/did"},"object":{"id":"http://x"}})");
    record(statement(new_uuid(), "b", R"({"objectType":"Agent","account":{"homePage":"http://h","name":"a"}})"));
    record(statement(new_uuid(), "b"));
    const auto receipt = erase_agent({"mbox:mailto:a@example.com", "account:a@http://h"}, ErasureMode::erase);
    EXPECT_EQ(receipt.removed, 2);
    EXPECT_EQ(receipt.rewritten, 1);
    EXPECT_EQ(body_of(both), "");
    EXPECT_EQ(count("b"), 2u);
    EXPECT_EQ(heard.size(), 3u) << "the sum of the mailbox too";
}

TEST_P(EraserDbTest, LeavesOtherOrganisationsAlone) {
    record(statement(new_uuid(), "a"));
    record(statement(new_uuid(), "a"), other_org);
    EXPECT_EQ(erase("a", ErasureMode::erase).removed, 1);
    EXPECT_EQ(count("a", other_org), 1u);
}

}  // namespace
}  // namespace lrs
