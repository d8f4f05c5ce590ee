#include "platform/archive/archive.hpp"

#include <gmock/gmock.h>

#include "platform/archive/archive_fixture.hpp"
#include "platform/error.hpp"

namespace archive {
namespace {

ErrorCode refusal_of(std::string_view bytes, const Limits& limits) {
    try {
        Zip zip("a.zip", bytes, limits);
    } catch (const Error& error) {
        return error.code;
    }
    return ErrorCode::internal;
}

TEST(ZipTest, ReadsMembersByName) {
    const auto bytes = make_zip({{"a.txt", "one"}, {"b/c.txt", "two"}});
    Zip zip("a.zip", bytes, {});
    EXPECT_THAT(zip.names(), testing::ElementsAre("a.txt", "b/c.txt"));
    EXPECT_EQ(zip.read("b/c.txt"), "two");
    EXPECT_THROW(zip.read("c.txt"), Error);
    EXPECT_THROW(zip.read("\xff"), Error);
}

TEST(ZipTest, RefusesWhatIsMoreThanItsLimits) {
    const auto many = make_zip({{"a", "1"}, {"b", "2"}, {"c", "3"}}), packed = make_zip({{"a", std::string(8 << 20, 'x')}});
    EXPECT_EQ(refusal_of(many, {.members = 2}), ErrorCode::too_large);
    EXPECT_EQ(refusal_of(many, {.bytes = 2}), ErrorCode::too_large);
    EXPECT_EQ(refusal_of(packed, {.ratio = 100}), ErrorCode::too_large);
    Zip zip("a.zip", many, {.member_bytes = 0});
    EXPECT_THROW(zip.read("a"), Error);
}

TEST(ZipTest, RefusesWhatIsDamaged) {
    const auto bytes = make_zip({{"a.txt", "one"}});
    for (std::size_t length = 1; length < bytes.size(); ++length) EXPECT_EQ(refusal_of(std::string_view(bytes).substr(0, length), {}), ErrorCode::invalid) << length;
}

TEST(ZipTest, RefusesAMemberWhoseChecksumDoesNotHold) {
    auto bytes = make_zip({{"a.txt", "one"}});
    bytes[bytes.find("one")] = 'O';
    Zip zip("a.zip", bytes, {});
    EXPECT_THROW(zip.read("a.txt"), Error);
}

}  // namespace
}  // namespace archive
