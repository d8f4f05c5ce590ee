#pragma once
#include <string>
#include <string_view>

namespace net {

// scheme://[user:password@]host[:port][/path]
struct Address {
    std::string host, user, password, path;
    int port = 0;
};
// Throws Error(invalid) for a URL that is none, or of another scheme.
Address parse_address(const std::string& url, std::string_view scheme, int default_port);

}  // namespace net
