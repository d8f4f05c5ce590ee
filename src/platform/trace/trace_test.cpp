#include "platform/trace/trace.hpp"

#include <gmock/gmock.h>

#include "platform/trace/span.hpp"

namespace tracing {
namespace {
constexpr std::string_view parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

class Tracing : public testing::Test {
protected:
    ~Tracing() override {
        sample(1);
        on_span(nullptr);
    }
};

TEST_F(Tracing, ReadsWhatTheCallerSays) {
    const auto context = Context::of(parent);
    EXPECT_EQ(context.trace_id(), "0af7651916cd43dd8448eb211c80319c");
    EXPECT_EQ(context.span_id(), "b7ad6b7169203331");
    EXPECT_TRUE(context.sampled());
    EXPECT_TRUE(context.has_span());
    EXPECT_EQ(context.traceparent(), parent);
}

TEST_F(Tracing, CountsWhatDoesNotFitTheStandardAsAbsent) {
    for (const auto* wrong : {"", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                              "00-00000000000000000000000000000000-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                              "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                              "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x"}) {
        const auto context = Context::of(wrong);
        EXPECT_FALSE(context.begun()) << wrong;
        EXPECT_EQ(context.trace_id(), "") << wrong;
        EXPECT_FALSE(context.sampled()) << wrong;
    }
}

TEST_F(Tracing, TakesALaterVersionAsItsOwnAndKeepsOnlyTheFlagsItKnows) {
    EXPECT_EQ(Context::of("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff-what comes later").traceparent(),
              "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03");
    EXPECT_EQ(Context::of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02").traceparent(), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02");
}

TEST_F(Tracing, GoesOnInTheTraceUnderAnIdOfItsOwn) {
    const auto caller = Context::of(parent), step = caller.next();
    EXPECT_EQ(step.trace_id(), caller.trace_id());
    EXPECT_NE(step.span_id(), caller.span_id());
    EXPECT_NE(step.span_id(), caller.next().span_id());
    EXPECT_TRUE(step.sampled());
    EXPECT_FALSE(Context::of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00").next().sampled()) << "the caller has decided";
}

TEST_F(Tracing, BeginsATraceWhereThereIsNone) {
    const auto first = Context().next();
    EXPECT_TRUE(Context::of(first.traceparent()) == first) << first.traceparent();
    EXPECT_NE(first.trace_id(), Context().next().trace_id());
}

TEST_F(Tracing, KnowsATraceWithoutAStepAbove) {
    const auto trace = Context::of_trace("0af7651916cd43dd8448eb211c80319c");
    EXPECT_TRUE(trace.begun());
    EXPECT_FALSE(trace.has_span());
    EXPECT_EQ(trace.next().trace_id(), trace.trace_id());
    EXPECT_TRUE(trace.next().has_span());
    EXPECT_FALSE(Context::of_trace("of a turn").begun());
}

TEST_F(Tracing, SamplesItsOwnTracesByTheirIds) {
    const auto low = "0af7651916cd43dd8400000000000001", high = "0af7651916cd43dd84ffffffffffffff";
    sample(0.5);
    EXPECT_TRUE(Context::of_trace(low).sampled());
    EXPECT_FALSE(Context::of_trace(high).sampled());
    EXPECT_TRUE(Context::of(parent).next().sampled()) << "the caller's decision stands";
    int sampled = 0;
    for (int i = 0; i < 4000; ++i) sampled += Context().next().sampled();
    EXPECT_NEAR(sampled, 2000, 300);
    sample(0);
    EXPECT_FALSE(Context::of_trace(low).sampled());
    sample(1);
    EXPECT_TRUE(Context::of_trace(high).sampled());
}

TEST_F(Tracing, TellsOfSpansWhileSomebodyListens) {
    const auto step = Context::of(parent).next();
    EXPECT_FALSE(wanted(step));
    int heard = 0;
    on_span([&heard](const Span& span, std::initializer_list<Attribute> attributes) {
        EXPECT_EQ(span.name, "a step");
        heard += static_cast<int>(attributes.size());
    });
    EXPECT_TRUE(wanted(step));
    EXPECT_FALSE(wanted(Context::of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00").next()));
    record({.context = step, .parent = {}, .kind = SpanKind::client, .name = "a step", .when = since(std::chrono::steady_clock::now())},
           {{"one", "1"}, {"two", 2}});
    EXPECT_EQ(heard, 2);
    on_span(nullptr);
    EXPECT_FALSE(wanted(step));
}

TEST_F(Tracing, MeasuresByTheClockThatDoesNotJump) {
    const auto when = since(std::chrono::steady_clock::now() - std::chrono::milliseconds(250));
    EXPECT_NEAR(static_cast<double>(when.end - when.begin), 250'000, 50'000);
    EXPECT_NEAR(static_cast<double>(timing::now() - when.end), 0, 1'000'000);
}
}  // namespace
}  // namespace tracing
