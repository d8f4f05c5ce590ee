#include "lrs/store/ingest.hpp"

#include <algorithm>
#include <map>

#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/compare.hpp"
#include "lrs/store/definitions.hpp"
#include "lrs/store/links.hpp"
#include "lrs/store/row_batch.hpp"

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
using Bodies = std::map<std::string, std::string, std::less<>>;  // id → text of a statement

// Everything that one transaction knows of one organisation.
struct Ingest {
    db::Transaction& tx;
    OrgId org;
    std::vector<Batch*> batches;
    Bodies known;  // statements that are stored, or are about to be
    std::vector<std::pair<const Prepared*, Batch*>> fresh;

    void find_known() {
        std::vector<std::string> ids;
        for (const auto* batch : batches)
            for (const auto& statement : batch->statements) ids.push_back(statement.id);
        for (const auto& row : tx.run(sql::find_by_ids, org, json_list(ids))) known.emplace(row.text(0), row.text(2));
    }

    // Immutability (part 2, 2.3.1): the first statement under an id stays; an equal one is no news, another one a conflict.
    void sort_out(Batch& batch) {
        batch.conflict.reset();
        batch.learned.clear();
        for (const auto& statement : batch.statements) {
            const auto found = known.find(statement.id);
            if (found != known.end() && !equivalent(found->second, statement.open_body + '}')) {
                batch.conflict = statement.id;
                return;
            }
        }
        for (const auto& statement : batch.statements)
            if (known.emplace(statement.id, statement.open_body + '}').second) fresh.emplace_back(&statement, &batch);
    }
};

std::map<OrgId, Ingest> by_organisation(db::Transaction& tx, std::span<Batch* const> batches) {
    std::map<OrgId, Ingest> all;
    for (auto* batch : batches) all.try_emplace(batch->org, Ingest{tx, batch->org, {}, {}, {}}).first->second.batches.push_back(batch);
    return all;
}

timing::Micros take_numbers(db::Transaction& tx, std::size_t count) {
    const auto amount = static_cast<std::int64_t>(count);
    return tx.run(sql::advance_clock, timing::now() - 1, amount)[0].integer(0) - amount + 1;
}

void insert_statements(db::Transaction& tx, const std::vector<StoredStatement>& statements) {
    RowBatch rows(tx, sql::insert_statement), keys(tx, sql::insert_key), refs(tx, sql::insert_ref);
    for (const auto& [org, authority, stored, statement] : statements) {
        rows.add(org.str(), stored, statement->id, authority, std::int64_t{statement->edition}, std::int64_t{statement->voids}, statement->body(stored));
        for (const auto key : statement->keys) keys.add(key, stored, std::int64_t{0});
        if (statement->target) refs.add(org.str(), *statement->target, stored, statement->id, std::int64_t{statement->voids});
    }
    rows.flush();
    keys.flush();
    refs.flush();
}

db::Bytes bytes_of(const std::string& text) {
    const auto* begin = reinterpret_cast<const std::byte*>(text.data());
    return {begin, begin + text.size()};
}

void insert_attachments(db::Transaction& tx, const Batch& batch) {
    for (const auto& attachment : batch.attachments)
        tx.run(sql::insert_attachment, batch.org, attachment.sha2, attachment.content_type, bytes_of(attachment.content));
}

void merge_news(Ingest& ingest, const KnownDefinitions& known) {
    std::vector<Definition> news;
    for (const auto& [statement, batch] : ingest.fresh)
        for (const auto& definition : statement->definitions) {
            const auto mark = KnownDefinitions::mark(ingest.org, definition);
            if (known.has(mark)) continue;
            batch->learned.push_back(mark);
            news.push_back(definition);
        }
    merge_definitions(ingest.tx, ingest.org, news);
}
}  // namespace

void store_batches(db::Transaction& tx, std::span<Batch* const> batches, const KnownDefinitions& known) {
    auto ingests = by_organisation(tx, batches);
    std::vector<StoredStatement> statements;
    for (auto& [org, ingest] : ingests) {
        ingest.find_known();
        for (auto* batch : ingest.batches) ingest.sort_out(*batch);
        for (const auto& [statement, batch] : ingest.fresh) statements.push_back({org, batch->authority_key, 0, statement});
    }
    if (!statements.empty()) {
        auto number = take_numbers(tx, statements.size());
        for (auto& statement : statements) statement.stored = number++;
        insert_statements(tx, statements);
        link_statements(tx, statements);
    }
    for (auto& [org, ingest] : ingests) {
        merge_news(ingest, known);
        for (const auto* batch : ingest.batches)
            if (!batch->conflict) insert_attachments(tx, *batch);
    }
}

std::size_t KnownDefinitions::mark(const OrgId& org, const Definition& definition) {
    std::string all = org.str();
    all.append(1, static_cast<char>('0' + static_cast<int>(definition.of))).append(definition.id).append(1, '\0').append(definition.text);
    return std::hash<std::string>{}(all);
}

bool KnownDefinitions::has(std::size_t mark) const {
    const std::lock_guard lock(mutex_);
    return marks_.contains(mark);
}

void KnownDefinitions::learn(const std::vector<std::size_t>& marks) {
    constexpr std::size_t most = 100'000;
    const std::lock_guard lock(mutex_);
    if (marks_.size() >= most) marks_.clear();
    marks_.insert(marks.begin(), marks.end());
}

}  // namespace lrs
