#include "lrs/reports/reports.hpp"

#include <gmock/gmock.h>

#include <map>

#include "lrs/lrs.hpp"
#include "lrs/lrs_test_support.hpp"
#include "lrs/pipeline/etl.hpp"
#include "platform/error.hpp"

namespace lrs {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view unit1 = "http://example.com/1", unit2 = "http://example.com/2", course = "http://example.com/course";

class ReportsDbTest : public LrsDbTest {
protected:
    ReportsDbTest() {
        // Ann does both units in order, Bob the second before the first, Cid only begins; Dora belongs to another cohort.
        did("ann", "attempted", unit1, "2026-01-05T10:00:00Z");
        did("ann", "completed", unit1, "2026-01-05T11:00:00Z", R"("completion":true,"success":true,"score":{"scaled":0.9},"duration":"PT10M")");
        did("ann", "terminated", unit1, "2026-01-05T11:01:00Z", R"("duration":"PT1H")");
        did("ann", "completed", unit2, "2026-02-10T11:00:00Z", R"("completion":true,"duration":"PT5M")");
        did("bob", "completed", unit2, "2026-01-06T09:00:00Z", R"("completion":true)");
        did("bob", "completed", unit1, "2026-01-07T09:00:00Z", R"("completion":true,"success":false)");
        did("cid", "attempted", unit1, "2026-01-12T09:00:00Z");
        did("dora", "attempted", unit2, "2026-01-13T09:00:00Z", "", "http://example.com/other-course");
        did("cid", "answered", "http://example.com/pause", "2026-01-12T09:05:00Z");
        db::run(etl.catch_up());
    }
    void did(std::string_view learner, std::string_view verb, std::string_view activity, std::string_view at, std::string_view result = "",
             std::string_view grouping = course) {
        auto text = fmt::format(
            R"({{"actor":{{"name":"{0}","mbox":"mailto:{0}@example.com"}},"verb":{{"id":"http://adlnet.gov/expapi/verbs/{1}"}},"object":{{"id":"{2}"}},"timestamp":"{3}",
"context":{{"contextActivities":{{"grouping":[{{"id":"{4}"}}]}}}},"result":{{{5}}}}})",
            learner, verb, activity, at, grouping, result);
        db::run(lrs.record(org, "test", std::move(text)));
    }
    using Query = std::vector<std::pair<std::string, std::string>>;
    static Ask ask(Query query, const OrgId& of = org) {
        http::Request request;
        request.query = std::move(query);
        return read_ask(of, request);
    }
    static const ReportForm& form(std::string_view name, Query query) {
        http::Request request;
        request.query = std::move(query);
        return form_asked(*std::ranges::find(reports(), name, &Report::name), request);
    }
    std::vector<std::string> lines(std::string_view name, const Query& query, std::int64_t limit = 100, const OrgId& of = org) {
        const auto& wanted = form(name, query);
        const auto asked = ask(query, of);
        std::vector<std::string> all;
        for (std::string after, first = "yes"; first == "yes" || !after.empty(); first = "") {
            const auto page = db::run(wanted.page(*database, asked, after, limit));
            for (const auto& row : page.rows) {
                auto line = csv_lines(wanted.columns(), {row});
                std::erase(line, '"');
                all.push_back(line.substr(0, line.size() - 2));
            }
            after = page.after;
        }
        std::ranges::sort(all);
        return all;
    }

    pool::Pool cpu{2};
    Etl etl{*database, cpu};
};
OT_ON_EACH_ENGINE(ReportsDbTest);

TEST_P(ReportsDbTest, SaysWhoHasCompletedWhat) {
    const Query wanted{{"activity", std::string(unit1)}, {"by", "learner"}};
    EXPECT_THAT(lines("completions", wanted),
                ElementsAre("mbox:mailto:ann@example.com,ann,http://example.com/1,,2026-01-05T11:00:00.000Z,passed,0.9,3600000",
                            "mbox:mailto:bob@example.com,bob,http://example.com/1,,2026-01-07T09:00:00.000Z,failed,,0"));
    EXPECT_THAT(lines("completions", {{"by", "learner"}}, 1), SizeIs(4));
    EXPECT_THAT(lines("completions", {{"by", "learner"}, {"since", "2026-02-01"}}), SizeIs(1));
    EXPECT_THAT(lines("completions", {{"by", "learner"}}, 100, other_org), IsEmpty());
}

