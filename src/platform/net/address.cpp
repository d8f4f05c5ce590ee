#include "platform/net/address.hpp"

#include <boost/url/parse.hpp>

#include "platform/error.hpp"

namespace net {

Address parse_address(const std::string& url, std::string_view scheme, int default_port) {
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed || parsed->scheme() != scheme || parsed->host().empty())
        throw Error(ErrorCode::invalid, std::string(scheme) + "://[user:password@]host[:port] expected");
    Address address{.host = parsed->host_address(), .user = parsed->user(), .password = parsed->password(), .path = parsed->path()};
    address.port = parsed->has_port() ? parsed->port_number() : default_port;
    return address;
}

}  // namespace net
