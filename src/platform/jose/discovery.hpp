#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/client/client.hpp"

// What an issuer says of itself (OpenID Connect Discovery 1.0, 3; RFC 8414), as far as it is needed here.
namespace jose {

struct Discovery {
    std::string issuer, jwks_uri;
    std::optional<std::string> authorization_endpoint, token_endpoint;
    std::optional<std::vector<std::string>> token_endpoint_auth_methods_supported;
    std::optional<bool> authorization_response_iss_parameter_supported;  // RFC 9207
};
// Throws Error(upstream) with the reason: it cannot be read, is another issuer's, or names no safe place of the keys.
Discovery read_discovery(std::string_view text, const std::string& issuer);
Task<Discovery> discover(client::Client& client, std::string issuer);
// Whether this is a web address, and leads not from https to http.
bool is_safe_place(const std::string& url, const std::string& issuer);

// What an issuer has published, at most 512 KB of it within 5 s. Throws Error(upstream).
Task<std::string> fetch_document(client::Client& client, std::string url);

}  // namespace jose
