#include "admin/debug/debugging.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "platform/db/db_test_support.hpp"

namespace {

using testing::ElementsAre;

admin::Contract contract(std::string module, std::vector<std::string> endpoints) { return {std::move(module), "somebody", {"src/x/**"}, std::move(endpoints), "done"}; }

TEST(Progress, NamesWhatIsMissingUnclaimedAndClaimedTwice) {
    const auto progress = admin::compare({contract("a", {"GET /1", "GET /2"}), contract("b", {"GET /2", "GET /9"})}, {"GET /1", "GET /2", "GET /3"});
    EXPECT_THAT(progress.contracts[0].missing, ElementsAre());
    EXPECT_THAT(progress.contracts[1].missing, ElementsAre("GET /9"));
    EXPECT_THAT(progress.unclaimed, ElementsAre("GET /3"));
    EXPECT_THAT(progress.claimed_twice, ElementsAre("GET /2"));
}

// Every room of CMakeLists.txt has its contract in the program, and no contract is nobody's.
TEST(Progress, KnowsAContractForEachRoom) {
    std::vector<std::string> modules, rooms;
    for (const auto& built : admin::built_contracts()) modules.push_back(built.module);
    for (const auto& entry : std::filesystem::directory_iterator(OT_SOURCE_DIR "/src"))
        if (entry.is_directory() && entry.path().filename() != "cli") rooms.push_back(entry.path().filename());
    EXPECT_THAT(modules, testing::UnorderedElementsAreArray(rooms));
}

class TestReports : public testing::Test {
protected:
    std::string write(const char* text) {
        const auto path = (directory_.path() / "report.json").string();
        std::ofstream(path) << text;
        return path;
    }
    ErrorCode failure(const std::string& path) {
        try {
            admin::read_test_report(path);
        } catch (const Error& error) {
            return error.code;
        }
        return ErrorCode::internal;
    }

private:
    db::TemporaryDirectory directory_;
};

TEST_F(TestReports, AreReadAsCheckWritesThem) {
    const auto report = admin::read_test_report(write(R"({"preset":"dev","finished_at":"2026-11-22T03:00:00Z","passed":7,"failed":1,"steps":[{"name":"rooms","passed":1,"failed":0,"seconds":2}]})"));
    EXPECT_EQ(report.passed, 7);
    EXPECT_EQ(report.failed, 1);
    ASSERT_EQ(report.steps.size(), 1u);
    EXPECT_EQ(report.steps[0].name, "rooms");
}

TEST_F(TestReports, ThatAreNotThereOrNoneAreNotFound) {
    EXPECT_EQ(failure("/nowhere"), ErrorCode::not_found);
    EXPECT_EQ(failure(write("half a re")), ErrorCode::not_found);
    EXPECT_EQ(failure(write(R"({"passed":"many"})")), ErrorCode::not_found);
}

}  // namespace
