#include <fmt/format.h>

#include <algorithm>

#include "lrs/http/exchange.hpp"
#include "lrs/http/multipart.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/statement/signature.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
StatementParts read_parts(const Exchange& exchange) {
    const auto type = exchange.content_type();
    if (type == "application/json") return {exchange.request.body, {}};
    if (type == "multipart/mixed") return read_multipart(*exchange.request.header("content-type"), exchange.request.body);
    throw Error(ErrorCode::invalid, "Content-Type: application/json or multipart/mixed expected (xAPI part 3, 1.5, XAPI-00127)");
}

Sender sender_of(const Exchange& exchange) { return exchange.lrs.sender(exchange.who); }

void refuse_large(const std::vector<Prepared>& statements, std::size_t limit) {
    for (const auto& statement : statements)
        if (statement.open_body.size() > limit) throw Error(ErrorCode::too_large, fmt::format("a statement may have at most {} bytes", limit));
}

const StatementParts::Part* part_of(const StatementParts& parts, std::string_view sha2) {
    const auto found = std::ranges::find(parts.attachments, sha2, &StatementParts::Part::sha2);
    return found == parts.attachments.end() ? nullptr : &*found;
}

// What a statement declares must have come along or be found elsewhere (XAPI-00129), and a signature must hold.
void check_attachment(const Prepared& statement, std::size_t index, const StatementParts& parts) {
    const auto& declared = statement.attachments[index];
    const auto pointer = fmt::format("/attachments/{}", index);
    const auto* part = part_of(parts, declared.sha2);
    if (!part && !declared.has_url)
        throw Error(ErrorCode::invalid, pointer + ": expected a part with its sha2, or a fileUrl (xAPI part 3, 1.5.2, XAPI-00129)").at(pointer);
    if (declared.usage_type != signature_usage) return;
    if (declared.content_type != "application/octet-stream")
        throw Error(ErrorCode::invalid, pointer + "/contentType: expected application/octet-stream (xAPI part 2, 2.6, XAPI-00115)").at(pointer);
    if (part) check_signature(part->content, statement.open_body + '}', pointer);
}

void check_attachments(const std::vector<Prepared>& statements, const StatementParts& parts) {
    std::vector<std::string_view> declared;
    for (const auto& statement : statements)
        for (std::size_t i = 0; i < statement.attachments.size(); ++i) {
            check_attachment(statement, i, parts);
            declared.push_back(statement.attachments[i].sha2);
        }
    for (const auto& part : parts.attachments)
        if (std::ranges::find(declared, part.sha2) == declared.end())
            throw Error(ErrorCode::invalid, "multipart/mixed: a part that no statement declares (xAPI part 3, 1.5.2, XAPI-00128)");
}

std::vector<Attachment> attachments_of(const std::vector<Prepared>& statements, const StatementParts& parts) {
    std::vector<Attachment> all;
    for (const auto& part : parts.attachments)
        for (const auto& statement : statements) {
            const auto found = std::ranges::find(statement.attachments, part.sha2, &DeclaredAttachment::sha2);
            if (found == statement.attachments.end()) continue;
            all.push_back({part.sha2, found->content_type, std::string(part.content)});
            break;
        }
    return all;
}

// Validates everything before anything is stored.
Batch make_batch(const Exchange& exchange, const Sender& sender, const StatementParts& parts, std::vector<Prepared> statements) {
    refuse_large(statements, exchange.lrs.config.statement_limit);
    check_attachments(statements, parts);
    auto attachments = attachments_of(statements, parts);
    return {.org = sender.org, .authority_key = sender.authority_key, .statements = std::move(statements), .attachments = std::move(attachments)};
}
}  // namespace

// part 3, 2.1.1
Task<http::Response> put_statement(const Exchange& exchange) {
    exchange.required("statementId");
    const auto id = *exchange.uuid("statementId");
    const auto sender = sender_of(exchange);
    const auto parts = read_parts(exchange);
    std::vector<Prepared> statements;
    statements.push_back(prepare_one(parts.statements, exchange.version, sender, id));
    auto batch = make_batch(exchange, sender, parts, std::move(statements));
    co_await exchange.lrs.credentials.charge(exchange.who, 1);
    co_await store_for(exchange, batch);
    co_return http::no_content();
}

// part 3, 2.1.2
Task<http::Response> post_statements(const Exchange& exchange) {
    const auto sender = sender_of(exchange);
    const auto parts = read_parts(exchange);
    auto batch = make_batch(exchange, sender, parts, prepare_all(parts.statements, exchange.version, sender));
    std::string ids = "[";
    for (const auto& statement : batch.statements) ids.append(ids.size() > 1 ? "," : "").append(raw::quoted(statement.id));
    co_await exchange.lrs.credentials.charge(exchange.who, batch.statements.size());
    if (!batch.statements.empty()) co_await store_for(exchange, batch);
    co_return http::json_text(200, ids + ']');
}

}  // namespace lrs
