#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

// The two halves of a request target, decoded.
struct Target {
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
};

// nullopt for what no honest client sends: an escape that is none, an encoded slash, backslash or NUL, "." and ".." parts,
// "//", text that is not UTF-8. What is decoded once is never decoded again.
std::optional<Target> parse_target(std::string_view target);

// The fields of an HTML form (application/x-www-form-urlencoded), in their order. nullopt as above.
using Fields = std::vector<std::pair<std::string, std::string>>;
std::optional<Fields> parse_form(std::string_view body);

}  // namespace http
