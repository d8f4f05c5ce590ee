#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"

// The vault (IDN-6): secrets of third parties, such as passwords of other record stores and client secrets, which this place must be able to show to
// those they are for. Each is a row of `vault_secrets`, encrypted with AES-256-GCM under a master key that the database does not hold. What opens a
// row is the key and the place that the row is for: a ciphertext moved to another row opens nothing. docs/vault.md is for operators.
namespace identity {

// Where master keys come from: of 32 bytes each, in base64 or hex, apart by line ends, blanks or commas. At most one of these is set; none: the file
// `vault.key` in the data directory, made with the first secret and readable by nobody else.
struct VaultConfig {
    std::string key;          // the keys themselves
    std::string key_file;     // a file that holds them
    std::string key_command;  // a command, for /bin/sh, that prints them: the client of a key management service
};

// What a secret is for, and of which row: {org, "lrs.forward", the id of the forward}.
struct SecretPlace {
    OrgId org;
    std::string purpose, id;
};

// Tokens that another system gave us (RFC 6749, 5.1).
struct ThirdPartyToken {
    std::string access, refresh;
    timing::Micros expires_at = 0;  // of `access`
};
// Asks the other system for the next ones. Error(unauthorized) when it takes the refresh token no more.
using RefreshToken = std::function<Task<ThirdPartyToken>(ThirdPartyToken)>;

struct VaultStatus {
    std::string source;                            // of the keys, in words
    std::string current;                           // id of the key that seals; "" before the first secret
    std::map<std::string, std::int64_t> secrets;   // how many are sealed by which key
    std::map<std::string, bool> held;              // of these keys: whether it is here
};

// One object serves all requests; `database` outlives it. Values are in no message and in no log. Where a key is needed that is not here,
// Error(unavailable) names it.
class Vault {
public:
    Vault(db::Database& database, VaultConfig config, const std::filesystem::path& data);
    ~Vault();
    // Reads the keys, and says in the log when the one that seals is not among them. Blocking, at start. Error when they are not to be had.
    void prepare();
    // While the event loops of those who wait for it still exist.
    void close();

    // Has the key that seals at hand, making the first one where that is ours to do: before a transaction that puts, which waits for no key.
    Task<void> ready();
    void ready_now();  // blocking, at start
    // Keeps a secret, in the transaction of the row it belongs to; the one before it is gone. Error(unavailable) when the key that seals is not at hand.
    void put(db::Transaction& tx, const SecretPlace& place, std::string_view value);
    void forget(db::Transaction& tx, const SecretPlace& place);
    bool holds(db::Transaction& tx, const SecretPlace& place);
    // nullopt: there is none.
    Task<std::optional<std::string>> find(SecretPlace place);

    void put(db::Transaction& tx, const SecretPlace& place, const ThirdPartyToken& token);
    // An access token that is good for another minute. Of all who want it at once, in all processes, one refreshes it and the others wait for
    // that; when that fails they hear of it too, and nobody asks again for five seconds. Error(not_found): there is none; Error(timeout).
    Task<std::string> access_token(SecretPlace place, RefreshToken refresh);

    // For commands; blocking, beside servers that run. Seals with the first of the configured keys from now on, and all secrets anew; when none is
    // configured, a new key goes into `vault.key` first. Every organisation's audit log tells of it. How many were sealed anew. Of several that are
    // under way at once, in all processes, one goes on and the others are Error(conflict).
    std::int64_t rotate();
    VaultStatus status();

private:
    struct State;
    Task<ThirdPartyToken> refresh(SecretPlace place, ThirdPartyToken old, std::string holder, const RefreshToken& refresh);
    std::unique_ptr<State> state_;
};

}  // namespace identity
