#include "lrs/statement/shape.hpp"

#include <gmock/gmock.h>

#include "lrs/statement/compare.hpp"

namespace lrs {
namespace {
using testing::ElementsAre;

TEST(Shape, OrdersLanguagesByQuality) {
    EXPECT_THAT(accepted_languages("de-AT, en;q=0.5, fr;q=0.9, it;q=0"),
                ElementsAre(LanguageRange{"de-at", 1}, LanguageRange{"fr", 0.9}, LanguageRange{"en", 0.5}, LanguageRange{"it", 0}));
    EXPECT_THAT(accepted_languages("EN;Q=0.5"), ElementsAre(LanguageRange{"en", 0.5}));
    EXPECT_TRUE(accepted_languages("").empty());
}

// The key of the language map that a reader with this header gets.
std::string shown(const std::string& header, const std::string& map) {
    const auto text = to_canonical(R"({"verb":{"id":"http://x","display":)" + map + "}}",
                                   {.definitions = {}, .displays = {}, .languages = accepted_languages(header)});
    const auto begin = text.find(R"("display":{")") + 12;
    return text.substr(begin, text.find('"', begin) - begin);
}

TEST(Shape, ShowsNoLanguageThatIsNotWantedWhileThereIsAnother) {
    const std::string both = R"({"en":"x","de":"x"})", british = R"({"en-GB":"x","en-US":"x","de":"x"})";
    EXPECT_EQ(shown("en;q=0, *;q=0.5", both), "de");
    EXPECT_EQ(shown("en;q=0", both), "de");
    EXPECT_EQ(shown("*, en;q=0.5", both), "de") << "which no other range names";
    EXPECT_EQ(shown("en, en-GB;q=0", british), "en-US");
    EXPECT_EQ(shown("en;q=0, en-US", british), "en-US");
    EXPECT_EQ(shown("*;q=0, de", british), "de");
    EXPECT_EQ(shown("*;q=0", both), "en") << "one is shown";
    EXPECT_EQ(shown("de-AT, en;q=0.5", both), "de");
    EXPECT_EQ(shown("", both), "en");
}

TEST(Shape, TakesOutWhatOnlyTheNewerEditionKnows) {
    EXPECT_EQ(to_1_0_3(R"({"actor":{},"context":{"contextAgents":[],"platform":"p","contextGroups":[]},"version":"2.0.0"})"),
              R"({"actor":{},"context":{"platform":"p"},"version":"1.0.0"})");
}

TEST(Shape, LeavesNoContextBehindThatSaysNothing) {
    const std::string newer = R"("context":{"contextAgents":[]})";
    EXPECT_EQ(to_1_0_3("{" + newer + R"(,"object":{"objectType":"SubStatement",)" + newer + R"(},"version":"2.0.0"})"),
              R"({"object":{"objectType":"SubStatement"},"version":"1.0.0"})");
    EXPECT_EQ(to_1_0_3(R"({"context":{},"object":{}})"), R"({"context":{},"object":{}})") << "the sender's own";
}

TEST(Shape, TakesSignaturesOffWhatItChangesAndNothingElse) {
    const std::string plain = R"({"usageType":"http://x/u"})", signature = R"({"usageType":"http://adlnet.gov/expapi/attachments/signature"})";
    const auto with = [&](const std::string& context) {
        return R"({"context":{)" + context + R"("platform":"p"},"attachments":[)" + signature + "," + plain + "]}";
    };
    EXPECT_EQ(to_1_0_3(with(R"("contextGroups":[],)")), R"({"context":{"platform":"p"},"attachments":[)" + plain + "]}");
    EXPECT_EQ(to_1_0_3(with("")), with(""));
    EXPECT_EQ(to_1_0_3(R"({"object":{"context":{"contextAgents":[]}},"attachments":[)" + signature + "]}"), R"({"object":{}})");
}

TEST(Shape, FindsTheAttachmentsOfASubStatementToo) {
    EXPECT_THAT(attachment_hashes(R"({"object":{"objectType":"SubStatement","attachments":[{"sha2":"b"},{"sha2":"c"}]},"attachments":[{"sha2":"a"}]})"),
                ElementsAre("a", "b", "c"));
    EXPECT_THAT(attachment_hashes(R"({"object":{"id":"http://x"}})"), testing::IsEmpty());
    EXPECT_THAT(attachments_of(R"({"object":[1],"attachments":[1,{}]})"), ElementsAre("{}"));
}

TEST(Compare, IgnoresWhatAStoreMayChange) {
    const std::string one = R"({"actor":{"objectType":"Group","member":[{"mbox":"mailto:a@b.c"},{"mbox":"mailto:d@b.c"}]},"verb":{"id":"http://a.b/v","display":{"en":"x"}},
        "object":{"id":"http://a.b/o","definition":{}},"result":{"score":{"raw":1.0},"duration":"PT1.239S"},"timestamp":"2023-05-04T12:00:00-05:00"})";
    EXPECT_TRUE(equivalent(one, R"({"id":"8f87ccde-bb56-4c2e-ab83-44982ef22df0","stored":"2023-05-04T17:00:00Z","actor":{"member":[{"mbox":"mailto:d@b.c"},{"mbox":"mailto:a@b.c"}],
        "objectType":"Group"},"verb":{"id":"http://a.b/v"},"object":{"objectType":"Activity","id":"http://a.b/o"},"result":{"duration":"PT1.23S","score":{"raw":1}},
        "timestamp":"2023-05-04T17:00:00Z"})"));
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"http://a.b/v", "http://a.b/w"}, {"1.0", "1.5"}, {"mailto:d@b.c", "mailto:e@b.c"},
                                                                                  {"-05:00", "-06:00"}, {"1.239S", "1.25S"}, {"\"result\"", "\"context\""}}) {
        auto changed = one;
        changed.replace(changed.find(from), from.size(), to);
        EXPECT_FALSE(equivalent(one, changed)) << from;
    }
}

