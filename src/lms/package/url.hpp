#pragma once
#include <string>
#include <string_view>
#include <vector>

// Pieces of URLs (RFC 3986) as courses write them. Pure.
namespace lms {

// In lower case; "" for a relative reference.
std::string scheme_of(std::string_view url);

// The parts of a unit's URL.
struct UrlParts {
    std::string scheme;  // "" for a file of the package
    std::string path;    // of a file: decoded, without "./"
    std::string before_query, query, fragment;  // as they are written, without "?" and "#"
};
UrlParts split_url(std::string_view url);
// Decoded, in order.
std::vector<std::string> query_names(std::string_view query);

}  // namespace lms
