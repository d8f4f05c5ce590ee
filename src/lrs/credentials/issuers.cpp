#include "lrs/credentials/issuers.hpp"

#include <algorithm>

#include "lrs/credentials/scopes.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
unsigned scopes_of(const BearerToken& token, const Issuer& issuer) {
    unsigned scopes = 0;
    for (const auto& name : token.scopes(issuer.scope_claim)) {
        const auto found = issuer.scopes.find(name);
        if (found != issuer.scopes.end()) scopes |= found->second;
        else if (issuer.scopes.empty()) scopes |= scope_named(name);
    }
    return scopes;
}

// Part 3, 4.1: a client that acts for itself is one agent; with a person who let it, there are two.
Credential credential_of(const BearerToken& token, const Issuer& issuer) {
    Credential who{.org = issuer.org, .id = token.client, .scopes = scopes_of(token, issuer), .limits = {}};
    who.issuer = issuer.url;
    if (token.subject != token.client) who.user = token.subject;
    return who;
}
}  // namespace

Issuers::Issuers(std::vector<Issuer> issuers, client::Client* client) {
    if (!client) return;
    for (auto& issuer : issuers) {
        auto keys = std::make_unique<jose::KeySet>(*client, issuer.url, issuer.refresh);
        known_.push_back({std::move(issuer), std::move(keys)});
    }
}

const Issuers::Known& Issuers::issuer_of(const BearerToken& token) const {
    const auto found = std::ranges::find_if(known_, [&](const Known& known) { return known.issuer.url == token.issuer; });
    if (found == known_.end()) throw jose::token_refused("its issuer is not known here");
    return *found;
}

Task<Issuers::Verified> Issuers::verify(std::string_view text) {
    const auto token = read_bearer_token(text);
    const auto& [issuer, keys] = issuer_of(token);
    check_claims(token, issuer, timing::now() / 1'000'000);
    const auto key = co_await keys->find(token.key_id, token.algorithm);
    if (!key) throw jose::token_refused("its key is not one of its issuer's");
    if (!key->verifies(token.algorithm, token.jws.signed_text, token.jws.signature)) throw jose::token_refused("its signature does not hold");
    co_return Verified{credential_of(token, issuer), token.expires};
}

}  // namespace lrs