// The statement with these members, against itself with the first `from` made `to`.
bool same_but_for(const std::string& members, const std::string& from, const std::string& to) {
    const auto one = R"({"actor":{"mbox":"mailto:Ann@b.example"},"verb":{"id":"http://a.b/v"},)" + members + "}";
    auto other = one;
    other.replace(other.find(from), from.size(), to);
    return equivalent(one, other) && equivalent(other, one);
}

TEST(Compare, IgnoresTheCaseOfWhatHasNone) {
    const std::string id = "8f87ccde-bb56-4c2e-ab83-44982ef22df0", capital = "8F87CCDE-BB56-4C2E-AB83-44982EF22DF0";
    const std::string ref = R"({"objectType":"StatementRef","id":")" + id + "\"}", object = R"("object":{"id":"http://a.b/o"})";
    EXPECT_TRUE(same_but_for(object, "b.example", "B.Example"));
    EXPECT_FALSE(same_but_for(object, "Ann@", "ann@"));
    EXPECT_FALSE(same_but_for(object, "http://a.b/o", "http://A.b/o"));
    EXPECT_TRUE(same_but_for("\"object\":" + ref, id, capital));
    for (const auto& members : {R"("registration":")" + id + "\"", "\"statement\":" + ref})
        EXPECT_TRUE(same_but_for(object + R"(,"context":{)" + members + "}", id, capital)) << members;
    EXPECT_TRUE(same_but_for(object + R"(,"context":{"language":"en-US"})", "en-US", "en-us"));
    const std::string member = R"({"objectType":"Group","member":[{"mbox":"mailto:x@c.example"}]})";
    for (const auto& members : {R"("object":)" + member, object + R"(,"context":{"team":)" + member + "}",
                                object + R"(,"context":{"contextGroups":[{"objectType":"contextGroup","group":)" + member + "}]}",
                                R"("object":{"objectType":"SubStatement","actor":)" + member + "," + object + "}"}) {
        EXPECT_TRUE(same_but_for(members, "c.example", "C.EXAMPLE")) << members;
        EXPECT_FALSE(same_but_for(members, "mailto:x", "mailto:y")) << members;
    }
    EXPECT_FALSE(same_but_for(object + R"(,"context":{"extensions":{"http://x":{"mbox":"mailto:x@c.example","language":"en-US"}}})", "c.example", "C.EXAMPLE"));
}

TEST(Compare, TakesDurationsAsTextsWithoutWhatIsBeyondHundredths) {
    for (const std::string version : {"1.0.3", "2.0.0"}) {
        const auto members = R"("object":{"id":"http://a.b/o"},"version":")" + version + R"(","result":{"duration":"PT60.239S"})";
        EXPECT_TRUE(same_but_for(members, "PT60.239S", "PT60.231S"));
        EXPECT_FALSE(same_but_for(members, "PT60.239S", "PT1M0.239S"));
    }
}

}  // namespace
}  // namespace lrs