TEST_P(ReportsDbTest, CountsCompletionsOfACohort) {
    EXPECT_THAT(lines("completions", {{"by", "activity"}, {"cohort", std::string(course)}, {"activity", std::string(unit2)}}),
                ElementsAre("http://example.com/2,,2,2,0,1,"));
    EXPECT_THAT(lines("completions", {{"by", "activity"}, {"activity", std::string(unit2)}}),
                ElementsAre("http://example.com/2,,3,2,0,0.6666666666666666,"));
}

TEST_P(ReportsDbTest, SaysWhoHasNotCompleted) {
    EXPECT_THAT(lines("incomplete", {{"activity", std::string(unit1)}}),
                ElementsAre("mbox:mailto:cid@example.com,cid,1,2026-01-12T09:00:00.000Z,2026-01-12T09:00:00.000Z,0"));
    EXPECT_THAT(lines("incomplete", {{"activity", std::string(unit2)}, {"cohort", std::string(course)}}, 1),
                ElementsAre("mbox:mailto:cid@example.com,cid,0,,,0"));
    EXPECT_THROW(lines("incomplete", {}), Error);
}

TEST_P(ReportsDbTest, CountsTheTimeOfSessionsOnce) {
    EXPECT_THAT(lines("time-on-task", {{"by", "activity"}, {"until", "2026-02-01"}}),
                ElementsAre("http://example.com/1,,3600000,5", "http://example.com/2,,0,2", "http://example.com/pause,,0,1"));
    EXPECT_THAT(lines("time-on-task", {{"by", "activity"}}),
                ElementsAre("http://example.com/1,,3600000,5", "http://example.com/2,,300000,3", "http://example.com/pause,,0,1"));
    EXPECT_THAT(lines("time-on-task", {{"by", "day"}, {"activity", std::string(unit1)}, {"until", "2026-01-06"}}), ElementsAre("2026-01-05,3600000,3"));
    EXPECT_THAT(lines("time-on-task", {{"by", "learner"}, {"activity", std::string(unit2)}}),
                ElementsAre("mbox:mailto:ann@example.com,ann,http://example.com/2,,300000,1", "mbox:mailto:bob@example.com,bob,http://example.com/2,,0,1",
                            "mbox:mailto:dora@example.com,dora,http://example.com/2,,0,1"));
    EXPECT_THAT(lines("time-on-task", {{"by", "day"}, {"since", "2026-02-01"}}), ElementsAre("2026-02-10,300000,1"));
}

TEST_P(ReportsDbTest, CountsVerbsAndActivitiesOverTime) {
    EXPECT_THAT(lines("verbs", {{"activity", std::string(unit1)}}),
                ElementsAre(",http://adlnet.gov/expapi/verbs/attempted,,2", ",http://adlnet.gov/expapi/verbs/completed,,2",
                            ",http://adlnet.gov/expapi/verbs/terminated,,1"));
    EXPECT_THAT(lines("verbs", {{"verb", "http://adlnet.gov/expapi/verbs/completed"}, {"bucket", "month"}}),
                ElementsAre("2026-01-01,http://adlnet.gov/expapi/verbs/completed,,3", "2026-02-01,http://adlnet.gov/expapi/verbs/completed,,1"));
    EXPECT_THAT(lines("activities", {{"bucket", "week"}, {"activity", std::string(unit1)}}),
                ElementsAre("2026-01-05,http://example.com/1,,4,2,3600000", "2026-01-12,http://example.com/1,,1,0,0"));
    EXPECT_THAT(lines("activities", {{"since", "2026-01-07"}, {"until", "2026-02-01"}}),
                ElementsAre(",http://example.com/1,,2,1,0", ",http://example.com/2,,1,0,0", ",http://example.com/pause,,1,0,0"));
    EXPECT_THAT(lines("verbs", {{"since", "2026-01-12"}}),
                ElementsAre(",http://adlnet.gov/expapi/verbs/answered,,1", ",http://adlnet.gov/expapi/verbs/attempted,,2", ",http://adlnet.gov/expapi/verbs/completed,,1"));
    const auto busiest = db::run(activity_counts(*database, ask({}), "", 1));
    ASSERT_EQ(busiest.rows.size(), 1u);
    EXPECT_EQ(csv_lines(activity_columns(), busiest.rows), ",http://example.com/1,,5,2,3600000\r\n");
}

