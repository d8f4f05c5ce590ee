#include "platform/archive/zip_writer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "platform/archive/archive.hpp"

namespace archive {
namespace {

const auto place = std::filesystem::temp_directory_path();

std::string all_of(const ZipWriter& zip) { return zip.read(0, zip.size()); }

TEST(ZipWriter, PacksMembersThatGrowInTurns) {
    ZipWriter zip(place);
    zip.append("a.json", "[1");
    zip.append("folder/ü.json", "[");
    zip.append("a.json", ",2]");
    zip.append("folder/ü.json", "]");
    zip.finish();
    const auto bytes = all_of(zip);
    Zip read("test", bytes, {});
    EXPECT_EQ(read.names(), (std::vector<std::string>{"a.json", "folder/ü.json"}));
    EXPECT_EQ(read.read("a.json"), "[1,2]");
    EXPECT_EQ(read.read("folder/ü.json"), "[]");
}

TEST(ZipWriter, PacksMuchMoreThanItHolds) {
    ZipWriter zip(place);
    const std::string line(1000, 'x');
    for (int i = 0; i < 2'000; ++i) zip.append("long.txt", line);
    zip.finish();
    EXPECT_LT(zip.size(), 20'000u);
    const auto bytes = all_of(zip);
    Zip read("test", bytes, {.ratio = 2000});
    EXPECT_EQ(read.read("long.txt").size(), 2'000'000u);
}

TEST(ZipWriter, LeavesNoNameBehind) {
    const auto empty = place / ("zip_writer_test." + std::to_string(getpid()));
    std::filesystem::create_directory(empty);
    ZipWriter zip(empty);
    zip.append("a", "b");
    zip.finish();
    EXPECT_TRUE(std::filesystem::is_empty(empty));
    std::filesystem::remove(empty);
}

TEST(ZipWriter, SaysWhenItCannotWrite) { EXPECT_THROW(ZipWriter("/nowhere/at/all"), std::exception); }

}  // namespace
}  // namespace archive
