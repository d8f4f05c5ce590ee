#include "platform/http/origin.hpp"

#include <gtest/gtest.h>

#include "platform/error.hpp"

namespace http {
namespace {

TEST(Origin, IsTheOperatorsWordOrTheRequests) {
    const Request request{.method = "GET", .headers = {{"Host", "tutor.example:8790"}}};
    EXPECT_EQ(origin_of(request, "https://public.example"), "https://public.example");
    EXPECT_EQ(origin_of(request, ""), "http://tutor.example:8790");
    EXPECT_EQ(origin_of({.headers = {{"Host", "tutor.example"}, {"X-Forwarded-Proto", "https"}}}, ""), "https://tutor.example");
    EXPECT_THROW(origin_of({.headers = {{"Host", "evil.example/x?"}}}, ""), Error);
    EXPECT_THROW(origin_of({}, ""), Error);
}

TEST(Origin, ALocalPathLeadsNowhereElse) {
    for (const auto* fine : {"/", "/course/1?q=a%20b#x", "/ui/admin"}) EXPECT_TRUE(is_local_path(fine)) << fine;
    for (const auto* odd : {"", "x", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/a b", "\t/a", "javascript:alert(1)"})
        EXPECT_FALSE(is_local_path(odd)) << odd;
}

}  // namespace
}  // namespace http
