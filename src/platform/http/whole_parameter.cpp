#include "platform/http/whole_parameter.hpp"

#include <fmt/format.h>

#include <charconv>

#include "platform/error.hpp"

namespace http {

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failure == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::int64_t whole_parameter(const Request& request, std::string_view name, Whole may_be) {
    const auto text = request.parameter(name);
    if (!text) return may_be.usual;
    const auto number = whole_number(*text);
    if (number && *number >= may_be.least && *number <= may_be.most) return *number;
    const bool open = may_be.most == Whole{}.most;
    throw Error(ErrorCode::invalid, fmt::format("the parameter {}: expected a number from {} {}", name, may_be.least, open ? "on" : "to " + std::to_string(may_be.most)));
}

}  // namespace http
