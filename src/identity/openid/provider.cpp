#include "identity/openid/provider.hpp"

#include <algorithm>

#include "platform/error.hpp"

namespace identity {

namespace {
using namespace std::chrono_literals;
constexpr auto kept = 10min;
constexpr auto keys_refresh = 5s;
constexpr std::size_t most_known = 1000;

// Discovery 1.0, 3: basic is what an issuer takes that says nothing.
ClientProof proof_of(const jose::Discovery& read) {
    const auto& methods = read.token_endpoint_auth_methods_supported;
    const auto takes = [&](std::string_view name) { return std::ranges::find(*methods, name) != methods->end(); };
    return methods && !takes("client_secret_basic") && takes("client_secret_post") ? ClientProof::post : ClientProof::basic;
}
}  // namespace

ProviderPlaces read_places(const jose::Discovery& read) {
    const auto authorization = read.authorization_endpoint.value_or(""), token = read.token_endpoint.value_or("");
    if (!jose::is_safe_place(authorization, read.issuer) || !jose::is_safe_place(token, read.issuer))
        throw Error(ErrorCode::upstream, "its discovery document names no safe places");
    return {.issuer = read.issuer, .authorization = authorization, .token = token, .keys = read.jwks_uri, .proof = proof_of(read),
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
    auto places = read_places(co_await jose::discover(client_, issuer));
    const auto where = [this, issuer] { return keys_url(issuer); };
    auto keys = before ? before->provider.keys : std::make_shared<jose::KeySet>(client_, issuer, keys_refresh, where);
    const Provider provider{std::move(places), std::move(keys)};
    const std::lock_guard lock(mutex_);
    if (known_.size() >= most_known) known_.clear();
    known_.insert_or_assign(issuer, Known{provider, timing::in(kept)});
    co_return provider;
}

Task<std::string> Providers::keys_url(std::string issuer) {
    const auto provider = co_await find(std::move(issuer));
    co_return provider.places.keys;
}

}  // namespace identity
