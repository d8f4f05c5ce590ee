#pragma once
#include <string>
#include <string_view>

struct sockaddr;

namespace client {

// Whether an address belongs to the public Internet: not loopback, private, link-local, shared, multicast, documentation or
// reserved (RFC 6890), nor an IPv6 form that wraps such an IPv4 address. Anything but IPv4 and IPv6 is not.
bool is_public(const sockaddr& address);

// An http or https URL that names a host and no user. Its host may be a name: only connecting tells where that leads.
bool is_web_url(std::string_view url);
// Scheme, host and port as RFC 6454, 6.2, writes an origin: in lower case, without a port that the scheme implies. "" for what is no such URL.
std::string origin_of(std::string_view url);
// Whether a URL's host is this machine and cannot be another: localhost, an address of 127.0.0.0/8, or ::1, which may stand in brackets. Other names may
// lead anywhere, 127.example.com too.
bool is_this_machine(std::string_view host);
// Whether the URL's host is an address that is not public, or a name that never leaves this machine.
bool names_private_host(std::string_view url);

}  // namespace client
