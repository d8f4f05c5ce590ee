#include "platform/id.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace {
TEST(Ids, AreVersion7AndRiseStrictlyOnEveryThread) {
    std::vector<std::string> ids[2];
    const auto make = [](std::vector<std::string>& out) {
        for (int i = 0; i < 20'000; ++i) out.push_back(new_uuid());
    };
    std::thread other(make, std::ref(ids[1]));
    make(ids[0]);
    other.join();
    for (const auto& made : ids) {
        EXPECT_TRUE(std::ranges::is_sorted(made));
        EXPECT_EQ(std::ranges::adjacent_find(made), made.end());
        EXPECT_EQ(made[0][14], '7');
        EXPECT_NE(std::string("89ab").find(made[0][19]), std::string::npos);
        EXPECT_TRUE(is_uuid(made[0]));
    }
    std::vector<std::string> common;
    std::ranges::set_intersection(ids[0], ids[1], std::back_inserter(common));
    EXPECT_TRUE(common.empty());
}

TEST(Ids, AreToldFromOtherText) {
    EXPECT_TRUE(is_uuid("0192F2A0-1234-7abc-8def-0123456789ab"));
    EXPECT_FALSE(is_uuid("0192f2a0-1234-7abc-8def-0123456789a"));
    EXPECT_FALSE(is_uuid("0192f2a0x1234-7abc-8def-0123456789ab"));
    EXPECT_FALSE(is_uuid("0192f2a0-1234-7abc-8def-0123456789ag"));
    const std::string id = "0192f2a0-1234-7abc-8def-0123456789ab";
    for (std::size_t at = 0; at < id.size(); ++at)
        for (int code = 0; code < 256; ++code) {
            auto changed = id;
            changed[at] = static_cast<char>(code);
            const auto letters = std::string_view(id[at] == '-' ? "-" : "0123456789abcdefABCDEF");
            EXPECT_EQ(is_uuid(changed), letters.contains(changed[at])) << changed;
        }
}
}  // namespace
