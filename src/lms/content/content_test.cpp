#include <gmock/gmock.h>

#include "lms/content/byte_range.hpp"
#include "lms/content/stand_ins.hpp"

namespace lms {
namespace {

std::string range(std::string_view header, std::size_t size = 10) {
    const auto found = byte_range(header, size);
    return found ? std::to_string(found->first) + "+" + std::to_string(found->length) : "whole";
}

TEST(ByteRangeTest, ReadsOneRangeOfBytes) {
    EXPECT_EQ(range("bytes=0-0"), "0+1");
    EXPECT_EQ(range("bytes=3-"), "3+7");
    EXPECT_EQ(range("bytes=3-99"), "3+7");
    EXPECT_EQ(range("bytes=-4"), "6+4");
    EXPECT_EQ(range("bytes=-40"), "0+10");
}

TEST(ByteRangeTest, KnowsWhatLiesOutside) {
    EXPECT_EQ(range("bytes=10-"), "0+0");
    EXPECT_EQ(range("bytes=-0"), "10+0");
    EXPECT_EQ(range("bytes=0-", 0), "0+0");
}

TEST(ByteRangeTest, PassesOverWhatItDoesNotRead) {
    for (const auto* header : {"", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,3-4", "items=0-1", "bytes=99999999999999999999-"}) EXPECT_EQ(range(header), "whole") << header;
}

TEST(StandInsTest, ComeAfterTheDocumentType) {
    const std::string tag = R"(<script src="/v1/cmi5/stand-ins.js"></script>)";
    EXPECT_EQ(with_stand_ins("<!DOCTYPE html><html>"), "<!DOCTYPE html>" + tag + "<html>");
    EXPECT_EQ(with_stand_ins(" <!-- a > b --> <?xml version='1.0'?>\n<!doctype html PUBLIC 'x'>\n<p>"), " <!-- a > b --> <?xml version='1.0'?>\n<!doctype html PUBLIC 'x'>" + tag + "\n<p>");
    EXPECT_EQ(with_stand_ins("\xEF\xBB\xBF<!doctype html>x"), "\xEF\xBB\xBF<!doctype html>" + tag + "x");
}

TEST(StandInsTest, ComeFirstWithoutOne) {
    const std::string tag = R"(<script src="/v1/cmi5/stand-ins.js"></script>)";
    EXPECT_EQ(with_stand_ins("<html>"), tag + "<html>");
    EXPECT_EQ(with_stand_ins(""), tag);
    EXPECT_EQ(with_stand_ins("<!-- unfinished"), tag + "<!-- unfinished");
    EXPECT_EQ(with_stand_ins("<!doctype html"), tag + "<!doctype html");
}

}  // namespace
}  // namespace lms
