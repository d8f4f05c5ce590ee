#include "lrs/erasure/flat_rows.hpp"

#include <algorithm>

#include "lrs/json/raw.hpp"
#include "lrs/pipeline/etl.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/store/keys.hpp"

namespace lrs {

namespace {
FlatRow erased_row(const OrgId& org, std::string_view body, timing::Micros stored, bool voided) {
    auto row = flatten(body);
    row.stored = stored;
    row.voided = voided;
    set_keys(org, row);
    return row;
}

// Of the agent's own rows none will be left: nothing needs to be read again for the sums.
void take_out_one(db::Transaction& tx, const OrgId& org, const SumReach& reach, const FlatRow& row, std::span<const std::string> identities) {
    const bool own = std::ranges::find(identities, row.actor_id) != identities.end();
    own ? take_out_with_learner(tx, org, reach, row) : take_out(tx, org, reach, row);
}

// What tells the agent in any text: the identifier itself, of an account its name as JSON writes it.
std::string needle_of(const std::string& identity) {
    const auto value = identity.substr(identity.find(':') + 1);
    if (!identity.starts_with("account:")) return value;
    const auto home = std::min(value.find("@http"), value.rfind('@'));
    return raw::quoted(value.substr(0, home));
}
}  // namespace

void erase_flat(db::Transaction& tx, const OrgId& org, std::span<const ErasedStatement> statements, std::span<const std::string> identities) {
    tx.run(sql::add_etl_cursor, org);
    tx.run(sql::count_etl_erasure, org);
    const auto reach = hold_sums(tx, org);
    FlatRows fresh;
    for (const auto& statement : statements) {
        const auto found = tx.run(sql::find_flat_voided, org, statement.stored);
        if (found.empty()) continue;
        const bool voided = found[0].integer(0) != 0;
        tx.run(sql::delete_flat, org, statement.stored);
        if (!voided) take_out_one(tx, org, reach, erased_row(org, statement.before, statement.stored, voided), identities);
        if (!statement.body.empty()) fresh.push_back(std::make_shared<FlatRow>(erased_row(org, statement.body, statement.stored, voided)));
    }
    write_late(tx, org, fresh, KnownMarks(), reach);
}

void erase_report_names(db::Transaction& tx, const OrgId& org, const std::string& identity) {
    const auto key = key_of(org, KeyKind::agent, identity);
    tx.run(sql::delete_report_name, org, std::int64_t{name_learner}, key);
    tx.run(sql::delete_report_name, org, std::int64_t{name_cohort}, key_of(org, KeyKind::related_agent, identity));
    tx.run(sql::delete_report_member, org, key);
    tx.run(sql::count_etl_erasure, org);  // an ETL that remembers the names forgets them
}

void erase_queued(db::Transaction& tx, const OrgId& org, std::span<const std::string> identities) {
    std::vector<std::string> needles;
    for (const auto& identity : identities) needles.push_back(needle_of(identity));
    const auto tells = [&needles](const std::string& text) {
        return std::ranges::any_of(needles, [&text](const std::string& needle) { return text.contains(needle); });
    };
    std::string after;
    while (true) {
        const auto rows = tx.run(sql::texts_of_dead_letters, org, after);
        if (rows.empty()) return;
        for (const auto& row : rows) {
            after = row.text(0);
            if (tells(row.text(1)) || tells(row.text(2))) tx.run(sql::delete_dead_letter, org, after);
        }
    }
}

}  // namespace lrs
