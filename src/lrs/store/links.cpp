#include "lrs/store/links.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "lrs/json/readable.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/validate.hpp"
#include "lrs/store/ingest.hpp"
#include "lrs/store/keys.hpp"
#include "platform/db/row_batch.hpp"

namespace lrs {

namespace {
struct Ref {
    std::string target;
    timing::Micros stored;
    std::string id;
    bool voids;
};

// A statement whose keys others share.
struct Source {
    timing::Micros stored;
    std::vector<std::int64_t> keys;
};

class Linker {
public:
    Linker(db::Transaction& tx, OrgId org) : tx_(tx), org_(std::move(org)), shared_(tx, sql::insert_key) {}

    void link(const std::vector<StoredStatement*>& fresh) {
        const auto refs = refs_to(fresh);
        for (auto* one : fresh) {
            const auto [first, last] = refs.equal_range(one->statement->id);
            if (one->statement->voids) void_one(*one->statement->target);
            for (auto ref = first; ref != last; ++ref)
                if (ref->second.voids) one->voided = void_one(one->statement->id) || one->voided;
            if (one->statement->target || first != last) share(*one);
        }
        shared_.flush();
    }

private:
    using Refs = std::multimap<std::string, Ref, std::less<>>;

    Refs refs_to(const std::vector<std::string>& ids) {
        Refs refs;
        if (ids.empty()) return refs;
        for (const auto& row : tx_.run(sql::find_refs_to, org_, json_list(ids)))
            refs.emplace(row.text(0), Ref{row.text(0), row.integer(1), row.text(2), row.integer(3) != 0});
        return refs;
    }
    Refs refs_to(const std::vector<StoredStatement*>& statements) {
        std::vector<std::string> ids;
        for (const auto* one : statements)
            if (!one->statement->has_new_id) ids.push_back(one->statement->id);
        return refs_to(ids);
    }

    bool void_one(const std::string& id) { return tx_.run(sql::void_statement, org_, id).affected() > 0; }

    // Gives the keys of `one` and of all it refers to, to all that refer to it; and the latter keys to `one`.
    void share(const StoredStatement& one) {
        const auto sources = chain(one);
        for (std::size_t i = 1; i < sources.size(); ++i) add(sources[i], one.stored);
        for (const auto referrer : referrers(one))
            for (const auto& source : sources)
                if (source.stored != referrer) add(source, referrer);
    }

    void add(const Source& source, timing::Micros referrer) {
        for (const auto key : source.keys) shared_.add(key, referrer, source.stored);
    }

    // The statement, its target, the target's target, … as far as they are stored; a circle is walked once.
    std::vector<Source> chain(const StoredStatement& one) {
        std::vector<Source> sources{{one.stored, one.statement->keys}};
        std::set<std::string> seen{one.statement->id};
        auto target = one.statement->target;
        while (target && seen.insert(*target).second) {
            const auto rows = tx_.run(sql::find_statement, org_, *target);
            if (rows.empty()) break;
            const Readable document(rows[0].text(4));
            // 2.0.0 takes whatever 1.0.3 takes in a body that has been accepted once.
            const auto facts = validate(document.root(), rows[0].integer(2) == 2 ? Version::v2_0_0 : Version::v1_0_3);
            sources.push_back({rows[0].integer(0), keys_of(org_, facts)});
            target = facts.target ? std::optional(lower_case(*facts.target)) : std::nullopt;
        }
        return sources;
    }

    std::set<timing::Micros> referrers(const StoredStatement& one) {
        std::set<timing::Micros> found;
        std::set<std::string> seen{one.statement->id};
        std::vector<std::string> next{one.statement->id};
        while (!next.empty()) {
            const auto refs = refs_to(next);
            next.clear();
            for (const auto& [target, ref] : refs) {
                if (!seen.insert(ref.id).second) continue;
                found.insert(ref.stored);
                next.push_back(ref.id);
            }
        }
        return found;
    }

    db::Transaction& tx_;
    OrgId org_;
    db::RowBatch shared_;
};
}  // namespace

void link_statements(db::Transaction& tx, std::vector<StoredStatement>& fresh) {
    std::map<OrgId, std::vector<StoredStatement*>> by_org;
    for (auto& one : fresh) by_org[one.org].push_back(&one);
    for (const auto& [org, statements] : by_org) Linker(tx, org).link(statements);
}

}  // namespace lrs
