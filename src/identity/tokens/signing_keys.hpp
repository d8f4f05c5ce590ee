#pragma once
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/clock/clock.hpp"
#include "platform/crypto/private_key.hpp"
#include "platform/crypto/public_key.hpp"
#include "platform/db/database.hpp"

namespace identity {

// The keys of access tokens. Each process makes its own private key, which is stored nowhere, and shows the public half to the others in
// `signing_keys`. A new key follows after `signs_for`; the old one is accepted for as long as a token it has signed may live. Any thread.
class SigningKeys {
public:
    struct Signer {
        std::string id;
        crypto::PrivateKey key;
        timing::Micros until;
    };
    // The coordinates in base64url, as a JSON Web Key has them.
    struct Published {
        std::string id, x, y;
    };

    SigningKeys(db::Database& database, OrgId org, timing::Micros signs_for, timing::Micros token_life)
        : database_(database), org_(std::move(org)), signs_for_(signs_for), token_life_(token_life) {}

    // The key of this process that signs now.
    Task<std::shared_ptr<const Signer>> signer();
    // A key that is still accepted, of any process.
    Task<std::optional<crypto::PublicKey>> find(std::string id);
    Task<std::vector<Published>> published();

private:
    struct Accepted {
        crypto::PublicKey key;
        timing::Micros until;
    };
    Task<std::shared_ptr<const Signer>> make();
    std::optional<crypto::PublicKey> known(const std::string& id);

    db::Database& database_;
    OrgId org_;
    timing::Micros signs_for_, token_life_;
    std::mutex mutex_;
    std::shared_ptr<const Signer> signer_;
    std::unordered_map<std::string, Accepted> accepted_;
};

}  // namespace identity
