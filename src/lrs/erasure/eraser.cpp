#include "lrs/erasure/eraser.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "lrs/attachments/attachments.hpp"
#include "lrs/erasure/flat_rows.hpp"
#include "lrs/erasure/pseudonym.hpp"
#include "lrs/forwarding/outgoing.hpp"
#include "lrs/json/readable.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/shape.hpp"
#include "lrs/statement/validate.hpp"
#include "lrs/store/definitions.hpp"
#include "lrs/store/ingest.hpp"
#include "lrs/store/key_tail.hpp"
#include "lrs/store/keys.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/db/row_batch.hpp"

namespace lrs {

namespace {
using Keys = std::vector<std::int64_t>;  // sorted, each once

// A statement as it is stored, and what it is found by.
struct Held {
    timing::Micros stored = 0;
    std::string id;
    std::int64_t authority = 0;
    std::int64_t edition = 1;
    std::string body;
    bool names_agent = false;
    Keys keys;
    std::optional<std::string> target;
};

Keys minus(const Keys& left, const Keys& right) {
    Keys rest;
    std::ranges::set_difference(left, right, std::back_inserter(rest));
    return rest;
}

class Eraser {
public:
    Eraser(db::Transaction& tx, Erasure& erasure, std::string_view home_page)
        : tx_(tx), erasure_(erasure), org_(erasure.org), home_page_(home_page), identities_(identities_of(erasure.identities)) {}

    std::vector<timing::Micros> page(timing::Micros after) {
        std::string keys = "[";
        for (const auto& identity : identities_)
            for (const auto kind : {KeyKind::agent, KeyKind::related_agent})
                keys.append(keys.size() > 1 ? "," : "").append(std::to_string(key_of(org_, kind, identity)));
        std::vector<timing::Micros> found;
        for (const auto& row : tx_.run(sql::page_to_erase, keys + ']', after)) found.push_back(row.integer(0));
        return found;
    }

    // nullopt for a chance collision of keys, and for another organisation's statement.
    std::optional<ErasedStatement> erase(timing::Micros stored) {
        auto held = hold(stored);
        if (!held || !held->names_agent) return std::nullopt;
        ErasedStatement erased{.id = held->id, .stored = stored, .before = held->body, .body = {}};
        tx_.run(sql::delete_forward_letters_of, org_, held->id);
        if (erasure_.mode == ErasureMode::erase && acts(held->body, identities_)) remove(*held);
        else erased.body = rewrite(*held);
        return erased;
    }

private:
    std::optional<Held> hold(timing::Micros stored) {
        const auto rows = tx_.run(sql::find_stored, org_, stored);
        if (rows.empty()) return std::nullopt;
        return read({.stored = stored, .id = rows[0].text(0), .authority = rows[0].integer(1), .edition = rows[0].integer(2), .body = rows[0].text(3)});
    }

    std::optional<Held> hold(const std::string& id) {
        const auto rows = tx_.run(sql::find_statement, org_, id);
        if (rows.empty()) return std::nullopt;
        return read({.stored = rows[0].integer(0), .id = id, .authority = rows[0].integer(1), .edition = rows[0].integer(2), .body = rows[0].text(4)});
    }

    Held read(Held held) const {
        const Readable document(held.body);
        const auto facts = validate(document.root(), held.edition == 2 ? Version::v2_0_0 : Version::v1_0_3);
        held.names_agent = std::ranges::any_of(facts.agents, [this](const AgentFact& agent) { return is_erased(agent.identity); });
        held.keys = keys_of(org_, facts);
        held.keys.push_back(held.authority);
        std::ranges::sort(held.keys);
        held.keys.erase(std::ranges::unique(held.keys).begin(), held.keys.end());
        if (facts.target) held.target = lower_case(*facts.target);
        return held;
    }

    bool is_erased(std::string_view identity) const { return std::ranges::find(identities_, identity) != identities_.end(); }

    void remove(const Held& held) {
        unshare(held);
        for (const auto key : held.keys) tx_.run(sql::delete_own_key, key, held.stored);
        for (const auto referrer : referrers(held))
            for (const auto key : held.keys) tx_.run(sql::delete_key, key, referrer, held.stored);
        if (held.target) tx_.run(sql::delete_ref, org_, *held.target, held.stored);
        for (const auto& sha2 : attachment_hashes(held.body)) drop_attachment(sha2, held.stored);
        tx_.run(sql::delete_statement, org_, held.stored);
    }

    // The keys that it has from what it refers to.
    void unshare(const Held& held) {
        std::set<std::string> seen{held.id};
        auto target = held.target;
        while (target && seen.insert(*target).second) {
            const auto source = hold(*target);
            if (!source) return;
            for (const auto key : source->keys) tx_.run(sql::delete_key, key, held.stored, source->stored);
            target = source->target;
        }
    }

    // All statements that refer to it, through any number of steps.
    std::set<timing::Micros> referrers(const Held& held) {
        std::set<timing::Micros> found;
        std::set<std::string> seen{held.id};
        std::vector<std::string> next{held.id};
        while (!next.empty()) {
            std::vector<std::string> further;
            for (const auto& row : tx_.run(sql::find_refs_to, org_, json_list(next)))
                if (seen.insert(row.text(2)).second) {
                    found.insert(row.integer(1));
                    further.push_back(row.text(2));
                }
            next = std::move(further);
        }
        return found;
    }

