#include "lrs/forwarding/forward.hpp"

#include <boost/json/serialize.hpp>

#include "lrs/sql.gen.hpp"
#include "platform/json/json.hpp"

namespace lrs {

namespace {
std::string_view name_of(TargetKind kind) { return kind == TargetKind::lrs ? "lrs" : "webhook"; }
}  // namespace

Forward forward_of(const db::Row& row) {
    Forward forward{.org = row.id<OrgId>(0), .id = row.text(1), .label = row.text(2)};
    forward.target = {.kind = row.text(3) == "lrs" ? TargetKind::lrs : TargetKind::webhook, .url = row.text(4), .username = row.text(5), .secret = {},
                      .version = version_named(row.text(6)).value_or(Version::v2_0_0)};
    forward.filter = json::read<ForwardFilter>(row.text(7));
    forward.paused = row.text(8) == "paused";
    forward.cursor = row.integer(9);
    forward.made_at = row.integer(10);
    forward.delivered = row.integer(11);
    forward.delivered_at = row.optional_integer(12);
    forward.failures = row.integer(13);
    forward.last_error = row.text(14);
    forward.retry_at = row.integer(15);
    return forward;
}

identity::SecretPlace secret_place(const OrgId& org, const std::string& id) { return {org, "lrs.forward", id}; }

namespace {
void insert(db::Transaction& tx, const Forward& forward) {
    const auto& target = forward.target;
    tx.run(sql::add_forward, forward.org, forward.id, forward.label, name_of(target.kind), target.url, target.username, to_string(target.version),
           json::write(forward.filter), forward.cursor, forward.made_at);
}

bool remove_all(db::Transaction& tx, identity::Vault& vault, const OrgId& org, const std::string& id) {
    vault.forget(tx, secret_place(org, id));
    tx.run(sql::delete_forward_letters, org, id);
    tx.run(sql::delete_notices, org, id);
    return tx.run(sql::delete_forward, org, id).affected() > 0;
}

// What a change tells of how many rows it met: recorded when it met any.
template <class Count>
Count recorded(db::Transaction& tx, const identity::Act& act, Count met) {
    if (met) identity::record(tx, act);
    return met;
}
}  // namespace

Task<void> Forwards::add(Forward forward, identity::Act act) {
    act.subject = forward.id;
    co_await vault_.ready();
    co_await database_.transact([forward, act, vault = &vault_](db::Transaction& tx) {
        insert(tx, forward);
        vault->put(tx, secret_place(forward.org, forward.id), forward.target.secret);
        identity::record(tx, act);
    });
}

void Forwards::keep_secrets() {
    if (!database_.run_now(sql::find_open_secrets).empty()) vault_.ready_now();
    database_.run_blocking([this](db::Transaction& tx) {
        for (const auto& row : tx.run(sql::find_open_secrets)) {
            const auto org = row.id<OrgId>(0);
            vault_.put(tx, secret_place(org, row.text(1)), row.text(2));
            tx.run(sql::forget_open_secret, org, row.text(1));
        }
    });
}

Task<std::vector<Forward>> Forwards::list(OrgId org) {
    std::vector<Forward> forwards;
    for (const auto& row : co_await database_.read(sql::list_forwards, org)) forwards.push_back(forward_of(row));
    co_return forwards;
}

Task<std::optional<Forward>> Forwards::find(OrgId org, std::string id) {
    const auto rows = co_await database_.read(sql::find_forward, org, id);
    if (rows.empty()) co_return std::nullopt;
    co_return forward_of(rows[0]);
}

Task<bool> Forwards::change(Forward forward, identity::Act act) {
    co_await vault_.ready();
    co_return co_await database_.transact([forward, act, vault = &vault_](db::Transaction& tx) {
        const auto& target = forward.target;
        const auto changed = tx.run(sql::change_forward, forward.org, forward.id, forward.label, target.url, target.username, to_string(target.version), json::write(forward.filter));
        if (changed.affected() > 0 && !target.secret.empty()) vault->put(tx, secret_place(forward.org, forward.id), target.secret);
        return recorded(tx, act, changed.affected() > 0);
    });
}

Task<bool> Forwards::pause(OrgId org, std::string id, bool paused, identity::Act act) {
    const std::string state = paused ? "paused" : "running";
    co_return co_await database_.transact(
        [=](db::Transaction& tx) { return recorded(tx, act, tx.run(sql::pause_forward, org, id, state).affected() > 0); });
}

Task<bool> Forwards::replay(OrgId org, std::string id, timing::Micros cursor, identity::Act act) {
    co_return co_await database_.transact(
        [=](db::Transaction& tx) { return recorded(tx, act, tx.run(sql::replay_forward, org, id, cursor).affected() > 0); });
}

Task<bool> Forwards::remove(OrgId org, std::string id, identity::Act act) {
    co_return co_await database_.transact([=, vault = &vault_](db::Transaction& tx) { return recorded(tx, act, remove_all(tx, *vault, org, id)); });
}

Task<Forwards::Lag> Forwards::lag(OrgId org, timing::Micros cursor) {
    const auto rows = co_await database_.read(sql::forward_lag, org, cursor);
    co_return Lag{rows[0].integer(0), rows[0].optional_integer(1).value_or(0)};
}

Task<std::vector<ForwardLetter>> Forwards::dead_letters(OrgId org, std::string id) {
    std::vector<ForwardLetter> letters;
    for (const auto& row : co_await database_.read(sql::list_forward_letters, org, id))
        letters.push_back({row.text(0), static_cast<int>(row.integer(1)), row.text(2), row.integer(3), row.integer(4) != 0});
    co_return letters;
}

Task<std::int64_t> Forwards::count_dead_letters(OrgId org, std::string id) {
    co_return (co_await database_.read(sql::count_forward_letters, org, id))[0].integer(0);
}

Task<std::int64_t> Forwards::retry_dead_letters(OrgId org, std::string id, std::optional<std::string> statement_id, identity::Act act) {
    co_return co_await database_.transact(
        [=](db::Transaction& tx) { return recorded(tx, act, tx.run(sql::retry_forward_letters, org, id, statement_id).affected()); });
}

}  // namespace lrs