// Whatever a page holds, the pages together are the whole report.
TEST_P(ReportsDbTest, ComesInPages) {
    for (const auto& [report, query] : std::vector<std::pair<std::string_view, Query>>{
             {"activities", {}},
             {"activities", {{"bucket", "week"}}},
             {"activities", {{"since", "2026-01-06"}}},
             {"activities", {{"verb", "http://adlnet.gov/expapi/verbs/attempted"}}},
             {"verbs", {{"bucket", "day"}}},
             {"verbs", {{"bucket", "month"}, {"until", "2026-03-01"}}},
             {"completions", {{"by", "learner"}}},
             {"completions", {{"by", "activity"}, {"cohort", std::string(course)}}},
             {"time-on-task", {{"by", "activity"}}},
             {"time-on-task", {{"by", "learner"}}},
             {"time-on-task", {{"by", "day"}}}}) {
        const auto whole = lines(report, query, 1000);
        EXPECT_THAT(whole, SizeIs(testing::Ge(2)));
        for (const int limit : {1, 2, 3}) EXPECT_THAT(lines(report, query, limit), testing::ElementsAreArray(whole)) << limit;
        EXPECT_FALSE(db::run(form(report, query).page(*database, ask(query), "", 1)).after.empty());
    }
}

TEST_P(ReportsDbTest, AFunnelCountsWhoWentTheStepsInOrder) {
    const std::string begun = "http://adlnet.gov/expapi/verbs/completed|";
    EXPECT_THAT(lines("funnel", {{"step", std::string(unit1)}, {"step", begun + std::string(unit2)}}),
                ElementsAre("1,,http://example.com/1,3,1,1", "2,http://adlnet.gov/expapi/verbs/completed,http://example.com/2,1,0.3333333333333333,0.3333333333333333"));
    EXPECT_THAT(lines("funnel", {{"step", "http://adlnet.gov/expapi/verbs/attempted|"}, {"step", begun}, {"cohort", std::string(course)}}),
                ElementsAre("1,http://adlnet.gov/expapi/verbs/attempted,,2,1,1", "2,http://adlnet.gov/expapi/verbs/completed,,1,0.5,0.5"));
    EXPECT_THROW(lines("funnel", {{"step", std::string(unit1)}}), Error);
}

// Ann began unit 1 on the 5th of January, Bob on the 7th, Cid on the 12th.
TEST_P(ReportsDbTest, AllNumbersOfAnActivityAreOfThoseWhoBeganInTheRange) {
    const std::string unit(unit1);
    EXPECT_THAT(lines("completions", {{"by", "activity"}, {"activity", unit}, {"until", "2026-01-07"}}), ElementsAre("http://example.com/1,,1,1,1,1,0.9"));
    EXPECT_THAT(lines("completions", {{"by", "activity"}, {"activity", unit}, {"since", "2026-01-07"}}), ElementsAre("http://example.com/1,,2,1,0,0.5,"));
    EXPECT_THAT(lines("completions", {{"by", "activity"}, {"activity", unit}, {"since", "2030-01-01"}}), IsEmpty());
}

