#include "platform/config/config.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/error.hpp"

namespace config {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Described {
    std::string url = "default", token;
    int readers = 4;
    bool flag = false;
    std::chrono::milliseconds wait{150};
    Settings settings;

    Described() {
        settings.add("DATABASE_URL", url, "where");
        settings.add("ADMIN_TOKEN", token, "who", Secret::yes);
        settings.add("OT_READERS", readers, "how many", 1, 64);
        settings.add("OT_OVER_QUOTA", flag, "stop");
        settings.add("OT_PACE_MS", wait, "pace");
    }
};

std::string toml_of(const std::string& text) {
    const std::string path = testing::TempDir() + "config_test.toml";
    std::ofstream(path) << text;
    return path;
}

TEST(Config, KeepsDefaultsWhenNothingIsSet) {
    Described described;
    described.settings.load({}, "");
    EXPECT_EQ(described.url, "default");
    EXPECT_EQ(described.readers, 4);
}

TEST(Config, PutsTheEnvironmentOverTheFile) {
    Described described;
    described.settings.load({{"OT_READERS", "8"}}, toml_of("ot_readers = 2\ndatabase_url = 'postgres://x'\not_over_quota = true\n"));
    EXPECT_EQ(described.readers, 8);
    EXPECT_EQ(described.url, "postgres://x");
    EXPECT_TRUE(described.flag);
}

TEST(Config, NamesTheNearestSettingForAnUnknownKey) {
    Described described;
    try {
        described.settings.load({}, toml_of("ot_reader = 2\n"));
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.detail, HasSubstr("did you mean OT_READERS"));
    }
    EXPECT_THROW(described.settings.load({{"OT_REDERS", "2"}}, ""), Error);
}

TEST(Config, SaysWhatWasExpectedAndNeverShowsASecret) {
    Described described;
    for (const auto* bad : {"0", "65", "four", "4x", ""})
        EXPECT_THROW(described.settings.load({{"OT_READERS", bad}}, ""), Error) << bad;
    described.settings.load({{"ADMIN_TOKEN", "hunter2"}}, "");
    EXPECT_THAT(described.settings.effective(), Not(HasSubstr("hunter2")));
    EXPECT_THAT(described.settings.effective(), HasSubstr("ADMIN_TOKEN = ***"));
}

TEST(Config, PointsAtTheLineOfABrokenFile) {
    Described described;
    try {
        described.settings.load({}, toml_of("ot_readers = 2\nbroken = = 1\n"));
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.detail, HasSubstr(":2:"));
    }
}

}  // namespace
}  // namespace config
