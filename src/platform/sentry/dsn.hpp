#pragma once
#include <string>

namespace sentry {

// Where a project takes envelopes, and the key that it wants.
struct Dsn {
    std::string endpoint, key;
};
// https://KEY@HOST[:PORT][/PATH]/PROJECT; Error(invalid) for anything else.
Dsn parse_dsn(const std::string& text);

}  // namespace sentry