TEST_P(ReportsDbTest, TheIncompleteAreOfThoseWhoBeganInTheRange) {
    const std::string unit(unit1), cohort(course);
    EXPECT_THAT(lines("incomplete", {{"activity", unit}, {"since", "2026-01-12"}}), SizeIs(1));
    EXPECT_THAT(lines("incomplete", {{"activity", unit}, {"since", "2026-01-13"}}), IsEmpty());
    EXPECT_THAT(lines("incomplete", {{"activity", unit}, {"until", "2026-01-12"}}), IsEmpty());
    EXPECT_THAT(lines("incomplete", {{"activity", unit}, {"cohort", cohort}, {"since", "2026-01-12"}}), SizeIs(1));
    EXPECT_THAT(lines("incomplete", {{"activity", unit}, {"cohort", cohort}, {"since", "2026-01-13"}}), IsEmpty());
    EXPECT_THAT(lines("incomplete", {{"activity", std::string(unit2)}, {"cohort", cohort}, {"until", "2030-01-01"}}), IsEmpty());  // Cid has not begun it
}

TEST_P(ReportsDbTest, SumsTheTimeOfDaysByVerb) {
    const std::string completed = "http://adlnet.gov/expapi/verbs/completed";
    EXPECT_THAT(lines("time-on-task", {{"by", "day"}, {"activity", std::string(unit1)}, {"verb", completed}}),
                ElementsAre("2026-01-05,600000,1", "2026-01-07,0,1"));
    EXPECT_THROW(lines("time-on-task", {{"by", "day"}, {"verb", completed}}), Error);
}

// Of each form every parameter changes what comes, or is refused: an answer that passes one over is a wrong number.
TEST_P(ReportsDbTest, HonoursOrRefusesEachParameter) {
    const std::string unit(unit1);
    const Query all{{"activity", "http://example.com/none"}, {"verb", "http://example.com/none"}, {"cohort", "http://example.com/none"},
                    {"since", "2030-01-01"},                 {"until", "2020-01-01"},             {"bucket", "month"},
                    {"step", unit}};
    const std::map<std::string, Query> needs{{"incomplete", {{"activity", unit}}}, {"funnel", {{"step", unit}, {"step", std::string(unit2)}}}};
    for (const auto& report : reports())
        for (const auto& one : report.forms) {
            Query plain = needs.contains(std::string(report.name)) ? needs.at(std::string(report.name)) : Query{};
            if (!one.by.empty()) plain.emplace_back("by", one.by);
            const auto whole = lines(report.name, plain);
            ASSERT_FALSE(whole.empty()) << report.name << one.by;
            for (const auto& [name, value] : all) {
                auto query = plain;
                if (name == "activity") std::erase_if(query, [](const auto& member) { return member.first == "activity"; });
                if (name == "verb" && one.by == "day") query.emplace_back("activity", unit);
                query.emplace_back(name, value);
                if (one.has(name)) EXPECT_NE(lines(report.name, query), whole) << report.name << ' ' << one.by << ' ' << name;
                else EXPECT_THROW(form(report.name, query), Error) << report.name << ' ' << one.by << ' ' << name;
            }
        }
}

TEST_P(ReportsDbTest, ARefusalTellsWhichReportsHaveTheParameter) {
    try {
        form("completions", {{"verb", "http://example.com/v"}});
        FAIL();
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "the parameter verb: completions by=learner has none; those that have it: time-on-task by=activity, time-on-task by=day, verbs, activities");
    }
    EXPECT_THROW(form("verbs", {{"colour", "red"}}), Error);
    EXPECT_THROW(form("verbs", {{"by", "day"}}), Error);
    EXPECT_THROW(form("completions", {{"by", "day"}}), Error);
    EXPECT_THROW(form("verbs", {{"verb", "http://example.com/v"}, {"verb", "http://example.com/w"}}), Error);
}

TEST_P(ReportsDbTest, RefusesWhatDoesNotFit) {
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"activity", "x"}, {"cohort", "{}"}, {"since", "yesterday"}, {"bucket", "hour"}, {"step", "|"}})
        EXPECT_THROW(ask({{name, value}}), Error) << name;
    EXPECT_THROW(ask({{"since", "2026-01-02"}, {"until", "2026-01-01"}}), Error);
    EXPECT_THROW(read_after("1"), Error);
}

}  // namespace
}  // namespace lrs
