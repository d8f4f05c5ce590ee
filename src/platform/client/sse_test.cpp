#include <gtest/gtest.h>

#include "platform/client/client.hpp"

namespace {

using client::ServerSentEvent;
using client::SseParser;

std::vector<std::string> shown(const std::vector<ServerSentEvent>& events) {
    std::vector<std::string> out;
    for (const auto& one : events) out.push_back(one.event + "|" + one.data + "|" + one.id);
    return out;
}

using Shown = std::vector<std::string>;

TEST(SseParser, ReadsTheStandardsShapes) {
    const std::vector<std::pair<std::string, Shown>> cases{
        {"data: a\n\n", {"|a|"}},
        {"data:a\ndata: b\n\n", {"|a\nb|"}},
        {"data:  two spaces\n\n", {"| two spaces|"}},
        {"event: ping\rdata: {}\r\r", {"ping|{}|"}},
        {"event: ping\r\ndata: {}\r\n\r\n", {"ping|{}|"}},
        {"id: 7\ndata: x\n\ndata: y\n\n", {"|x|7", "|y|7"}},
        {": keep-alive\n\ndata: x\n\n", {"|x|"}},
        {"\xEF\xBB\xBF" "data: x\n\n", {"|x|"}},
        {"event: lonely\n\ndata: x\n\n", {"|x|"}},
        {"data\n\n", {"||"}},
        {"data:\ndata:\n\n", {"|\n|"}},
        {"unknown: z\ndata: x\n\n", {"|x|"}},
        {"data: unfinished", {}},
        {"data: a:b\n\n", {"|a:b|"}},
    };
    for (const auto& [bytes, expected] : cases) {
        SseParser parser;
        EXPECT_EQ(shown(parser.feed(bytes)), expected) << bytes;
    }
}

TEST(SseParser, GivesTheSameEventsHoweverTheBytesAreCut) {
    const std::string bytes = "\xEF\xBB\xBF" "event: a\r\ndata: caf\xC3\xA9\r\ndata: \xF0\x9F\xA6\x89\r\n\r\n: c\r\rid: 1\ndata: z\n\n";
    SseParser whole;
    const auto expected = shown(whole.feed(bytes));
    ASSERT_EQ(expected.size(), 2u);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        SseParser parser;
        auto events = parser.feed(std::string_view(bytes).substr(0, cut));
        for (auto& one : parser.feed(std::string_view(bytes).substr(cut))) events.push_back(one);
        EXPECT_EQ(shown(events), expected) << "cut at " << cut;
    }
}

}  // namespace
