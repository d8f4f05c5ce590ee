#include "lms/package/structure.hpp"

#include <gmock/gmock.h>

#include "lms/package/package.hpp"
#include "lms/package/url.hpp"
#include "platform/archive/archive_fixture.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lms {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view titles =
    R"(<title><langstring lang="en-US"> A title </langstring><langstring>Titel</langstring></title><description><langstring lang="en">About</langstring></description>)";

std::string text(std::string_view units, std::string_view before = "") {
    return R"(<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"><course id="https://x.example/c">)" + std::string(titles) + "</course>" +
           std::string(before) + std::string(units) + "</courseStructure>";
}
std::string au(std::string_view id, std::string_view attributes = "", std::string_view url = "https://x.example/a", std::string_view more = "") {
    return R"(<au id="https://x.example/)" + std::string(id) + "\" " + std::string(attributes) + '>' + std::string(titles) + "<url> " + std::string(url) + " </url>" +
           std::string(more) + "</au>";
}
std::string block(std::string_view id, std::string_view inner) {
    return R"(<block id="https://x.example/)" + std::string(id) + "\">" + std::string(titles) + std::string(inner) + "</block>";
}
std::string refusal_of(const std::string& xml) {
    try {
        read_structure(xml);
    } catch (const Error& error) {
        return error.detail;
    }
    return "";
}

TEST(StructureTest, ReadsWhatAUnitSays) {
    const auto structure = read_structure(text(au("a", R"(moveOn="CompletedOrPassed" masteryScore=" 0.8500 " launchMethod="OwnWindow" activityType="https://t.example/x")",
                                                  "https://x.example/a", "<launchParameters> p=1 </launchParameters><entitlementKey>k</entitlementKey>")));
    const auto& unit = structure.units.at(0);
    EXPECT_EQ(unit.id, "au-1");
    EXPECT_EQ(unit.publisher_id, "https://x.example/a");
    EXPECT_EQ(unit.move_on, MoveOn::CompletedOrPassed);
    EXPECT_EQ(unit.mastery_score, 0.85);
    EXPECT_EQ(unit.launch_method, LaunchMethod::OwnWindow);
    EXPECT_EQ(unit.url, "https://x.example/a");
    EXPECT_EQ(unit.launch_parameters, "p=1");
    EXPECT_EQ(unit.entitlement_key, "k");
    EXPECT_EQ(unit.title.at(0).text, "A title");
    EXPECT_EQ(unit.title.at(1).language, "und");
}

TEST(StructureTest, KnowsDefaults) {
    const auto unit = read_structure(text(au("a"))).units.at(0);
    EXPECT_EQ(unit.move_on, MoveOn::NotApplicable);
    EXPECT_EQ(unit.launch_method, LaunchMethod::AnyWindow);
    EXPECT_FALSE(unit.mastery_score || unit.launch_parameters || unit.entitlement_key || unit.activity_type);
}

TEST(StructureTest, KeepsTheOrderAndTheTree) {
    const auto structure = read_structure(text(block("b", au("a") + block("i", au("c"))) + au("d")));
    std::vector<std::string> seen;
    for (const auto& unit : structure.units) seen.push_back(unit.id + " in " + unit.parent.value_or("course"));
    EXPECT_THAT(seen, ElementsAre("block-1 in course", "au-1 in block-1", "block-2 in block-1", "au-2 in block-2", "au-3 in course"));
    EXPECT_EQ(find_au(structure, "block-1"), nullptr);
    EXPECT_EQ(find_au(structure, "au-2")->publisher_id, "https://x.example/c");
}

TEST(StructureTest, SurvivesItsOwnJson) {
    const auto structure = read_structure(text(block("b", au("a", R"(masteryScore="0.5")"))));
    const auto json = json::write(structure);
    EXPECT_EQ(json::write(json::read<Structure>(json)), json);
}

TEST(StructureTest, SaysWhereSomethingIsWrong) {
    EXPECT_THAT(refusal_of(text("\n\n" + block("b", au("a") + au("c", R"(moveOn="Never")")))),
                HasSubstr("cmi5.xml, line 3: /courseStructure/block[1]/au[2]/@moveOn: expected one of NotApplicable, Passed"));
    EXPECT_THAT(refusal_of(text(au("a", R"(masteryScore="1e-1")"))), HasSubstr("@masteryScore"));
    EXPECT_THAT(refusal_of(text(au("a", R"(masteryScore="nan")"))), HasSubstr("@masteryScore"));
    EXPECT_THAT(refusal_of(text(au("a") + au("a"))), HasSubstr("/au[2]/@id: expected an id that nothing else has"));
    EXPECT_THAT(refusal_of(std::string("\xff") + text(au("a"))), HasSubstr("UTF-8"));
}

TEST(StructureTest, RefusesUrlsThatLeaveThePackage) {
    for (const auto* url : {"../a", "a/../../b", "%2e%2e/a", "/etc/passwd", "javascript:alert(1)", "JavaScript://x", "data:text/html,x", "file:///etc/passwd", "a b", "a\\b", "", "http:a"})
        EXPECT_THAT(refusal_of(text(au("a", "", url))), HasSubstr("/url: expected an absolute URL")) << url;
    for (const auto* url : {"a", "./a", "a/b.html?x=..#/../y", "https://x.example", "app://open", "a..b/c"}) EXPECT_EQ(refusal_of(text(au("a", "", url))), "") << url;
}

TEST(PackageTest, NamesItsFilesAndReadsThem) {
    const auto bytes = archive::make_zip({{"cmi5.xml", text(au("a", "", "sub/a%20b.html?x"))}, {"sub/", ""}, {"sub/a b.html", "hi"}});
    Package package(bytes, {});
    EXPECT_THAT(package.files(), ElementsAre("sub/a b.html"));
    EXPECT_EQ(package.read("sub/a b.html"), "hi");
    EXPECT_EQ(package.structure().units.size(), 1u);
}

TEST(PackageTest, RefusesNamesThatAreNoPlainPaths) {
    const auto xml = text(au("a"));
    for (const auto* name : {"../x", "a/../../x", "/x", "a//x", "./x", "a\\x", "a\tx"})
        EXPECT_THROW(Package(archive::make_zip({{"cmi5.xml", xml}, {name, ""}}), {}), Error) << name;
}

TEST(UrlTest, SplitsAndDecodes) {
    const auto parts = split_url("./a%20b/c.html?x=1&y=%26#top?x");
    EXPECT_EQ(parts.path, "a b/c.html");
    EXPECT_EQ(parts.query, "x=1&y=%26");
    EXPECT_EQ(parts.fragment, "top?x");
    EXPECT_EQ(parts.scheme, "");
    EXPECT_EQ(split_url("App+1://x?y").scheme, "app+1");
    EXPECT_THAT(query_names("a=1&%66etch=2&&c"), ElementsAre("a", "fetch", "", "c"));
}

}  // namespace
}  // namespace lms
