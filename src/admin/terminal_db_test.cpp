#include "admin/terminal.hpp"

#include <gmock/gmock.h>

#include <array>
#include <regex>

#include "admin/sql.gen.hpp"
#include "admin/terminal/named_query.hpp"
#include "admin/terminal/parameters.hpp"
#include "identity/sql.gen.hpp"
#include "library/sql.gen.hpp"
#include "lms/sql.gen.hpp"
#include "lrs/sql.gen.hpp"
#include "models/sql.gen.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/bounded_reader.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"
#include "tutor/sql.gen.hpp"

namespace {

using boost::json::object;

const OrgId home("00000000-0000-7000-8000-000000000001"), other("00000000-0000-7000-8000-000000000002");

constexpr db::Query both(std::string_view text) { return {"test.terminal", text, text}; }
constexpr auto add_run = both(
    "INSERT INTO model_runs (org_id, id, at, alias, provider, model, user_id, trace_id, status, attempts, uncached_in, cache_write_5m, cache_write_1h, "
    "cache_read, tokens_out, estimated, cost_usd, latency_ms) VALUES ($1, $2, $3, 'tutor', 'p', 'm', 'u', '', $4, 1, 10, 0, 0, 5, 7, 0, 0.25, 1500)");

class TerminalTest : public db::DbTest {
protected:
    void SetUp() override {
        for (const auto room : {std::span<const db::Query>(platform::migrations), std::span<const db::Query>(identity::migrations), std::span<const db::Query>(models::migrations),
                                std::span<const db::Query>(lrs::migrations), std::span<const db::Query>(library::migrations), std::span<const db::Query>(lms::migrations),
                                std::span<const db::Query>(tutor::migrations), std::span<const db::Query>(admin::migrations)})
            database->migrate(room);
    }
    static http::Caller administrator(OrgId org = home) {
        return {.org = org, .user = UserId("00000000-0000-7000-8000-00000000000a"), .session = SessionId("s"), .role = http::Role::admin, .anonymous = false, .ip = "127.0.0.1"};
    }
    admin::Found ask(std::string name, object parameters = {}, OrgId org = home) { return db::run(terminal->ask(administrator(org), std::move(name), std::move(parameters))); }
    std::string refusal(std::string name, object parameters = {}) {
        try {
            ask(std::move(name), std::move(parameters));
        } catch (const Error& error) {
            EXPECT_EQ(error.code, ErrorCode::invalid);
            return error.pointer + " " + error.detail;
        }
        return "answered";
    }
    void run_model(OrgId org, const std::string& id, timing::Micros at, std::string status = "ok") { database->run_now(add_run, {org.str(), id, at, status}); }

