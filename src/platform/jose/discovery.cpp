#include "platform/jose/discovery.hpp"

#include <boost/describe/class.hpp>

#include "platform/client/addresses.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace jose {

BOOST_DESCRIBE_STRUCT(Discovery, (), (issuer, jwks_uri, authorization_endpoint, token_endpoint, token_endpoint_auth_methods_supported, authorization_response_iss_parameter_supported))

namespace {
constexpr std::chrono::seconds patience_for_a_document{5};
constexpr std::size_t longest_document = 512 << 10;

// Discovery 1.0, 4
std::string discovery_url(std::string_view issuer) {
    if (issuer.ends_with('/')) issuer.remove_suffix(1);
    return std::string(issuer) + "/.well-known/openid-configuration";
}
}  // namespace

bool is_safe_place(const std::string& url, const std::string& issuer) {
    return client::is_web_url(url) && (url.starts_with("https://") || !issuer.starts_with("https://"));
}

Discovery read_discovery(std::string_view text, const std::string& issuer) {
    Discovery read;
    try {
        read = json::read<Discovery>(text);
    } catch (const Error& error) {
        throw Error(ErrorCode::upstream, "its discovery document cannot be used (" + error.pointer + ")");
    }
    if (read.issuer != issuer) throw Error(ErrorCode::upstream, "its discovery document is that of another issuer");
    if (!is_safe_place(read.jwks_uri, issuer)) throw Error(ErrorCode::upstream, "its discovery document names no safe place of its keys");
    return read;
}

Task<Discovery> discover(client::Client& client, std::string issuer) {
    const auto text = co_await fetch_document(client, discovery_url(issuer));
    co_return read_discovery(text, issuer);
}

Task<std::string> fetch_document(client::Client& client, std::string url) {
    client::Request request{.url = std::move(url), .headers = {{"Accept", "application/json"}}, .first_byte_timeout = patience_for_a_document};
    request.deadline = timing::in(patience_for_a_document);
    request.response_limit = longest_document;
    auto answer = co_await client.fetch(std::move(request));
    if (!answer) throw Error(ErrorCode::upstream, answer.error().detail);
    if (answer->status != 200) throw Error(ErrorCode::upstream, "it answered with status " + std::to_string(answer->status));
    co_return std::move(answer->body);
}

}  // namespace jose
