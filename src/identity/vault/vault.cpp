#include "identity/vault/state.hpp"

#include "identity/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/sealing.hpp"
#include "platform/log/log.hpp"

namespace identity {

namespace {
constexpr std::chrono::seconds between_reloads{5};  // that brought nothing

Error no_key(const std::string& id, const std::string& source) {
    return {ErrorCode::unavailable, "The vault's key " + id + " is not here (" + source + "). Please ask who runs this server; docs/vault.md says more."};
}

std::string netstring(std::string_view text) { return std::to_string(text.size()) + ':' + std::string(text) + ','; }
}  // namespace

SealedSecret sealed_secret_of(const db::Row& row) { return {row.text(0), row.text(1), row.text(2), row.integer(3)}; }

std::string associated_with(const SecretPlace& place, std::string_view key_id) {
    return "omnitutor.vault.1," + netstring(place.org.str()) + netstring(place.purpose) + netstring(place.id) + netstring(key_id);
}

SealedSecret seal(const MasterKey& key, const SecretPlace& place, std::string_view value) {
    return {.key_id = key.id, .sealed = crypto::to_base64(crypto::seal(key.bytes, value, associated_with(place, key.id))), .holder = {}};
}

std::string unseal(const MasterKey& key, const SecretPlace& place, const SealedSecret& secret) {
    auto value = crypto::unseal(key.bytes, crypto::from_base64(secret.sealed).value_or(""), associated_with(place, key.id));
    if (!value) throw Error(ErrorCode::internal, "A secret of the vault is not of the row it stands in.");
    return std::move(*value);
}

std::optional<MasterKey> Vault::State::known(const std::string& id) {
    const std::lock_guard lock(mutex);
    const auto* key = find_key(keys, id);
    return key ? std::optional(*key) : std::nullopt;
}

// When it fails, or brings nothing, the next one comes a while later.
bool Vault::State::claim_reload() {
    const std::lock_guard lock(mutex);
    if (next_reload > std::chrono::steady_clock::now()) return false;
    next_reload = timing::in(between_reloads);
    return true;
}

void Vault::State::keep(MasterKeys read) {
    const std::lock_guard lock(mutex);
    keys = std::move(read);
}

void Vault::State::reload() { keep(source.load()); }

void Vault::State::first() {
    auto read = source.load();
    keep(read.empty() && source.own() ? source.add() : std::move(read));
}

MasterKey Vault::State::held(const std::string& id) {
    if (auto key = known(id)) return std::move(*key);
    if (claim_reload()) reload();
    auto key = known(id);
    if (!key) throw no_key(id, source.words());
    const std::lock_guard lock(mutex);
    next_reload = {};
    return std::move(*key);
}

MasterKey Vault::State::newest() {
    const std::lock_guard lock(mutex);
    if (keys.empty()) throw Error(ErrorCode::unavailable, "There is no key in " + source.words() + '.');
    return keys.front();
}

MasterKey Vault::State::current(db::Transaction& tx) {
    auto rows = tx.run(sql::hold_vault_key);
    if (rows.empty()) {
        tx.run(sql::choose_vault_key, newest().id);
        rows = tx.run(sql::hold_vault_key);  // another process may have chosen before
    }
    auto key = known(rows[0].text(0));
    if (!key) throw no_key(rows[0].text(0), source.words());
    return std::move(*key);
}

Task<std::string> Vault::State::open(SecretPlace place, SealedSecret secret) {
    auto key = known(secret.key_id);
    if (!key) key = co_await reading.run([this, id = secret.key_id] { return held(id); });
    co_return unseal(*key, place, secret);
}

Task<std::optional<SealedSecret>> Vault::State::load(SecretPlace place) {
    const auto rows = co_await database.read(sql::find_secret, place.org, place.purpose, place.id);
    co_return rows.empty() ? std::nullopt : std::optional(sealed_secret_of(rows[0]));
}

Vault::Vault(db::Database& database, VaultConfig config, const std::filesystem::path& data) : state_(new State(database, std::move(config), data)) {}
Vault::~Vault() = default;
void Vault::close() { state_->reading.close(); }

void Vault::prepare() {
    state_->reload();
    const auto rows = state_->database.run_now(sql::find_vault_key);
    if (!rows.empty() && !state_->known(rows[0].text(0)))
        logging::error("vault.key_missing", {{"key", rows[0].text(0)}, {"source", state_->source.words()}});
}

Task<void> Vault::ready() {
    const auto rows = co_await state_->database.read(sql::find_vault_key);
    if (!rows.empty() && state_->known(rows[0].text(0))) co_return;
    co_await state_->reading.run([this] { ready_now(); });
}

void Vault::ready_now() {
    const auto rows = state_->database.run_now(sql::find_vault_key);
    if (rows.empty()) state_->first();
    else (void)state_->held(rows[0].text(0));
}

void Vault::put(db::Transaction& tx, const SecretPlace& place, std::string_view value) {
    const auto secret = seal(state_->current(tx), place, value);
    tx.run(sql::put_secret, place.org, place.purpose, place.id, secret.key_id, secret.sealed, timing::now());
}

void Vault::forget(db::Transaction& tx, const SecretPlace& place) { tx.run(sql::forget_secret, place.org, place.purpose, place.id); }

bool Vault::holds(db::Transaction& tx, const SecretPlace& place) { return tx.run(sql::find_secret, place.org, place.purpose, place.id).size() > 0; }

Task<std::optional<std::string>> Vault::find(SecretPlace place) {
    auto secret = co_await state_->load(place);
    if (!secret) co_return std::nullopt;
    co_return co_await state_->open(std::move(place), std::move(*secret));
}

}  // namespace identity
