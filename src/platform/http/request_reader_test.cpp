#include "platform/http/request_reader.hpp"

#include <gtest/gtest.h>

#include "platform/http/target.hpp"

namespace {
using State = http::RequestReader::State;

http::RequestReader make_reader() {
    return http::RequestReader({.head = 2048, .fields = 20, .body = [](std::string_view, std::string_view) { return 100u; }});
}

// Feeds as a session does: what is not taken is given again with more behind it.
void feed(http::RequestReader& reader, std::string_view bytes, std::size_t step) {
    std::size_t begin = 0;
    for (std::size_t end = std::min(step, bytes.size());; end = std::min(end + step, bytes.size())) {
        for (std::size_t used = 1; used > 0 && begin < end;) begin += used = reader.feed(bytes.substr(begin, end - begin));
        if (end == bytes.size() || reader.state() == State::refused || reader.state() == State::complete) return;
    }
}

struct Hostile {
    std::string name, bytes;
    int status;
};
class HostileRequest : public testing::TestWithParam<Hostile> {};

TEST_P(HostileRequest, IsRefusedHoweverItIsCut) {
    for (const std::size_t step : {std::size_t(1), std::size_t(7), GetParam().bytes.size()}) {
        auto reader = make_reader();
        feed(reader, GetParam().bytes, step);
        ASSERT_EQ(reader.state(), State::refused) << "in steps of " << step;
        EXPECT_EQ(reader.refusal().status, GetParam().status) << reader.refusal().reason;
        EXPECT_FALSE(reader.keep_alive());
    }
}

std::string post(std::string_view headers, std::string_view body = "") {
    return "POST / HTTP/1.1\r\nHost: t\r\n" + std::string(headers) + "\r\n" + std::string(body);
}
std::string get(std::string_view target) { return "GET " + std::string(target) + " HTTP/1.1\r\nHost: t\r\n\r\n"; }
std::string repeat(std::string_view text, int times) {
    std::string out;
    while (times-- > 0) out += text;
    return out;
}

INSTANTIATE_TEST_SUITE_P(
    Table, HostileRequest,
    testing::Values(
        Hostile{"LengthAndChunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        Hostile{"ChunksAndLength", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), 400},
        Hostile{"TwoLengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"), 400},
        Hostile{"TwoEqualLengths", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400},
        Hostile{"ListOfLengths", post("Content-Length: 5, 5\r\n", "hello"), 400},
        Hostile{"NegativeLength", post("Content-Length: -5\r\n", "hello"), 400},
        Hostile{"SignedLength", post("Content-Length: +5\r\n", "hello"), 400},
        Hostile{"HexLength", post("Content-Length: 0x5\r\n", "hello"), 400},
        Hostile{"HugeLength", post("Content-Length: 99999999999999999999999\r\n"), 400},
        Hostile{"LengthBeyondLimit", post("Content-Length: 101\r\n"), 413},
        Hostile{"ChunksBeyondLimit", post("Transfer-Encoding: chunked\r\n", "65\r\n" + std::string(101, 'x')), 413},
        Hostile{"ManyChunksBeyondLimit", post("Transfer-Encoding: chunked\r\n", repeat("a\r\n0123456789\r\n", 11)), 413},
        Hostile{"ChunkSizeOverflow", post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n"), 400},
        Hostile{"ChunkSizeNoHex", post("Transfer-Encoding: chunked\r\n", "5z\r\nhello\r\n0\r\n\r\n"), 400},
        Hostile{"ChunkBareLineFeed", post("Transfer-Encoding: chunked\r\n", "5\nhello\r\n0\r\n\r\n"), 400},
        Hostile{"ChunkLongerThanSaid", post("Transfer-Encoding: chunked\r\n", "3\r\nhello\r\n0\r\n\r\n"), 400},
        Hostile{"ChunkExtensionFlood", post("Transfer-Encoding: chunked\r\n", "5;" + std::string(5000, 'x')), 400},
        Hostile{"OtherCoding", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501},
        Hostile{"HiddenCoding", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501},
        Hostile{"TwoCodings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        Hostile{"CodingInHttp10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        Hostile{"BareLineFeeds", "GET / HTTP/1.1\nHost: t\n\n", 400},
        Hostile{"OneBareLineFeed", "GET / HTTP/1.1\r\nHost: t\nX: y\r\n\r\n", 400},
        Hostile{"FoldedLine", post("X: a\r\n b\r\nContent-Length: 0\r\n"), 400},
        Hostile{"FoldedWithTab", post("X: a\r\n\tb\r\n"), 400},
        Hostile{"BlankBeforeColon", post("Content-Length : 5\r\n", "hello"), 400},
        Hostile{"NulInValue", post(std::string_view("X: a\0b\r\n", 8)), 400},
        Hostile{"ReturnInValue", post("X: a\rb\r\n"), 400},
        Hostile{"NoHost", "GET / HTTP/1.1\r\n\r\n", 400},
        Hostile{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Hostile{"OtherVersion", "GET / HTTP/2.0\r\nHost: t\r\n\r\n", 505},
        Hostile{"TlsHello", "\x16\x03\x01\x02\r\n\r\n", 400},
        Hostile{"LongTarget", "GET /" + std::string(3000, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n", 414},
        Hostile{"LongHeader", post("X: " + std::string(3000, 'a') + "\r\n"), 431},
        Hostile{"ManyHeaders", post(repeat("a: b\r\n", 30)), 431},
        Hostile{"Traversal", get("/../etc/passwd"), 400}, Hostile{"EncodedTraversal", get("/%2e%2e/etc/passwd"), 400},
        Hostile{"HalfEncodedTraversal", get("/a/.%2E/b"), 400}, Hostile{"EncodedSlash", get("/..%2fetc"), 400},
        Hostile{"Backslash", get("/..%5cetc"), 400}, Hostile{"EncodedNul", get("/a%00.html"), 400},
        Hostile{"BrokenEscape", get("/%zz"), 400}, Hostile{"BrokenUtf8", get("/%c3%28"), 400},
        Hostile{"OverlongDots", get("/%c0%ae%c0%ae/"), 400}, Hostile{"EmptyPart", get("//evil.test/"), 400},
        Hostile{"BrokenQuery", get("/?q=%ff"), 400}, Hostile{"Connect", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 400}),
    [](const auto& info) { return info.param.name; });

TEST(RequestReader, ReadsRequestsOneAfterAnother) {
    auto reader = make_reader();
    const std::string first = "\r\nPOST /a%20b?x=1+2&y HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello";
    const std::string both = first + get("/second");
    EXPECT_LT(reader.feed(both), first.size());
    reader.feed(std::string_view(both).substr(first.size() - 5));
    ASSERT_EQ(reader.state(), State::complete);
    EXPECT_EQ(reader.request().path, "/a b");
    EXPECT_EQ(reader.request().parameter("x"), "1 2");
    EXPECT_EQ(reader.request().parameter("y"), "");
    EXPECT_EQ(reader.request().body, "hello");
    reader.reset();
    reader.feed(std::string_view(both).substr(first.size()));
    ASSERT_EQ(reader.state(), State::complete);
    EXPECT_EQ(reader.request().path, "/second");
    EXPECT_EQ(reader.request().body, "");
    EXPECT_FALSE(reader.request().parameter("x"));
}

TEST(RequestReader, SkipsEmptyLinesBeforeARequestHoweverTheyAreCut) {
    const auto bytes = "\r\n\r\n" + get("/a");
    for (std::size_t step = 1; step <= bytes.size(); ++step) {
        auto reader = make_reader();
        feed(reader, bytes, step);
        ASSERT_EQ(reader.state(), State::complete) << "in steps of " << step;
        EXPECT_EQ(reader.request().path, "/a");
    }
}

TEST(RequestReader, ReadsChunksHoweverTheyAreCut) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"0\r\n\r\n", ""}, {"0;a=b\r\nT: x\r\n\r\n", ""}, {"1\r\na\r\n4\r\nbcde\r\n0\r\n\r\n", "abcde"}};
    for (const auto& [chunks, body] : cases) {
        const auto bytes = post("Transfer-Encoding: chunked\r\n", chunks);
        for (std::size_t step = 1; step <= bytes.size(); ++step) {
            auto reader = make_reader();
            feed(reader, bytes, step);
            ASSERT_EQ(reader.state(), State::complete) << chunks << " in steps of " << step;
            EXPECT_EQ(reader.request().body, body);
        }
    }
}

TEST(RequestReader, DecodesOnceOnly) {
    EXPECT_EQ(http::parse_target("/%252e%252e/x")->path, "/%2e%2e/x");
    EXPECT_EQ(http::parse_target("http://t/x?q=%26")->query.at(0).second, "&");
}
}  // namespace
