#include "platform/metrics/metrics.hpp"

#include <gmock/gmock.h>

namespace {
using testing::HasSubstr;

TEST(Metrics, CountsPerLabelSet) {
    metrics::counter("test_total", "A test", R"(kind="a")").add();
    metrics::counter("test_total", "A test", R"(kind="a")").add(2);
    metrics::counter("test_total", "A test", R"(kind="b")").add();
    EXPECT_THAT(metrics::exposition(),
                HasSubstr("# HELP test_total A test\n# TYPE test_total counter\ntest_total{kind=\"a\"} 3\ntest_total{kind=\"b\"} 1\n"));
}

TEST(Metrics, FillsHistogramsCumulatively) {
    auto& histogram = metrics::histogram("test_seconds", "A test");
    for (const double seconds : {0.001, 0.02, 500.0}) metrics::observe(histogram, seconds);
    const auto text = metrics::exposition();
    EXPECT_THAT(text, HasSubstr("test_seconds_bucket{le=\"0.001\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("test_seconds_bucket{le=\"0.025\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("test_seconds_bucket{le=\"60\"} 2\ntest_seconds_bucket{le=\"+Inf\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("test_seconds_count 3\n"));
}

TEST(Metrics, ReadsGaugesWhenAsked) {
    double depth = 1;
    metrics::gauge_callback("test_depth", "A test", "", [&] { return depth; });
    depth = 4;
    EXPECT_THAT(metrics::exposition(), HasSubstr("test_depth 4\n"));
    metrics::gauge_callback("test_depth", "A test", "", [] { return 0.0; });
}
}  // namespace
