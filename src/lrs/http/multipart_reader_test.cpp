#include "lrs/http/multipart_reader.hpp"

#include <gtest/gtest.h>

#include "lrs/http/multipart_test_support.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {
namespace {
using Event = MultipartReader::Event;

// The parts as "HEAD-VALUE|CONTENT;", fed in steps of so many bytes.
std::string read(std::string_view body, std::size_t step) {
    MultipartReader reader("multipart/mixed; boundary=b");
    std::string out;
    while (true) {
        switch (reader.next()) {
            case Event::need_more:
                if (body.empty()) reader.refuse_end();
                reader.feed(body.substr(0, step));
                body.remove_prefix(std::min(step, body.size()));
                break;
            case Event::part: out += reader.header("x").value_or("-") + '|'; break;
            case Event::data: out += reader.data(); break;
            case Event::part_end: out += ';'; break;
            case Event::end: return out;
        }
    }
}

std::string refusal(std::string_view body, std::size_t step) {
    try {
        return "read: " + read(body, step);
    } catch (const Error& error) {
        return error.detail;
    }
}

TEST(MultipartReader, ReadsTheSameHoweverTheBytesCome) {
    const std::string body = "preamble\r\n--b\r\nX: 1\r\n\r\none\r\n--c\r\n-\r\n--b  \r\n\r\n\r\n--b\r\nX:2\r\nY:3\r\n\r\n\r\n\r\n--b--\r\nepilogue --b";
    for (std::size_t step = 1; step <= body.size(); ++step) EXPECT_EQ(read(body, step), "1|one\r\n--c\r\n-;-|;2|\r\n;") << step;
}

TEST(MultipartReader, TheFirstBoundaryNeedsNoLineBreak) {
    for (const std::size_t step : {1, 3, 100}) EXPECT_EQ(read("--b\r\nX:a\r\n\r\nc\r\n--b--", step), "a|c;");
}

TEST(MultipartReader, RefusesWhatHasNoEnd) {
    for (const std::size_t step : {1, 7, 1000}) {
        EXPECT_NE(refusal("no boundary at all", step).find("does not occur"), std::string::npos);
        EXPECT_NE(refusal("--b\r\nX:1\r\n\r\nwithout an end", step).find("closing boundary"), std::string::npos);
        EXPECT_NE(refusal("--b\r\nX:1\r\n--b--", step).find("end of its headers"), std::string::npos);
        EXPECT_NE(refusal("--b\r\n\r\n--b--", step).find("end of its headers"), std::string::npos);
        EXPECT_NE(refusal("--b\r\nX:" + std::string(20'000, 'x') + "\r\n\r\nc\r\n--b--", step).find("too large"), std::string::npos);
    }
}

TEST(MultipartReader, HoldsNoMoreThanItWasFed) {
    MultipartReader reader("multipart/mixed; boundary=b");
    reader.feed("--b\r\n\r\n");
    std::size_t bytes = 0;
    for (int i = 0; i < 1000; ++i) {
        reader.feed(std::string(10'000, 'x'));
        for (auto event = reader.next(); event != Event::need_more; event = reader.next())
            if (event == Event::data) bytes += reader.data().size();
        EXPECT_GT(bytes + 10'010, static_cast<std::size_t>(i + 1) * 10'000);
    }
}

TEST(Multipart, WritesWhatItReads) {
    const auto hash = crypto::sha2_hex(256, "bytes\r\n--b");
    const auto written = write_multipart("{\"a\":1}", {{hash, "text/plain", "bytes\r\n--b"}});
    const auto parts = read_multipart(written.content_type, written.body);
    EXPECT_EQ(parts.statements, "{\"a\":1}");
    ASSERT_EQ(parts.attachments.size(), 1u);
    EXPECT_EQ(parts.attachments[0].content, "bytes\r\n--b");
}
}  // namespace
}  // namespace lrs
