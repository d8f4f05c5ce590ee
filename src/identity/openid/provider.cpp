#include "identity/openid/provider.hpp"

#include <boost/describe/class.hpp>

#include <algorithm>

#include "platform/client/addresses.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace identity {

struct DiscoveryJson {
    std::string issuer, authorization_endpoint, token_endpoint;
    std::optional<std::vector<std::string>> token_endpoint_auth_methods_supported;
    std::optional<bool> authorization_response_iss_parameter_supported;
};
BOOST_DESCRIBE_STRUCT(DiscoveryJson, (),
                      (issuer, authorization_endpoint, token_endpoint, token_endpoint_auth_methods_supported, authorization_response_iss_parameter_supported))

namespace {
using namespace std::chrono_literals;
constexpr auto kept = 10min;
constexpr auto keys_refresh = 5s;
constexpr std::size_t most_known = 1000;

bool is_safe(const std::string& url, const std::string& issuer) {
    return client::is_web_url(url) && (url.starts_with("https://") || !issuer.starts_with("https://"));
}

// Discovery 1.0, 3: basic is what an issuer takes that says nothing.
ClientProof proof_of(const DiscoveryJson& read) {
    const auto& methods = read.token_endpoint_auth_methods_supported;
    const auto takes = [&](std::string_view name) { return std::ranges::find(*methods, name) != methods->end(); };
    return methods && !takes("client_secret_basic") && takes("client_secret_post") ? ClientProof::post : ClientProof::basic;
}
}  // namespace

ProviderPlaces read_places(std::string_view discovery, const std::string& issuer) {
    DiscoveryJson read;
    try {
        read = json::read<DiscoveryJson>(discovery);
    } catch (const Error& error) {
        throw Error(ErrorCode::upstream, "its discovery document cannot be used (" + error.pointer + ")");
    }
    if (read.issuer != issuer) throw Error(ErrorCode::upstream, "its discovery document is that of another issuer");
    if (!is_safe(read.authorization_endpoint, issuer) || !is_safe(read.token_endpoint, issuer))
        throw Error(ErrorCode::upstream, "its discovery document names no safe places");
    return {.issuer = issuer, .authorization = read.authorization_endpoint, .token = read.token_endpoint, .proof = proof_of(read),
            .says_issuer = read.authorization_response_iss_parameter_supported.value_or(false)};
}

std::optional<Providers::Known> Providers::known(const std::string& issuer) {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(issuer);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
}

Task<Provider> Providers::find(std::string issuer) {
    auto before = known(issuer);
    if (before && before->until > std::chrono::steady_clock::now()) co_return before->provider;
    auto places = read_places(co_await jose::fetch_document(client_, jose::discovery_url(issuer)), issuer);
    auto keys = before ? before->provider.keys : std::make_shared<jose::KeySet>(client_, issuer, keys_refresh);
    const Provider provider{std::move(places), std::move(keys)};
    const std::lock_guard lock(mutex_);
    if (known_.size() >= most_known) known_.clear();
    known_.insert_or_assign(issuer, Known{provider, timing::in(kept)});
    co_return provider;
}

}  // namespace identity
