#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "lrs/credentials/bearer_token.hpp"
#include "lrs/credentials/credential.hpp"
#include "platform/jose/key_set.hpp"

namespace lrs {

// The issuers whose bearer tokens are taken (RFC 6750). Any thread.
class Issuers {
public:
    // Without a client, as in commands, none is known. It outlives this object.
    Issuers(std::vector<Issuer> issuers, client::Client* client);
    bool any() const { return !known_.empty(); }

    struct Verified {
        Credential credential;
        std::int64_t expires;  // seconds since 1970
    };
    // Checks signature and claims. Throws Error(unauthorized) with the reason, Error(unavailable) while the issuer's keys are not to be had.
    Task<Verified> verify(std::string_view token);

private:
    struct Known {
        Issuer issuer;
        std::unique_ptr<jose::KeySet> keys;
    };
    const Known& issuer_of(const BearerToken& token) const;
    std::vector<Known> known_;
};

}  // namespace lrs
