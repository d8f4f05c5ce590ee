#include "lrs/store/ingest.hpp"

#include <algorithm>
#include <map>

#include "lrs/attachments/attachments.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/compare.hpp"
#include "lrs/store/definitions.hpp"
#include "lrs/store/key_tail.hpp"
#include "lrs/store/links.hpp"
#include "platform/db/row_batch.hpp"

namespace lrs {

std::string json_list(const std::vector<std::string>& texts) {
    std::string list = "[";
    for (const auto& text : texts) {
        if (list.size() > 1) list += ',';
        list += raw::quoted(text);
    }
    return list + ']';
}

namespace {
std::string text_of(const Prepared& statement) { return statement.open_body + '}'; }

// Everything that one transaction knows of one organisation.
struct Ingest {
    db::Transaction& tx;
    OrgId org;
    std::vector<Batch*> batches;
    std::map<std::string, std::string, std::less<>> stored;        // of the ids that come: id → text of the statement
    std::map<std::string_view, const Prepared*> accepted;         // about to be stored
    std::vector<std::pair<const Prepared*, Batch*>> fresh;

    void find_known() {
        std::vector<std::string> ids;
        for (const auto* batch : batches)
            for (const auto& statement : batch->statements)
                if (!statement.has_new_id) ids.push_back(statement.id);
        if (ids.empty()) return;
        for (const auto& row : tx.run(sql::find_by_ids, org, json_list(ids))) stored.emplace(row.text(0), row.text(2));
    }

    // Whether a statement has the id; `other` whether it is another one.
    bool is_taken(const Prepared& statement, bool& other) const {
        const auto before = stored.find(statement.id);
        const auto beside = accepted.find(statement.id);
        if (before == stored.end() && beside == accepted.end()) return false;
        other = !equivalent(before != stored.end() ? before->second : text_of(*beside->second), text_of(statement));
        return true;
    }

    // Immutability (part 2, 2.3.1): the first statement under an id stays; an equal one is no news, another one a conflict.
    void sort_out(Batch& batch) {
        batch.conflict.reset();
        batch.learned.clear();
        std::vector<const Prepared*> news;
        for (const auto& statement : batch.statements) {
            bool other = false;
            if (!is_taken(statement, other)) news.push_back(&statement);
            if (other) {
                batch.conflict = statement.id;
                return;
            }
        }
        for (const auto* statement : news) {
            accepted.emplace(statement->id, statement);
            fresh.emplace_back(statement, &batch);
        }
    }
};

std::map<OrgId, Ingest> by_organisation(db::Transaction& tx, std::span<Batch* const> batches) {
    std::map<OrgId, Ingest> all;
    for (auto* batch : batches) all.try_emplace(batch->org, Ingest{tx, batch->org, {}, {}, {}, {}}).first->second.batches.push_back(batch);
    return all;
}

void take_numbers(db::Transaction& tx, StoredGroup& group) {
    const auto amount = static_cast<std::int64_t>(group.statements.size());
    const auto taken = tx.run(sql::advance_clock, timing::now() - 1, amount);
    group.last = taken[0].integer(0);
    group.previous = taken[0].integer(1);
    auto number = group.last - amount + 1;
    for (auto& statement : group.statements) statement.stored = number++;
}

void insert_statements(db::Transaction& tx, const std::vector<StoredStatement>& statements) {
    TailRows tail(tx);
    db::RowBatch rows(tx, sql::insert_statement), refs(tx, sql::insert_ref), uses(tx, sql::insert_attachment_use);
    for (const auto& [org, authority, stored, statement, voided] : statements) {
        rows.add(org.str(), stored, statement->id, authority, std::int32_t{statement->edition}, std::int32_t{statement->voids}, statement->body(stored));
        tail.add(org, stored, statement->keys);
        for (const auto& attachment : statement->attachments) uses.add(org.str(), attachment.sha2, stored);
        if (statement->target) refs.add(org.str(), *statement->target, stored, statement->id, std::int64_t{statement->voids});
    }
    rows.flush();
    tail.flush();
    refs.flush();
    uses.flush();
}

void merge_news(Ingest& ingest, const KnownMarks& known) {
    std::vector<Definition> news;
    for (const auto& [statement, batch] : ingest.fresh)
        for (const auto& definition : statement->definitions) {
            if (known.has(definition.mark)) continue;
            batch->learned.push_back(definition.mark);
            news.push_back(definition);
        }
    merge_definitions(ingest.tx, ingest.org, news);
}
}  // namespace

StoredGroup store_batches(db::Transaction& tx, std::span<Batch* const> batches, const KnownMarks& known) {
    auto ingests = by_organisation(tx, batches);
    StoredGroup group;
    for (auto& [org, ingest] : ingests) {
        ingest.find_known();
        for (auto* batch : ingest.batches) ingest.sort_out(*batch);
        for (const auto& [statement, batch] : ingest.fresh) group.statements.push_back({org, batch->authority_key, 0, statement});
    }
    if (!group.statements.empty()) {
        take_numbers(tx, group);
        insert_statements(tx, group.statements);
        link_statements(tx, group.statements);
    }
    for (auto& [org, ingest] : ingests) {
        merge_news(ingest, known);
        for (const auto* batch : ingest.batches)
            if (!batch->conflict)
                for (const auto& attachment : batch->attachments) insert_attachment(tx, batch->org, attachment);
    }
    return group;
}

}  // namespace lrs
