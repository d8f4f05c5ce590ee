#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/client/client.hpp"
#include "platform/crypto/public_key.hpp"
#include "platform/db/completion.hpp"

namespace jose {

// A key by which an issuer signs.
struct SigningKey {
    std::string id;  // "" when it has none
    crypto::Signing by;
    crypto::PublicKey key;
};
// The keys of a JWK set (RFC 7517) for RS256 and ES256; others, and what is no key, are left out. Throws Error(invalid) when it is no set.
std::vector<SigningKey> read_key_set(std::string_view json);
// Where the keys of an issuer are, for who knows its discovery document already.
using FindKeys = std::function<Task<std::string>()>;

// The signing keys of one issuer, fetched when they are needed, kept for ten minutes, and asked for again when a token names one that is not among
// them, but at most once in `refresh`. While the issuer is away, what is known stays good for a day. Any thread.
class KeySet {
public:
    // Without `where`, the discovery document is asked for.
    KeySet(client::Client& client, std::string issuer, std::chrono::milliseconds refresh, FindKeys where = {})
        : client_(client), issuer_(std::move(issuer)), refresh_(refresh), where_(std::move(where)) {}

    // The key of this id; without one, the only key for the algorithm. Throws Error(unavailable) while nothing is known of the issuer.
    Task<std::optional<crypto::PublicKey>> find(std::string id, crypto::Signing by);

private:
    using Clock = std::chrono::steady_clock;
    using Keys = std::vector<SigningKey>;
    enum class Turn { none, fetch, wait };
    struct View {
        std::shared_ptr<const Keys> keys;
        Turn turn;
    };
    View look(const std::string& id, crypto::Signing by);
    Task<void> fetch();
    Task<Keys> fetch_keys();
    void conclude(std::optional<Keys> keys);
    Task<void> wait();

    client::Client& client_;
    std::string issuer_;
    std::chrono::milliseconds refresh_;
    FindKeys where_;
    std::mutex mutex_;
    std::shared_ptr<const Keys> keys_;  // null: nothing is known
    Clock::time_point known_since_{}, next_fetch_{};
    bool fetching_ = false;
    std::vector<db::Done> waiting_;
};

}  // namespace jose
