#include "identity/sql.gen.hpp"
#include "identity/vault/state.hpp"

namespace identity {

namespace {
struct OldSecret {
    SecretPlace place;
    SealedSecret secret;
};

OldSecret old_secret_of(const db::Row& row) {
    return {{row.id<OrgId>(0), row.text(1), row.text(2)}, {.key_id = row.text(3), .sealed = row.text(4), .holder = {}}};
}

std::vector<OldSecret> next_of_other_keys(db::Database& database, const std::string& key_id, const SecretPlace& after) {
    std::vector<OldSecret> old;
    const auto rows = database.run_now(sql::secrets_of_other_keys, {key_id, after.org.str(), after.purpose, after.id});
    for (const auto& row : rows) old.push_back(old_secret_of(row));
    return old;
}

// Whether it still was what was read.
bool replace(db::Database& database, const OldSecret& old, const SealedSecret& anew) {
    const auto& place = old.place;
    return database.run_now(sql::reseal_secret, {place.org.str(), place.purpose, place.id, old.secret.sealed, anew.key_id, anew.sealed}).affected() > 0;
}
}  // namespace

std::int64_t Vault::State::reseal(const MasterKey& key) {
    std::int64_t resealed = 0;
    SecretPlace after;
    for (auto old = next_of_other_keys(database, key.id, after); !old.empty(); old = next_of_other_keys(database, key.id, after)) {
        for (const auto& one : old) {
            const auto value = unseal(held(one.secret.key_id), one.place, one.secret);
            if (replace(database, one, seal(key, one.place, value))) ++resealed;
        }
        after = old.back().place;
    }
    return resealed;
}

std::int64_t Vault::rotate() {
    state_->reload();
    if (state_->source.own()) state_->source.add(), state_->reload();
    MasterKeys keys;
    {
        const std::lock_guard lock(state_->mutex);
        keys = state_->keys;
    }
    if (keys.empty()) throw Error(ErrorCode::unavailable, "There is no key in " + state_->source.words() + '.');
    state_->database.run_now(sql::set_vault_key, {keys.front().id});
    std::int64_t all = 0;
    // What a server has sealed with the old key meanwhile is met by another round.
    for (auto some = state_->reseal(keys.front()); some > 0; some = state_->reseal(keys.front())) all += some;
    return all;
}

VaultStatus Vault::status() {
    state_->reload();
    VaultStatus status{.source = state_->source.words(), .current = {}, .secrets = {}, .held = {}};
    const auto current = state_->database.run_now(sql::find_vault_key);
    if (!current.empty()) status.current = current[0].text(0), status.secrets[status.current] = 0;
    for (const auto& row : state_->database.run_now(sql::count_secrets)) status.secrets[row.text(0)] = row.integer(1);
    for (const auto& [id, count] : status.secrets) status.held[id] = state_->known(id).has_value();
    return status;
}

}  // namespace identity
