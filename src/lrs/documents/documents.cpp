#include "lrs/documents/documents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/store/definitions.hpp"
#include "lrs/store/keys.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/db/bytes.hpp"
#include "platform/error.hpp"
#include "platform/json/document.hpp"

namespace lrs {

namespace {
using Outcome = Change::Outcome;

std::optional<Document> first_of(const db::Rows& rows) {
    if (rows.empty()) return std::nullopt;
    return Document{rows[0].text(0), std::string(db::text_of(rows[0].bytes(1))), rows[0].text(2), rows[0].integer(3)};
}

bool is_json(std::string_view content_type) { return content_type.substr(0, content_type.find(';')) == "application/json"; }

bool is_json_object(std::string_view text) try {
    return json::Document(text).root().kind() == json::Kind::object;
} catch (const Error&) {
    return false;
}

bool lists(std::string_view header, const std::optional<Document>& now) { return now && names_tag(header, now->etag); }

Outcome check_conditions(const Change& change, const std::optional<Document>& now) {
    if (change.if_match && !lists(*change.if_match, now)) return Outcome::precondition_failed;
    if (change.if_none_match && lists(*change.if_none_match, now)) return Outcome::precondition_failed;
    if (change.kind != Change::Kind::put || change.if_match || change.if_none_match) return Outcome::done;
    const bool older = change.version == Version::v1_0_3, state = change.context.kind == DocumentKind::state;
    if (now) return older && state ? Outcome::done : Outcome::needs_condition;
    return older && !state ? Outcome::lacks_condition : Outcome::done;
}

// part 3, 2.2: POST merges top-level members into what is there.
bool merge(Change& change, const Document& now, std::string& merged) {
    if (!is_json(change.content_type) || !is_json(now.content_type)) return false;
    if (!is_json_object(change.content) || !is_json_object(now.content)) return false;
    merged = merge_members(raw::trimmed(now.content), raw::trimmed(change.content));
    return true;
}

// By which an erasure finds what is the agent's.
std::int64_t agent_of(const DocumentContext& context) {
    return context.agent.empty() ? 0 : key_of(context.org, KeyKind::agent, context.agent);
}

Document next_of(const Change& change, const std::optional<Document>& now, std::string content) {
    // Strictly later than before, so that `since` and Last-Modified see every change.
    const auto updated = std::max(timing::now(), now ? now->updated_at + 1 : 0);
    auto etag = crypto::sha1_hex(content);
    return {change.content_type, std::move(content), std::move(etag), updated};
}

void change_one(Change& change, std::optional<Document>& now) {
    change.outcome = check_conditions(change, now);
    if (change.outcome != Outcome::done) return;
    if (change.kind == Change::Kind::remove) {
        now.reset();
        return;
    }
    std::string content = change.content;
    if (change.kind == Change::Kind::post && now && !merge(change, *now, content)) {
        change.outcome = Outcome::cannot_merge;
        return;
    }
    now = next_of(change, now, std::move(content));
}

// Where a document is in the table.
struct Place {
    OrgId org;
    std::string context, registration, name_hash;
    auto operator<=>(const Place&) const = default;
};
Place place_of(const Change& change) {
    return {change.context.org, change.context.hash(), change.context.registration.value_or(""), id_hash(change.name)};
}

struct Held {
    const Change* first;
    std::optional<Document> now;
    bool changed = false;
};

void write_one(db::Transaction& tx, const Place& at, const Held& held) {
    if (!held.now) {
        tx.run(sql::delete_document, at.org, at.context, at.registration, at.name_hash);
        return;
    }
    const auto& now = *held.now;
    tx.run(sql::put_document, at.org, at.context, at.registration, at.name_hash, held.first->name, now.content_type, db::bytes_of(now.content), now.etag,
           now.updated_at, agent_of(held.first->context));
}

// Each document is read and written once, however many change it together, and written in one order by everybody.
void apply_all(db::Transaction& tx, std::span<Change* const> changes) {
    std::map<Place, Held> documents;
    for (auto* change : changes) {
        const auto at = place_of(*change);
        auto found = documents.find(at);
        if (found == documents.end()) {
            auto now = first_of(tx.run(sql::find_document, at.org, at.context, at.registration, at.name_hash));
            found = documents.emplace(at, Held{change, std::move(now)}).first;
        }
        change_one(*change, found->second.now);
        found->second.changed |= change->outcome == Outcome::done;
    }
    for (const auto& [at, held] : documents)
        if (held.changed) write_one(tx, at, held);
}
}  // namespace

bool names_tag(std::string_view header, std::string_view etag) {
    return raw::trimmed(header) == "*" || header.find(fmt::format("\"{}\"", etag)) != header.npos || raw::trimmed(header) == etag;
}

std::string DocumentContext::hash() const {
    return id_hash(std::to_string(static_cast<int>(kind)) + '\n' + activity + '\n' + agent);
}

Documents::Documents(db::Database& database) : database_(database), changes_(database, apply_all) {}

Task<std::optional<Document>> Documents::find(DocumentContext context, std::string name) {
    const auto rows = co_await database_.read(sql::find_document, context.org, context.hash(), context.registration.value_or(""), id_hash(name));
    co_return first_of(rows);
}

Task<std::vector<Documents::Listed>> Documents::list(DocumentContext context, timing::Micros since) {
    std::vector<Listed> listed;
    for (const auto& row : co_await database_.read(sql::list_documents, context.org, context.hash(), context.registration, since))
        listed.push_back({row.text(0), row.integer(1)});
    co_return listed;
}

Task<void> Documents::apply(Change& change) { co_await changes_.run(change); }

Task<void> Documents::remove_all(DocumentContext context) {
    co_await database_.write(sql::delete_documents, context.org, context.hash(), context.registration);
}

}  // namespace lrs
