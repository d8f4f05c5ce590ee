#include <fmt/format.h>

#include <algorithm>

#include "lrs/http/exchange.hpp"
#include "lrs/json/raw.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/json/document.hpp"

namespace lrs {

namespace {
DocumentKind kind_of(const Exchange& exchange) {
    if (exchange.request.path.ends_with("/activities/state")) return DocumentKind::state;
    return exchange.request.path.ends_with("/agents/profile") ? DocumentKind::agent_profile : DocumentKind::activity_profile;
}

std::string_view name_parameter(DocumentKind kind) { return kind == DocumentKind::state ? "stateId" : "profileId"; }

DocumentContext context_of(const Exchange& exchange) {
    DocumentContext context{.org = exchange.who.org, .kind = kind_of(exchange)};
    if (context.kind != DocumentKind::agent_profile) {
        exchange.required("activityId");
        context.activity = *exchange.iri("activityId");
    }
    if (context.kind != DocumentKind::activity_profile) {
        exchange.required("agent");
        // 2.0.0 has documents of identified groups too, which 1.0.3 asks for by an Agent with the group's identifier.
        const auto accept = exchange.version == Version::v2_0_0 ? Accept::agents_and_groups : Accept::agents;
        context.agent = exchange.agent("agent", accept)->identity;
    }
    if (context.kind == DocumentKind::state) context.registration = exchange.uuid("registration");
    return context;
}

// part 3, 3.1: each answer to GET has an ETag; who has the same already gets 304 (RFC 9110, 13.1.2).
http::Response tagged(const Exchange& exchange, http::Response response, std::string_view etag) {
    const auto known = exchange.header("If-None-Match");
    if (known && names_tag(*known, etag)) response = {.status = 304};
    response.with("ETag", fmt::format("\"{}\"", etag));
    return response;
}

Task<http::Response> list_documents(const Exchange& exchange, DocumentContext context) {
    const auto since = exchange.time("since").value_or(0);
    const auto listed = co_await exchange.lrs.documents.list(std::move(context), since);
    std::vector<std::string> names;
    timing::Micros latest = 0;
    for (const auto& document : listed) {
        if (std::ranges::find(names, document.name) == names.end()) names.push_back(document.name);
        latest = std::max(latest, document.updated_at);
    }
    auto response = http::json_text(200, json_list(names));
    if (latest > 0) response.with("Last-Modified", http_date(latest));
    const auto etag = crypto::sha1_hex(response.body);
    co_return tagged(exchange, std::move(response), etag);
}

void refuse_bad_json(const Exchange& exchange) {
    if (exchange.content_type() == "application/json") json::Document(exchange.request.body);
}

http::Response refusal(const Exchange& exchange, Change::Outcome outcome) {
    using enum Change::Outcome;
    if (outcome == cannot_merge)
        throw Error(ErrorCode::invalid, "POST merges JSON objects: both documents must be application/json and objects (xAPI part 3, 2.2, XAPI-00232, 00278, 00309)");
    if (outcome == lacks_condition)
        throw Error(ErrorCode::invalid, "If-Match or If-None-Match expected (xAPI part 3, 3.1, XAPI-00322)");
    if (outcome == needs_condition)
        throw Error(ErrorCode::conflict, "This document exists. Look at its current state and send its ETag as If-Match to replace it (xAPI part 3, 3.1).");
    auto response = http::error_response(Error(ErrorCode::conflict, "The document is not in the state that If-Match or If-None-Match demands (xAPI part 3, 3.1)."),
                                         exchange.request.trace.trace_id());
    response.status = 412;
    return response;
}

Task<http::Response> change_document(const Exchange& exchange, Change::Kind kind) {
    Change change{.kind = kind, .version = exchange.version, .context = context_of(exchange)};
    change.name = exchange.required(name_parameter(change.context.kind));
    change.content_type = exchange.header("Content-Type").value_or("application/octet-stream");
    change.content = exchange.request.body;
    change.if_match = exchange.header("If-Match");
    change.if_none_match = exchange.header("If-None-Match");
    if (kind != Change::Kind::remove) refuse_bad_json(exchange);
    if (change.content.size() > exchange.lrs.config.document_limit)
        throw Error(ErrorCode::too_large, "a document may have at most " + std::to_string(exchange.lrs.config.document_limit) + " bytes");
    co_await exchange.lrs.documents.apply(change);
    if (change.outcome != Change::Outcome::done) co_return refusal(exchange, change.outcome);
    co_return http::no_content();
}
}  // namespace

Task<http::Response> get_document(const Exchange& exchange) {
    auto context = context_of(exchange);
    const auto name = exchange.text(name_parameter(context.kind));
    if (!name) co_return co_await list_documents(exchange, std::move(context));
    if (exchange.text("since")) throw Error(ErrorCode::invalid, "the parameter since belongs to lists (xAPI part 3, 3.2)");
    const auto found = co_await exchange.lrs.documents.find(std::move(context), *name);
    if (!found) throw Error(ErrorCode::not_found, "There is no such document.");
    auto response = http::text(200, found->content, found->content_type);
    response.with("Last-Modified", http_date(found->updated_at));
    co_return tagged(exchange, std::move(response), found->etag);
}

Task<http::Response> put_document(const Exchange& exchange) { return change_document(exchange, Change::Kind::put); }
Task<http::Response> post_document(const Exchange& exchange) { return change_document(exchange, Change::Kind::post); }

Task<http::Response> delete_document(const Exchange& exchange) {
    auto context = context_of(exchange);
    const bool whole_set = context.kind == DocumentKind::state && !exchange.text("stateId");
    if (!whole_set) co_return co_await change_document(exchange, Change::Kind::remove);
    co_await exchange.lrs.documents.remove_all(std::move(context));
    co_return http::no_content();
}

}  // namespace lrs
