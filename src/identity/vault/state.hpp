#pragma once
#include <mutex>

#include "identity/vault.hpp"
#include "identity/vault/master_keys.hpp"
#include "platform/pool/pool.hpp"

namespace identity {

// A row of vault_secrets.
struct SealedSecret {
    std::string key_id, sealed, holder;
    timing::Micros lease_until = 0;
};
SealedSecret sealed_secret_of(const db::Row& row);

// Binds a ciphertext to its row and its key.
std::string associated_with(const SecretPlace& place, std::string_view key_id);
SealedSecret seal(const MasterKey& key, const SecretPlace& place, std::string_view value);
// Throws Error(internal) when it is of another row or was changed.
std::string unseal(const MasterKey& key, const SecretPlace& place, const SealedSecret& secret);

struct Vault::State {
    State(db::Database& database, VaultConfig config, const std::filesystem::path& data)
        : database(database), source(std::move(config), data), reading(1) {}

    // Of those that were read already.
    std::optional<MasterKey> known(const std::string& id);
    // Reads the keys again when it is not among them, for a while not after that was in vain. Blocking. Throws Error(unavailable).
    MasterKey held(const std::string& id);
    bool claim_reload();
    void keep(MasterKeys read);
    void reload();
    // Has at least one key; of an own file, makes it. Blocking.
    void first();
    // The key that seals, which is among the known ones by now; the first secret of all chooses it.
    MasterKey current(db::Transaction& tx);
    MasterKey newest();
    Task<std::string> open(SecretPlace place, SealedSecret secret);
    Task<std::optional<SealedSecret>> load(SecretPlace place);
    std::int64_t reseal(const MasterKey& key, const std::function<void()>& next);

    db::Database& database;
    KeySource source;
    std::mutex mutex;
    MasterKeys keys;
    timing::Deadline next_reload{};
    pool::Pool reading;  // of keys, which may take a while
};

}  // namespace identity
