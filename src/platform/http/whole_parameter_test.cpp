#include "platform/http/whole_parameter.hpp"

#include <gtest/gtest.h>

#include "platform/error.hpp"

namespace {

http::Request with(std::string value) {
    http::Request request;
    request.query = {{"limit", std::move(value)}};
    return request;
}
std::string refusal(const std::string& value, http::Whole may_be) {
    try {
        return "taken: " + std::to_string(http::whole_parameter(with(value), "limit", may_be));
    } catch (const Error& error) {
        return error.detail;
    }
}

TEST(WholeParameter, IsReadOrIsTheUsual) {
    EXPECT_EQ(http::whole_parameter(with("7"), "limit", {.usual = 50, .least = 1, .most = 200}), 7);
    EXPECT_EQ(http::whole_parameter(with("7"), "days", {.usual = 50, .least = 1, .most = 200}), 50);
    EXPECT_EQ(http::whole_parameter(with("-7"), "limit", {.least = -7}), -7);
}

TEST(WholeParameter, IsRefusedWithItsNameAndBounds) {
    for (const char* wrong : {"", "0", "201", "1.5", " 7", "7 ", "+7", "0x7", "7; DROP TABLE users", "99999999999999999999"})
        EXPECT_EQ(refusal(wrong, {.usual = 50, .least = 1, .most = 200}), "the parameter limit: expected a number from 1 to 200") << wrong;
    EXPECT_EQ(refusal("0", {}), "the parameter limit: expected a number from 1 on");
}

}  // namespace
