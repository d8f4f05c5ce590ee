#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace json {

// A step from the root to a value; a chain on the stack, made into text only when something is wrong.
struct Place {
    const Place* parent = nullptr;
    std::string_view key = {};
    std::size_t index = none;

    static constexpr std::size_t none = -1;
    std::string pointer() const;  // RFC 6901
};

// A reference token of RFC 6901: "~" and "/" escaped.
std::string escape_token(std::string_view key);

// Where and why a text is not the JSON we accept. Slow and exact: for the error path.
struct Flaw {
    std::string reason;
    std::string pointer;
    std::size_t line = 1, column = 1;
};
Flaw find_flaw(std::string_view text);

}  // namespace json