    void drop_attachment(const std::string& sha2, timing::Micros stored) {
        tx_.run(sql::delete_attachment_use, org_, lower_case(sha2), stored);
        erasure_.attachments += delete_unused_attachment(tx_, org_, sha2);
    }

    std::string rewrite(const Held& held) {
        Held fresh{.stored = held.stored, .id = held.id, .authority = held.authority, .edition = held.edition, .body = {}};
        fresh.body = without_agent(held.body, identities_, home_page_, erasure_.pseudonym);
        // Not where it was imported: then the body names another authority than who stored it.
        if (held.authority == authority_key(held.body)) fresh.authority = authority_key(fresh.body);
        fresh = read(std::move(fresh));
        drop_signatures(held, fresh);
        replace_keys(held, fresh);
        tx_.run(sql::rewrite_statement, org_, fresh.stored, fresh.body, fresh.authority);
        return fresh.body;
    }

    std::int64_t authority_key(std::string_view body) const { return key_of(org_, KeyKind::related_agent, authority_of(body)); }

    void drop_signatures(const Held& held, const Held& fresh) {
        const auto kept = attachment_hashes(fresh.body);
        for (const auto& sha2 : attachment_hashes(held.body))
            if (std::ranges::none_of(kept, [&](const std::string& one) { return lower_case(one) == lower_case(sha2); })) drop_attachment(sha2, held.stored);
    }

    void replace_keys(const Held& held, const Held& fresh) {
        const auto gone = minus(held.keys, fresh.keys), come = minus(fresh.keys, held.keys);
        db::RowBatch added(tx_, sql::insert_key);
        // All of its own, since each holds the signature of all.
        for (const auto key : held.keys) tx_.run(sql::delete_own_key, key, held.stored);
        for (const auto key : fresh.keys) added.add(key, held.stored, -signature_of(fresh.keys));
        for (const auto referrer : referrers(held)) {
            for (const auto key : gone) tx_.run(sql::delete_key, key, referrer, held.stored);
            for (const auto key : come) added.add(key, referrer, held.stored);
        }
        added.flush();
    }

    db::Transaction& tx_;
    Erasure& erasure_;
    const OrgId& org_;
    std::string_view home_page_;
    std::vector<std::string> identities_;
};

std::string ids_of(const std::vector<ErasedStatement>& statements) {
    std::vector<std::string> ids;
    for (const auto& statement : statements) ids.push_back(statement.id);
    return json_list(ids);
}

// Every target that may have got one of them; the id is the batch's, so that a second run of the body tells nobody twice.
void tell(db::Transaction& tx, Erasure& erasure, const std::vector<ErasedStatement>& statements, const std::string& event) {
    if (statements.empty()) return;
    const auto ids = ids_of(statements);
    erasure.told += tx.run(sql::add_notices, erasure.org, statements.front().stored, uuid_of(erasure.id + ids), event, ids, timing::now()).affected();
}

void account_for(db::Transaction& tx, Erasure& erasure, const std::vector<ErasedStatement>& erased) {
    erasure.digest = crypto::sha256_hex(erasure.digest + ids_of(erased));
    erase_flat(tx, erasure.org, erased, identities_of(erasure.identities));
    std::vector<ErasedStatement> gone, stay;
    for (const auto& one : erased) (one.body.empty() ? gone : stay).push_back(one);
    erasure.removed += std::ssize(gone);
    erasure.rewritten += std::ssize(stay);
    tell(tx, erasure, gone, "erased");
    tell(tx, erasure, stay, "pseudonymised");
}
}  // namespace

ErasedBatch erase_batch(db::Transaction& tx, Erasure erasure, timing::Micros after, std::string_view home_page) {
    enter_all_keys(tx);
    Eraser eraser(tx, erasure, home_page);
    const auto page = eraser.page(after);
    if (page.empty()) return {std::move(erasure), std::nullopt};
    std::vector<ErasedStatement> erased;
    for (const auto stored : page)
        if (auto one = eraser.erase(stored)) erased.push_back(std::move(*one));
    if (!erased.empty()) {
        account_for(tx, erasure, erased);
        save_erasure(tx, erasure);
    }
    return {std::move(erasure), page.back()};
}

Erasure finish_erasure(db::Transaction& tx, Erasure erasure, std::span<const OnErased> hooks) {
    const auto identities = identities_of(erasure.identities);
    erase_queued(tx, erasure.org, identities);
    for (const auto& identity : identities) {
        erase_report_names(tx, erasure.org, identity);
        erasure.documents += tx.run(sql::delete_documents_of, erasure.org, key_of(erasure.org, KeyKind::agent, identity)).affected();
        erasure.names += tx.run(sql::delete_agent_names, erasure.org, id_hash(identity)).affected();
        for (const auto& hook : hooks) hook(tx, {erasure.org, identity});
    }
    erasure.done = true;
    erasure.done_at = timing::now();
    erasure.identities.clear();
    erasure.pseudonym.clear();
    save_erasure(tx, erasure);
    return erasure;
}

}  // namespace lrs
