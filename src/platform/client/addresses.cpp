#include "platform/client/addresses.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

#include "platform/text/ascii.hpp"

namespace client {

namespace {
struct Block {
    std::uint32_t network;
    int bits;
};
constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0, std::uint32_t d = 0) { return a << 24 | b << 16 | c << 8 | d; }

// RFC 6890 and what has joined its registry.
constexpr std::array<Block, 16> special{{
    {v4(0, 0), 8}, {v4(10, 0), 8}, {v4(100, 64), 10}, {v4(127, 0), 8}, {v4(169, 254), 16}, {v4(172, 16), 12}, {v4(192, 0, 0), 24}, {v4(192, 0, 2), 24},
    {v4(192, 88, 99), 24}, {v4(192, 168), 16}, {v4(198, 18), 15}, {v4(198, 51, 100), 24}, {v4(203, 0, 113), 24}, {v4(224, 0), 4}, {v4(240, 0), 4},
    {v4(255, 255, 255, 255), 32},
}};

bool is_public_v4(std::uint32_t address) {
    return std::ranges::none_of(special, [address](const Block& block) { return (address ^ block.network) >> (32 - block.bits) == 0; });
}

std::uint32_t v4_at(const unsigned char* bytes) { return v4(bytes[0], bytes[1], bytes[2], bytes[3]); }

bool starts(const unsigned char* address, std::initializer_list<unsigned char> prefix) { return std::ranges::equal(prefix, std::span(address, prefix.size())); }

bool is_public_v6(const unsigned char* a) {
    if (starts(a, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF})) return is_public_v4(v4_at(a + 12));  // ::ffff:0:0/96, IPv4-mapped
    if (starts(a, {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) return is_public_v4(v4_at(a + 12));  // 64:ff9b::/96, NAT64
    if (starts(a, {0x20, 0x02})) return is_public_v4(v4_at(a + 2));                                    // 6to4
    if (starts(a, {0x20, 0x01, 0x0D, 0xB8})) return false;                                           // documentation
    if (starts(a, {0x20, 0x01}) && (a[2] & 0xFE) == 0) return false;                                 // 2001::/23, Teredo among them
    return (a[0] & 0xE0) == 0x20;                                                                    // 2000::/3 is all that is given out
}

std::string in_lower_case(boost::core::string_view part) { return text::lower_case({part.data(), part.size()}); }
}  // namespace

bool is_public(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        return is_public_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (address.sa_family != AF_INET6) return false;
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    return is_public_v6(v6.sin6_addr.s6_addr);
}

bool is_web_url(std::string_view url) {
    const auto parsed = boost::urls::parse_uri(url);
    return parsed && (parsed->scheme() == "http" || parsed->scheme() == "https") && !parsed->encoded_host().empty() && !parsed->has_userinfo();
}

std::string origin_of(std::string_view url) {
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed || parsed->encoded_host().empty()) return {};
    const auto scheme = in_lower_case(parsed->scheme()), origin = scheme + "://" + in_lower_case(parsed->encoded_host()), port = in_lower_case(parsed->port());
    return port.empty() || port == (scheme == "https" ? "443" : "80") ? origin : origin + ':' + port;
}

bool is_this_machine(std::string_view host) {
    if (text::equal_without_case(host, "localhost")) return true;
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const std::string address(host);
    in_addr v4{};
    if (inet_pton(AF_INET, address.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24 == IN_LOOPBACKNET;
    in6_addr v6{};
    return inet_pton(AF_INET6, address.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

bool names_private_host(std::string_view url) {
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed) return true;
    const std::string host = parsed->host_address();
    sockaddr_in v4{.sin_family = AF_INET};
    if (inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) return !is_public(reinterpret_cast<const sockaddr&>(v4));
    sockaddr_in6 v6{.sin6_family = AF_INET6};
    if (inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) == 1) return !is_public(reinterpret_cast<const sockaddr&>(v6));
    return host == "localhost" || host.ends_with(".localhost");
}

}  // namespace client
