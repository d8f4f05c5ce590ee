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
    forward.target = {row.text(3) == "lrs" ? TargetKind::lrs : TargetKind::webhook, row.text(4), row.text(5), row.text(6),
                      version_named(row.text(7)).value_or(Version::v2_0_0)};
    forward.filter = json::read<ForwardFilter>(row.text(8));
    forward.paused = row.text(9) == "paused";
    forward.cursor = row.integer(10);
    forward.made_at = row.integer(11);
    forward.delivered = row.integer(12);
    forward.delivered_at = row.optional_integer(13);
    forward.failures = row.integer(14);
    forward.last_error = row.text(15);
    forward.retry_at = row.integer(16);
    return forward;
}

namespace {
void insert(db::Transaction& tx, const Forward& forward) {
    const auto& target = forward.target;
    tx.run(sql::add_forward, forward.org, forward.id, forward.label, name_of(target.kind), target.url, target.username, target.secret, to_string(target.version),
           json::write(forward.filter), forward.cursor, forward.made_at);
}

bool remove_all(db::Transaction& tx, const OrgId& org, const std::string& id) {
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
    co_await database_.transact([forward, act](db::Transaction& tx) {
        insert(tx, forward);
        identity::record(tx, act);
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
    co_return co_await database_.transact([=](db::Transaction& tx) { return recorded(tx, act, remove_all(tx, org, id)); });
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
