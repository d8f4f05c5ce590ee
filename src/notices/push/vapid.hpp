#pragma once
#include <mutex>
#include <string>
#include <unordered_map>

#include "platform/clock/clock.hpp"
#include "platform/crypto/private_key.hpp"

namespace notices {

// Says to push services who sends (RFC 8292): a token for each origin, signed with the key that browsers were subscribed for, good for 12 hours and
// used again for six. Any thread.
class Vapid {
public:
    // `contact` is where the sender can be reached: a mailto: or https: URI.
    Vapid(crypto::PrivateKey key, std::string contact) : key_(std::move(key)), contact_(std::move(contact)) {}

    // The public key in base64url, as PushManager.subscribe takes it.
    std::string public_key() const;
    // What stands in Authorization, for a push service of this origin.
    std::string authorization(const std::string& origin, timing::Micros now);

private:
    struct Signed {
        std::string words;
        timing::Micros until = 0;
    };
    Signed sign(const std::string& origin, timing::Micros now) const;

    crypto::PrivateKey key_;
    std::string contact_;
    std::mutex mutex_;
    std::unordered_map<std::string, Signed> signed_;
};

}  // namespace notices
