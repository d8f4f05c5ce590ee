#include <fmt/format.h>

#include <algorithm>

#include "lrs/http/incoming.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/statement/signature.hpp"
#include "platform/error.hpp"
#include "platform/outcome.hpp"

namespace lrs {

namespace {
Sender sender_of(const Exchange& exchange) { return exchange.lrs.sender(exchange.who); }

void refuse_large(const std::vector<Prepared>& statements, std::size_t limit) {
    for (const auto& statement : statements)
        if (statement.open_body.size() > limit) throw Error(ErrorCode::too_large, fmt::format("a statement may have at most {} bytes", limit));
}

// What a statement declares must have come along or be found elsewhere (XAPI-00129), and a signature must hold.
void check_attachment(const Prepared& statement, const DeclaredAttachment& declared, const std::vector<Attachment>& files) {
    const auto& pointer = declared.pointer;
    const auto file = std::ranges::find(files, declared.sha2, &Attachment::sha2);
    if (file == files.end() && !declared.has_url)
        throw Error(ErrorCode::invalid, pointer + ": expected a part with its sha2, or a fileUrl (xAPI part 3, 1.5.2, XAPI-00129)").at(pointer);
    if (!declared.signs) return;
    if (declared.content_type != "application/octet-stream")
        throw Error(ErrorCode::invalid, pointer + "/contentType: expected application/octet-stream (xAPI part 2, 2.6, XAPI-00115)").at(pointer);
    if (file != files.end()) check_signature(file->content, statement.open_body + '}', pointer);
}

void check_attachments(const std::vector<Prepared>& statements, const std::vector<Attachment>& files) {
    for (const auto& statement : statements)
        for (const auto& declared : statement.attachments) check_attachment(statement, declared, files);
}

// Everything is validated before anything is stored.
Task<void> store_batch(const Exchange& exchange, Batch& batch) {
    check_attachments(batch.statements, batch.attachments);
    co_await exchange.lrs.credentials.charge(exchange.who, batch.statements.size());
    if (!batch.statements.empty()) co_await store_for(exchange, batch);
}

Task<void> store_with_files(const Exchange& exchange, Incoming& incoming, Batch& batch) {
    batch.attachments = co_await incoming.files(batch.statements);
    co_await store_batch(exchange, batch);
}

Task<void> store(const Exchange& exchange, Incoming& incoming, const Sender& sender, std::vector<Prepared> statements) {
    refuse_large(statements, exchange.lrs.config.statement_limit);
    Batch batch{.org = sender.org, .authority_key = sender.authority_key, .statements = std::move(statements)};
    if (!incoming.has_files()) co_return co_await store_batch(exchange, batch);
    const auto stored = co_await outcome_of(store_with_files(exchange, incoming, batch));
    if (!stored) co_await incoming.give_up();
    or_throw(stored);
}
}  // namespace

// part 3, 2.1.1
Task<http::Response> put_statement(const Exchange& exchange) {
    exchange.required("statementId");
    const auto id = *exchange.uuid("statementId");
    const auto sender = sender_of(exchange);
    Incoming incoming(exchange);
    const auto text = co_await incoming.statements();
    std::vector<Prepared> statements;
    statements.push_back(prepare_one(text, exchange.version, sender, id));
    co_await store(exchange, incoming, sender, std::move(statements));
    co_return http::no_content();
}

// part 3, 2.1.2
Task<http::Response> post_statements(const Exchange& exchange) {
    const auto sender = sender_of(exchange);
    Incoming incoming(exchange);
    const auto text = co_await incoming.statements();
    auto statements = prepare_all(text, exchange.version, sender);
    std::string ids = "[";
    for (const auto& statement : statements) ids.append(ids.size() > 1 ? "," : "").append(raw::quoted(statement.said_id));
    co_await store(exchange, incoming, sender, std::move(statements));
    co_return http::json_text(200, ids + ']');
}

}  // namespace lrs