    std::unique_ptr<admin::Terminal> open(admin::TerminalConfig config = {}) {
        return std::make_unique<admin::Terminal>(*database, db::Config{.database_url = place.url()}, "", config);
    }
    std::unique_ptr<admin::Terminal> terminal = open();
};
OT_ON_EACH_ENGINE(TerminalTest);

object some_parameters(const admin::NamedQuery& query) {
    object some;
    for (const auto& parameter : query.parameters)
        if (parameter.fallback.empty()) some[parameter.name] = "somebody";
    return some;
}

// Every query around one row of its own, so that there is one, whose column behind those of the query is "end".
TEST_P(TerminalTest, EveryQueryRunsAndShowsTheColumnsItNames) {
    const auto reader = db::open_bounded_reader({.database_url = place.url()}, "");
    for (const auto& query : admin::named_queries()) {
        EXPECT_NO_THROW(ask(std::string(query.name), some_parameters(query))) << query.name;
        const auto around = "SELECT asked.*, 'end' FROM (SELECT 1) AS one LEFT JOIN (" + std::string(GetParam() == db::Engine::sqlite ? query.query->sqlite : query.query->postgres) + ") AS asked ON 1 = 1";
        auto values = admin::values_of(query, some_parameters(query), timing::now());
        values.insert(values.begin(), db::to_value(home));
        EXPECT_EQ(reader->read(both(around), values, {})[0].text(query.columns.size()), "end") << query.name;
    }
}

TEST_P(TerminalTest, ShowsCostsByDayOfTheCallersOrganisationOnly) {
    const auto now = timing::now();
    run_model(home, "a", now);
    run_model(home, "b", now, "timeout");
    run_model(home, "long ago", now - 40 * timing::a_day);
    run_model(other, "c", now);
    const auto found = ask("model-costs");
    ASSERT_EQ(found.rows.size(), 1u);
    const auto row = found.rows[0];
    EXPECT_EQ(row.integer(0), now / timing::a_day);
    EXPECT_EQ(row.integer(4), 2);
    EXPECT_EQ(row.integer(5), 1);
    EXPECT_EQ(row.integer(6), 30);
    EXPECT_DOUBLE_EQ(row.real(8), 0.5);
    EXPECT_DOUBLE_EQ(row.real(9), 1.5);
    EXPECT_EQ(ask("model-costs", {{"days", 60}}).rows.size(), 2u);
}

TEST_P(TerminalTest, SaysThatThereIsMoreThanItShows) {
    terminal = open({.rows = 3});
    for (const char* status : {"timeout", "cut", "garbage"}) run_model(home, status, timing::now(), status);
    EXPECT_FALSE(ask("model-failures").more);
    run_model(home, "refused", timing::now(), "refused");
    EXPECT_TRUE(ask("model-failures").more);
}

TEST_P(TerminalTest, RefusesEverythingElseAndSaysWhere) {
    EXPECT_EQ(refusal("SELECT 1"), "/query query: there is no query of this name");
    EXPECT_EQ(refusal("model-costs", {{"days", "7"}}), "/parameters/days days: expected an integer from 1 to 366");
    EXPECT_EQ(refusal("model-costs", {{"days", 0}}), "/parameters/days days: expected an integer from 1 to 366");
    EXPECT_EQ(refusal("model-costs", {{"days", 1.5}}), "/parameters/days days: expected an integer from 1 to 366");
    EXPECT_EQ(refusal("model-costs", {{"since", 7}}), "/parameters/since since: expected no such parameter");
    EXPECT_EQ(refusal("acts-of-person"), "/parameters/user user: expected a value");
    EXPECT_EQ(refusal("acts-of-person", {{"user", ""}}), "/parameters/user user: expected a text of 1 to 64 bytes");
    EXPECT_EQ(refusal("slowest-turns", {{"kind", "echo'"}}), "/parameters/kind kind: expected one of any, lesson, ask");
    const auto acts = ask("acts").rows;
    ASSERT_EQ(acts.size(), 1u);
    EXPECT_EQ(acts[0].integer(1), 1) << "what was refused was written down beside this one";
}

TEST_P(TerminalTest, WritesDownWhoAskedWhat) {
    ask("row-counts");
    ask("row-counts", {}, other);
    const auto acts = ask("acts-of-person", {{"user", administrator().user.str()}});
    ASSERT_EQ(acts.rows.size(), 2u);
    EXPECT_EQ(acts.rows[1].text(1), "query.run");
    EXPECT_EQ(acts.rows[1].text(3), "row-counts");
}

TEST_P(TerminalTest, TakesATextForNothingButAText) { EXPECT_EQ(ask("acts-of-person", {{"user", "' OR '1' = '1"}}).rows.size(), 0u); }

// Each SELECT of a text bounds what it reads to one organisation.
TEST(NamedQueries, AskForOneOrganisationOnly) {
    const std::regex bound(R"(org(_id)? = \$1)");
    for (const auto& query : admin::named_queries())
        for (const auto& text : {std::string(query.query->sqlite), std::string(query.query->postgres)})
            for (auto at = text.find("SELECT"); at != text.npos;) {
                const auto next = text.find("SELECT", at + 1);
                EXPECT_TRUE(std::regex_search(text.substr(at, next - at), bound)) << query.name;
                at = next;
            }
}

TEST(NamedQueries, HaveNamesOfTheirOwnAndAParameterForEachPlace) {
    for (const auto& query : admin::named_queries()) {
        EXPECT_EQ(admin::find_named_query(query.name), &query);
        const std::string last = "$" + std::to_string(query.parameters.size() + 1), beyond = "$" + std::to_string(query.parameters.size() + 2);
        EXPECT_NE(query.query->sqlite.find(last), std::string_view::npos) << query.name;
        EXPECT_EQ(query.query->sqlite.find(beyond), std::string_view::npos) << query.name;
        EXPECT_NO_THROW(admin::values_of(query, some_parameters(query), timing::now())) << query.name;
    }
}

}  // namespace
