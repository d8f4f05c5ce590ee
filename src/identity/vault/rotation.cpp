#include "identity/audit.hpp"
#include "identity/sql.gen.hpp"
#include "identity/vault/state.hpp"

namespace identity {

namespace {
// One rotation at a time: two would seal each other's secrets anew for ever. Who dies leaves it to the others after a minute.
class Turn {
public:
    explicit Turn(db::Database& database) : database_(database) { keep(); }
    ~Turn() {
        try {
            database_.run_now(sql::end_rotation, {holder_});
        } catch (const std::exception&) {
            // It ends by itself.
        }
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    void keep() {
        const auto now = timing::now();
        if (database_.run_now(sql::claim_rotation, {holder_, now + lease, now}).affected() == 0)
            throw Error(ErrorCode::conflict, "The keys of the vault are being rotated already.");
    }

private:
    static constexpr timing::Micros lease = std::chrono::microseconds(std::chrono::minutes(1)).count();
    db::Database& database_;
    std::string holder_ = new_uuid();
};

// From now on it seals.
void choose(db::Database& database, const std::string& key_id) {
    database.run_blocking([&key_id](db::Transaction& tx) {
        tx.run(sql::set_vault_key, key_id);
        for (const auto& org : tx.run(sql::list_orgs))
            record(tx, {.org = org.id<OrgId>(0), .actor = {}, .credential = {}, .address = {}, .action = "vault.rotate", .kind = "vault_key", .subject = key_id});
    });
}

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

// `next` is told before each hundred.
std::int64_t Vault::State::reseal(const MasterKey& key, const std::function<void()>& next) {
    std::int64_t resealed = 0;
    SecretPlace after;
    for (auto old = next_of_other_keys(database, key.id, after); !old.empty(); old = next_of_other_keys(database, key.id, after)) {
        next();
        for (const auto& one : old) {
            const auto value = unseal(held(one.secret.key_id), one.place, one.secret);
            if (replace(database, one, seal(key, one.place, value))) ++resealed;
        }
        after = old.back().place;
    }
    return resealed;
}

std::int64_t Vault::rotate() {
    Turn turn(state_->database);
    if (state_->source.own()) state_->source.add();
    state_->reload();
    const auto key = state_->newest();
    choose(state_->database, key.id);
    std::int64_t all = 0;
    const auto keep_turn = [&turn] { turn.keep(); };
    // What a server has sealed with the old key meanwhile is met by another round.
    for (auto some = state_->reseal(key, keep_turn); some > 0; some = state_->reseal(key, keep_turn)) all += some;
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
