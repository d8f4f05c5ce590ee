#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/client/client.hpp"
#include "platform/clock/clock.hpp"
#include "platform/jose/discovery.hpp"
#include "platform/jose/key_set.hpp"

namespace identity {

enum class ClientProof { basic, post };  // OpenID Connect Core 1.0, 9: how the client secret is shown

// What the discovery document of an issuer says (OpenID Connect Discovery 1.0, 3; RFC 8414).
struct ProviderPlaces {
    std::string issuer, authorization, token, keys;
    ClientProof proof = ClientProof::basic;
    bool says_issuer = false;  // adds `iss` to its answers (RFC 9207)
};
// Throws Error(upstream) when it names no places for people, or leads from https to http.
ProviderPlaces read_places(const jose::Discovery& read);

struct Provider {
    ProviderPlaces places;
    std::shared_ptr<jose::KeySet> keys;
};

// Issuers as they were found in the last ten minutes; their keys are looked after by KeySet. Any thread.
class Providers {
public:
    explicit Providers(client::Client& client) : client_(client) {}
    // Error(upstream) while it cannot be asked, or answers what cannot be used.
    Task<Provider> find(std::string issuer);

private:
    struct Known {
        Provider provider;
        timing::Deadline until;
    };
    std::optional<Known> known(const std::string& issuer);
    Task<std::string> keys_url(std::string issuer);

    client::Client& client_;
    std::mutex mutex_;
    std::unordered_map<std::string, Known> known_;
};

}  // namespace identity
