#include "lrs/documents/documents.hpp"

#include <algorithm>

#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/store/definitions.hpp"
#include "lrs/store/keys.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/json/document.hpp"

namespace lrs {

namespace {
using Outcome = Change::Outcome;

db::Bytes bytes_of(std::string_view text) {
    const auto* begin = reinterpret_cast<const std::byte*>(text.data());
    return {begin, begin + text.size()};
}
std::string text_of(const db::Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::optional<Document> first_of(const db::Rows& rows) {
    if (rows.empty()) return std::nullopt;
    return Document{rows[0].text(0), text_of(rows[0].bytes(1)), rows[0].text(2), rows[0].integer(3)};
}

bool is_json(std::string_view content_type) { return content_type.substr(0, content_type.find(';')) == "application/json"; }

bool is_json_object(std::string_view text) try {
    return json::Document(text).root().kind() == json::Kind::object;
} catch (const Error&) {
    return false;
}

// RFC 9110, 13.1: "*" or a list of entity tags; a weak one matches the strong one of the same text.
bool lists(std::string_view header, const std::optional<Document>& now) {
    if (!now) return false;
    return raw::trimmed(header) == "*" || header.find('"' + now->etag + '"') != header.npos || raw::trimmed(header) == now->etag;
}

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

void put(db::Transaction& tx, const Change& change, const std::string& context, const std::string& registration, const std::string& content,
         const std::optional<Document>& now) {
    // Strictly later than before, so that `since` and Last-Modified see every change.
    const auto updated = std::max(timing::now(), now ? now->updated_at + 1 : 0);
    tx.run(sql::put_document, change.context.org, context, registration, id_hash(change.name), change.name, change.content_type, bytes_of(content),
           crypto::sha1_hex(content), updated, agent_of(change.context));
}

void apply_one(db::Transaction& tx, Change& change) {
    const auto context = change.context.hash();
    const auto registration = change.context.registration.value_or("");
    const auto now = first_of(tx.run(sql::find_document, change.context.org, context, registration, id_hash(change.name)));
    change.outcome = check_conditions(change, now);
    if (change.outcome != Outcome::done) return;
    if (change.kind == Change::Kind::remove) {
        tx.run(sql::delete_document, change.context.org, context, registration, id_hash(change.name));
        return;
    }
    std::string merged;
    if (change.kind == Change::Kind::post && now) {
        if (merge(change, *now, merged)) put(tx, change, context, registration, merged, now);
        else change.outcome = Outcome::cannot_merge;
        return;
    }
    put(tx, change, context, registration, change.content, now);
}

void apply_all(db::Transaction& tx, std::span<Change* const> changes) {
    for (auto* change : changes) apply_one(tx, *change);
}
}  // namespace

std::string DocumentContext::hash() const {
    return id_hash(std::to_string(static_cast<int>(kind)) + '\n' + activity + '\n' + agent);
}

Documents::Documents(db::Database& database) : database_(database), changes_(database, "lrs.documents", apply_all) {}

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
