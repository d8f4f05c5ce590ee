#include "lrs/statement/validate.hpp"

#include <gmock/gmock.h>

#include "platform/error.hpp"

namespace lrs {
namespace {
using testing::HasSubstr;

constexpr std::string_view actor = R"("actor":{"mbox":"mailto:a@example.com"})";
constexpr std::string_view verb = R"("verb":{"id":"http://example.com/did"})";
constexpr std::string_view object = R"("object":{"id":"http://example.com/x"})";

std::string statement(std::string_view members) { return '{' + std::string(members) + '}'; }
std::string with(std::string_view more) { return statement(std::string(actor) + ',' + std::string(verb) + ',' + std::string(object) + ',' + std::string(more)); }
std::string about(std::string_view the_object) {
    return statement(std::string(actor) + ',' + std::string(verb) + R"(,"object":)" + std::string(the_object));
}
std::string by(std::string_view the_actor) {
    return statement(R"("actor":)" + std::string(the_actor) + ',' + std::string(verb) + ',' + std::string(object));
}
std::string defined(std::string_view definition) { return about(R"({"id":"http://example.com/x","definition":)" + std::string(definition) + '}'); }
std::string nested(std::string_view more) {
    return about(R"({"objectType":"SubStatement",)" + std::string(actor) + ',' + std::string(verb) + ',' + std::string(object) + ',' + std::string(more) + '}');
}

// "" when the statement is valid, else the pointer of the refusal and its words.
std::string verdict(const std::string& text, Version version) {
    try {
        const json::Document document(text);
        validate(document.root(), version);
        return "";
    } catch (const Error& refusal) {
        EXPECT_EQ(refusal.code, ErrorCode::invalid);
        return refusal.pointer + " " + refusal.detail;
    }
}
void valid(const std::string& text) {
    EXPECT_EQ(verdict(text, Version::v1_0_3), "") << text;
    EXPECT_EQ(verdict(text, Version::v2_0_0), "") << text;
}
void invalid(const std::string& text, std::string_view pointer, std::string_view id = "") {
    for (const auto version : {Version::v1_0_3, Version::v2_0_0}) {
        const auto said = verdict(text, version);
        EXPECT_THAT(said, testing::StartsWith(std::string(pointer) + ' ')) << text;
        EXPECT_THAT(said, HasSubstr(std::string(id))) << text;
    }
}

TEST(Validate, TakesTheSimplestStatement) {
    valid(with(R"("result":{},"context":{},"attachments":[])"));
    valid(statement(std::string(object) + ',' + std::string(verb) + ',' + std::string(actor)));
}

TEST(Validate, RefusesWhatIsNoStatement) {
    invalid("[]", "");
    invalid("{}", "", "XAPI-00003");
    invalid(statement(std::string(actor) + ',' + std::string(verb)), "", "object");
    invalid(with(R"("dummy":1)"), "/dummy", "XAPI-00010");
    invalid(with(R"("Version":"1.0.0")"), "/Version", "XAPI-00010");
    invalid(with(R"("result":null)"), "/result");
    invalid(with(R"("id":"8f87ccde-bb56-4c2e-ab83-44982ef22df0M")"), "/id", "XAPI-00030");
    invalid(with(R"("stored":"yesterday")"), "/stored", "XAPI-00123");
    invalid(with(R"("timestamp":"2023-05-04T16:00:00-00:00")"), "/timestamp", "XAPI-00123");
    invalid(with(R"("id":"8f87ccde-bb56-4c2e-ab83-44982ef22df0","id":"8f87ccde-bb56-4c2e-ab83-44982ef22df0")"), "/id");
}

TEST(Validate, KnowsAgentsAndGroups) {
    valid(by(R"({"objectType":"Agent","name":"A","account":{"homePage":"http://example.com","name":"1"}})"));
    valid(by(R"({"openid":"http://example.com/a"})"));
    valid(by(R"({"mbox_sha1sum":"ebd31e95054c018b10727ccffd2ef2ec3a016ee9"})"));
    valid(by(R"({"objectType":"Group","member":[{"mbox":"mailto:a@b.c"}]})"));
    valid(by(R"({"objectType":"Group","mbox":"mailto:g@b.c","name":"G"})"));
    invalid(by(R"({"name":"nobody"})"), "/actor", "XAPI-00034");
    invalid(by(R"({"mbox":"mailto:a@b.c","openid":"http://a.b/c"})"), "/actor", "XAPI-00034");
    invalid(by(R"({"mbox":"mailto:should.fail.com"})"), "/actor/mbox", "XAPI-00038");
    invalid(by(R"({"mbox_sha1sum":"123"})"), "/actor/mbox_sha1sum", "XAPI-00039");
    invalid(by(R"({"openid":"ab=c://should.fail.com"})"), "/actor/openid", "XAPI-00040");
    invalid(by(R"({"account":{"name":"1"}})"), "/actor/account", "XAPI-00042");
    invalid(by(R"({"account":{"homePage":"http://example.com","name":1}})"), "/actor/account/name", "XAPI-00006");
    invalid(by(R"({"objectType":"agent","mbox":"mailto:a@b.c"})"), "/actor/objectType", "XAPI-00031");
    invalid(by(R"({"objectType":"Group"})"), "/actor", "XAPI-00037");
    invalid(by(R"({"objectType":"Group","member":[{"objectType":"Group","mbox":"mailto:a@b.c"}]})"), "/actor/member/0/objectType");
    invalid(by(R"({"mbox":"mailto:a@b.c","member":[]})"), "/actor/member", "XAPI-00010");
    invalid(with(R"("authority":{"objectType":"Group","mbox":"mailto:g@b.c","member":[]})"), "/authority", "XAPI-00098");
    invalid(with(R"("authority":{"objectType":"Group","member":[{"mbox":"mailto:a@b.c"}]})"), "/authority", "XAPI-00098");
    valid(with(R"("authority":{"objectType":"Group","member":[{"mbox":"mailto:a@b.c"},{"openid":"http://a.b/c"}]})"));
}

TEST(Validate, KnowsActivities) {
    valid(defined(R"({"name":{"en":"x","zh-Hant":"y"},"type":"http://a.b/c","moreInfo":"http://a.b/d","extensions":{"http://a.b/e":null}})"));
    valid(defined(R"({"interactionType":"choice","correctResponsesPattern":["a[,]b"],"choices":[{"id":"a"},{"id":"b","description":{"en":"B"}}]})"));
    invalid(about(R"({"objectType":"Activity"})"), "/object", "XAPI-00047");
    invalid(about(R"({"id":"relative"})"), "/object/id", "XAPI-00011");
    invalid(about(R"({"objectType":"activity","id":"http://a.b/c"})"), "/object/objectType", "XAPI-00046");
    invalid(about(R"({"objectType":"activity","id":"http://a.b/c"})"), "/object/objectType", "found \"activity\"");
    invalid(defined(R"({"name":{"something":"x"}})"), "/object/definition/name/something", "XAPI-00121");
    invalid(defined(R"({"name":"x"})"), "/object/definition/name");
    invalid(defined(R"({"extensions":{"x":1}})"), "/object/definition/extensions/x");
    invalid(defined(R"({"interactionType":"true-faLse"})"), "/object/definition/interactionType", "XAPI-00049");
    invalid(defined(R"({"choices":[]})"), "/object/definition", "XAPI-00064");
    invalid(defined(R"({"interactionType":"choice","choices":[{"id":"a"},{"id":"a"}]})"), "/object/definition/choices", "XAPI-00058");
    invalid(defined(R"({"interactionType":"choice","choices":[{"description":{"en":"a"}}]})"), "/object/definition/choices/0", "XAPI-00058");
}

TEST(Validate, KnowsOtherObjects) {
    valid(about(R"({"objectType":"StatementRef","id":"8f87ccde-bb56-4c2e-ab83-44982ef22df0"})"));
    valid(about(R"({"objectType":"Agent","mbox":"mailto:a@b.c"})"));
    valid(nested(R"("timestamp":"2030-01-01T00:00:00Z")"));
    invalid(about(R"({"mbox":"mailto:a@b.c"})"), "/object/mbox");
    invalid(about(R"({"objectType":"StatementRef"})"), "/object", "XAPI-00072");
    invalid(about(R"({"objectType":"statementref","id":"8f87ccde-bb56-4c2e-ab83-44982ef22df0"})"), "/object/objectType", "XAPI-00046");
    invalid(nested(R"("id":"8f87ccde-bb56-4c2e-ab83-44982ef22df0")"), "/object/id", "XAPI-00010");
    invalid(nested(R"("authority":{"mbox":"mailto:a@b.c"})"), "/object/authority", "XAPI-00010");
    invalid(about(R"({"objectType":"SubStatement","actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://a.b/c"},"object":{"objectType":"SubStatement"}})"),
            "/object/object", "XAPI-00071");
    invalid(statement(std::string(actor) + R"(,"verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},)" + std::string(object)), "/object", "XAPI-00017");
}

TEST(Validate, KnowsResultsAndScores) {
    valid(with(R"("result":{"score":{"scaled":-1,"raw":5,"min":0,"max":5.5},"success":true,"completion":false,"response":"","duration":"PT1H","extensions":{}})"));
    invalid(with(R"("result":{"score":{"scaled":1.01}})"), "/result/score/scaled", "XAPI-00083");
    invalid(with(R"("result":{"score":{"scaled":-1.00001}})"), "/result/score/scaled", "XAPI-00083");
    invalid(with(R"("result":{"score":{"raw":"100"}})"), "/result/score/raw", "XAPI-00006");
    invalid(with(R"("result":{"score":{"min":2,"max":2}})"), "/result/score/min", "XAPI-00080");
    invalid(with(R"("result":{"score":{"raw":1,"min":2}})"), "/result/score/raw", "XAPI-00082");
    invalid(with(R"("result":{"score":{"raw":3,"max":2}})"), "/result/score/raw", "XAPI-00082");
    invalid(with(R"("result":{"success":"true"})"), "/result/success", "XAPI-00006");
    invalid(with(R"("result":{"duration":"PA1H0M0S"})"), "/result/duration", "XAPI-00124");
}

TEST(Validate, KnowsContexts) {
    valid(with(R"("context":{"registration":"8f87ccde-bb56-4c2e-ab83-44982ef22df0","revision":"1","platform":"x","language":"de-DE","instructor":{"mbox":"mailto:i@b.c"},
        "team":{"objectType":"Group","member":[]},"contextActivities":{"parent":{"id":"http://a.b/p"},"category":[{"id":"http://a.b/c"}]},
        "statement":{"objectType":"StatementRef","id":"8f87ccde-bb56-4c2e-ab83-44982ef22df0"}})"));
    invalid(with(R"("context":{"contextActivities":{"parents":[]}})"), "/context/contextActivities/parents", "XAPI-00093");
    invalid(with(R"("context":{"team":{"mbox":"mailto:i@b.c"}})"), "/context/team");
    invalid(with(R"("context":{"language":"a12345"})"), "/context/language", "XAPI-00013");
    invalid(with(R"("context":{"statement":{"id":"8f87ccde-bb56-4c2e-ab83-44982ef22df0"}})"), "/context/statement", "\"objectType\", found none");
    invalid(with(R"("context":{"registration":"x"})"), "/context/registration", "XAPI-00030");
    const std::string of_agent = R"({"objectType":"Agent","mbox":"mailto:a@b.c"},"context":)";
    invalid(about(of_agent + R"({"revision":"1"})"), "/context/revision", "XAPI-00084");
    invalid(about(of_agent + R"({"platform":"1"})"), "/context/platform", "00085");
}

TEST(Validate, KnowsAttachments) {
    const std::string good = R"({"usageType":"http://a.b/c","display":{"en":"x"},"contentType":"text/plain","length":3,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a","fileUrl":"http://a.b/d"})";
    valid(with(R"("attachments":[)" + good + ']'));
    for (const char* bad : {R"("length":"3")", R"("length":3.5)", R"("sha2":1)", R"("sha2":"495395e7")", R"("usageType":"x")", R"("contentType":1)", R"("contentType":"text")", R"("fileUrl":"x")"}) {
        const std::string name(std::string_view(bad).substr(1, std::string_view(bad).find(':') - 2));
        auto changed = good;
        const auto from = changed.find('"' + name + '"');
        changed.replace(from, std::min(changed.find(",\"", from), changed.size() - 1) - from, bad);
        invalid(with(R"("attachments":[)" + changed + ']'), "/attachments/0/" + name);
    }
    invalid(with(R"("attachments":[{}])"), "/attachments/0", "XAPI-00102");
}

TEST(Validate, TellsTheEditionsApart) {
    const auto agents = with(R"("context":{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b.c"},"relevantTypes":["http://a.b/c"]}]})");
    EXPECT_THAT(verdict(agents, Version::v1_0_3), HasSubstr("/context/contextAgents"));
    EXPECT_EQ(verdict(agents, Version::v2_0_0), "");
    EXPECT_NE(verdict(with(R"("context":{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b.c"},"relevantTypes":[]}]})"), Version::v2_0_0), "");
    EXPECT_NE(verdict(with(R"("context":{"contextGroups":[{"objectType":"contextAgent","group":{"objectType":"Group","member":[]}}]})"), Version::v2_0_0), "");
    EXPECT_THAT(verdict(with(R"("context":{"contextGroups":[{"objectType":"contextAgent","group":{"objectType":"Group","member":[]}}]})"), Version::v2_0_0),
                testing::StartsWith("/context/contextGroups/0/objectType "));
    EXPECT_THAT(verdict(with(R"("context":{"contextAgents":[{"agent":{"mbox":"mailto:a@b.c"}}]})"), Version::v2_0_0),
                HasSubstr("/context/contextAgents/0: expected the property \"objectType\""));
    EXPECT_EQ(verdict(with(R"("version":"1.0.9")"), Version::v2_0_0), "");
    EXPECT_THAT(verdict(with(R"("version":"2.0.0")"), Version::v1_0_3), HasSubstr("XAPI-00101"));
    invalid(with(R"("version":"0.9.9")"), "/version", "XAPI-00101");
    invalid(with(R"("version":"1.1.0")"), "/version", "XAPI-00101");
}

TEST(Validate, NotesWhatTheStoreMustKnow) {
    const std::string text = R"({"id":"8F87ccde-bb56-4c2e-ab83-44982ef22df0","actor":{"objectType":"Group","mbox":"mailto:g@B.C","member":[{"openid":"http://a.b/m"}]},
        "verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},"object":{"objectType":"StatementRef","id":"11111111-bb56-4c2e-ab83-44982ef22df0"},
        "context":{"instructor":{"account":{"homePage":"http://h.p","name":"n"}},"contextActivities":{"other":{"id":"http://a.b/o"}}}})";
    const json::Document document(text);
    const auto facts = validate(document.root(), Version::v1_0_3);
    ASSERT_EQ(facts.agents.size(), 3u);
    EXPECT_EQ(facts.agents[0].identity, "openid:http://a.b/m");
    EXPECT_EQ(facts.agents[1].identity, "mbox:mailto:g@b.c");
    EXPECT_EQ(facts.agents[1].relation, Relation::direct);
    EXPECT_EQ(facts.agents[2].identity, "account:n@http://h.p");
    EXPECT_EQ(facts.agents[2].relation, Relation::related);
    ASSERT_EQ(facts.activities.size(), 1u);
    EXPECT_EQ(facts.activities[0].relation, Relation::related);
    EXPECT_TRUE(facts.voids && facts.has_lone_activity);
    EXPECT_EQ(facts.target, "11111111-bb56-4c2e-ab83-44982ef22df0");
    EXPECT_EQ(facts.verb, "http://adlnet.gov/expapi/verbs/voided");
}

}  // namespace
}  // namespace lrs
