#pragma once
#include <string>
#include <utility>
#include <vector>

#include "identity/openid/provider.hpp"

namespace identity {

using Form = std::vector<std::pair<std::string_view, std::string>>;
std::string encode_form(const Form& form);  // application/x-www-form-urlencoded

// OpenID Connect Core 1.0, 3.1.3.1
struct CodeExchange {
    ProviderPlaces places;
    std::string client_id, client_secret;  // "" of a public client
    std::string code, redirect_uri, verifier;
    tracing::Context trace = {};  // of the request that brought the code
};
client::Request request_of(const CodeExchange& asked);
// Throws Error(unauthorized) when the issuer does not take the code, Error(upstream) when it does not answer, or not well.
Task<std::string> ask_for_id_token(client::Client& client, CodeExchange asked);

}  // namespace identity
