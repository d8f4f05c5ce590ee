#include "lrs/erasure/erasures.hpp"

#include "lrs/jobs/jobs.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/store/ingest.hpp"

namespace lrs {

namespace {
constexpr timing::Micros lease = job_lease;

Erasure erasure_of(const db::Row& row) {
    Erasure erasure{.org = row.id<OrgId>(0), .id = row.text(1)};
    erasure.mode = row.text(2) == "erase" ? ErasureMode::erase : ErasureMode::pseudonymise;
    for (const auto identity : raw::items(row.text(3))) erasure.identities.push_back(raw::unquoted(identity));
    erasure.pseudonym = row.text(4);
    erasure.done = row.text(5) == "done";
    erasure.removed = row.integer(6);
    erasure.rewritten = row.integer(7);
    erasure.documents = row.integer(8);
    erasure.attachments = row.integer(9);
    erasure.names = row.integer(10);
    erasure.told = row.integer(11);
    erasure.digest = row.text(12);
    erasure.made_at = row.integer(13);
    erasure.done_at = row.optional_integer(14);
    return erasure;
}

std::vector<Erasure> all_of(const db::Rows& rows) {
    std::vector<Erasure> erasures;
    for (const auto& row : rows) erasures.push_back(erasure_of(row));
    return erasures;
}
std::optional<Erasure> first_of(const db::Rows& rows) { return rows.empty() ? std::nullopt : std::optional(erasure_of(rows[0])); }
}  // namespace

Task<void> Erasures::add(Erasure erasure, identity::Act act) {
    const std::string mode = erasure.mode == ErasureMode::erase ? "erase" : "pseudonymise";
    co_await database_.transact([=](db::Transaction& tx) {
        tx.run(sql::add_erasure, erasure.org, erasure.id, mode, json_list(erasure.identities), erasure.pseudonym, erasure.made_at);
        identity::record(tx, act);
    });
}

Task<std::vector<Erasure>> Erasures::list(OrgId org) { co_return all_of(co_await database_.read(sql::list_erasures, org)); }

Task<std::optional<Erasure>> Erasures::find(OrgId org, std::string id) { co_return first_of(co_await database_.read(sql::find_erasure, org, id)); }

Task<std::vector<Erasure>> Erasures::due() { co_return all_of(co_await database_.read(sql::due_erasures, timing::now(), process_)); }

Task<std::optional<Erasure>> Erasures::claim(OrgId org, std::string id) {
    co_return first_of(co_await database_.write(sql::claim_erasure, org, id, process_, timing::now(), timing::now() + lease));
}

Task<void> Erasures::keep() {
    const auto now = timing::now();
    co_await database_.write(sql::keep_erasures, process_, now, now + lease);
}

void save_erasure(db::Transaction& tx, const Erasure& erasure) {
    const std::string state = erasure.done ? "done" : "running";
    tx.run(sql::save_erasure, erasure.org, erasure.id, state, json_list(erasure.identities), erasure.pseudonym, erasure.removed, erasure.rewritten,
           erasure.documents, erasure.attachments, erasure.names, erasure.told, erasure.digest, erasure.done_at, timing::now() + lease);
}

}  // namespace lrs
