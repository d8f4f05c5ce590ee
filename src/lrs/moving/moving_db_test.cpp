#include <gmock/gmock.h>

#include <sstream>

#include "lrs/lrs_test_support.hpp"
#include "lrs/movers.hpp"
#include "lrs/moving/export.hpp"
#include "lrs/moving/intake.hpp"

namespace lrs {
namespace {

class MovingDbTest : public LrsDbTest {
protected:
    static std::string line(const std::string& id, std::string_view more = "") {
        return R"({"id":")" + id + R"(","actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://x/did"},"object":{"id":"http://x"})" + std::string(more) + "}\n";
    }
    TakenLines import(const std::string& text, const OrgId& into = org) {
        std::istringstream lines(text);
        const auto problem = [this](std::int64_t number, const std::string& pointer, const std::string&) { problems.push_back(std::to_string(number) + pointer); };
        return import_lines(lrs, into, lines, problem, [](const TakenLines&) {});
    }
    std::string exported(const OrgId& from = org, std::optional<std::string> columns = {}) {
        std::ostringstream out;
        export_lines(lrs, from, columns, out);
        return out.str();
    }

    std::vector<std::string> problems;
};
OT_ON_EACH_ENGINE(MovingDbTest);

TEST_P(MovingDbTest, TakesEachStatementOnce) {
    const auto a = new_uuid(), b = new_uuid();
    const auto text = line(a) + line(b) + line(a) + "\n" + R"({"actor":{"mbox":"mailto:b@example.com"},"verb":{"id":"http://x/did"},"object":{"id":"http://x"}})";
    const auto first = import(text), second = import(text);
    EXPECT_EQ(first.stored, 3);
    EXPECT_EQ(first.known, 1);
    EXPECT_EQ(second.stored, 0);
    EXPECT_EQ(second.known, 4);
    EXPECT_TRUE(problems.empty());
}

TEST_P(MovingDbTest, NamesWhatItDoesNotTake) {
    const auto a = new_uuid();
    auto different = line(a);
    different.replace(different.find("http://x/did"), 12, "http://x/was");
    const auto taken = import(line(a) + different + "{}\n[\n" + line(new_uuid(), R"(,"timestamp":"soon")") + line(new_uuid()));
    EXPECT_EQ(taken.stored, 2);
    EXPECT_EQ(taken.refused, 4);
    EXPECT_THAT(problems, testing::UnorderedElementsAre("2/id", "3", "4/0", "5/timestamp"));
}

TEST_P(MovingDbTest, KeepsAuthorityAndIdOfWhatItTakes) {
    const auto a = new_uuid();
    import(line(a, R"(,"authority":{"objectType":"Agent","mbox":"mailto:store@example.com"},"stored":"2020-01-01T00:00:00Z")"));
    const auto out = exported();
    EXPECT_THAT(out, testing::HasSubstr(R"("authority":{"objectType":"Agent","mbox":"mailto:store@example.com"})"));
    EXPECT_THAT(out, testing::Not(testing::HasSubstr("2020-01-01")));
    EXPECT_EQ(out.substr(7, 36), a);
}

TEST_P(MovingDbTest, ShowsNoOrganisationWhatIsAnothers) {
    import(line(new_uuid()));
    EXPECT_EQ(exported(other_org), "");
    EXPECT_EQ(exported(other_org, "id"), "id\r\n");
    EXPECT_EQ(import(exported(), other_org).stored, 1);
}

TEST_P(MovingDbTest, WritesAttachmentsBeforeTheirStatements) {
    const std::string sha2 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";  // of "test"
    const auto content = R"({"attachment":{"sha2":")" + sha2 + R"(","contentType":"text/plain","base64url":"dGVzdA"}})" + "\n";
    import(content + line(new_uuid(), R"(,"attachments":[{"usageType":"http://u","display":{"en":"d"},"contentType":"text/plain","length":4,"sha2":")" + sha2 + R"("}])"));
    EXPECT_TRUE(exported().starts_with(content));
    EXPECT_EQ(import(R"({"attachment":{"sha2":"00","contentType":"text/plain","base64url":"dGVzdA"}})").refused, 1);
}

TEST_P(MovingDbTest, ExportsPageByPage) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += line(new_uuid(), R"(,"result":{"response":")" + std::string(8000, 'x') + "\"}");
    ASSERT_EQ(import(text).stored, 3000);
    std::string().swap(text);
    Export source(*database, {.org = org}, {});
    std::size_t bytes = 0;
    while (const auto piece = db::run(source.next())) bytes = std::max(bytes, piece->size());
    EXPECT_GT(bytes, 0u);
    EXPECT_LT(bytes, 3u << 20);
}

}  // namespace
}  // namespace lrs
