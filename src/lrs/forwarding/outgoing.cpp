#include "lrs/forwarding/outgoing.hpp"

#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "lrs/json/raw.hpp"
#include "lrs/statement/shape.hpp"
#include "lrs/statement/validate.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {

namespace {
std::size_t attachment_weight(std::string_view statement) {
    std::size_t weight = 0;
    for (const auto attachment : attachments_of(statement)) {
        const auto length = raw::find(raw::members(attachment), "length");
        std::size_t bytes = 0;
        std::from_chars(length.data(), length.data() + length.size(), bytes);
        weight += bytes;
    }
    return weight;
}

client::Request request_to(std::string method, std::string url) {
    client::Request request{.method = std::move(method), .url = std::move(url)};
    request.response_limit = 8 << 20;
    return request;
}

client::Request lrs_request(const Target& target, std::string method, std::string_view query) {
    auto request = request_to(std::move(method), target.url + "/statements" + std::string(query));
    request.headers.push_back({"X-Experience-API-Version", std::string(to_string(target.version))});
    request.headers.push_back({"Authorization", "Basic " + crypto::to_base64(target.username + ':' + target.secret)});
    return request;
}

client::Request webhook_request(const Forward& forward, const std::string& id, std::string_view event, std::string_view statements) {
    auto request = request_to("POST", forward.target.url);
    const auto now = timing::now();
    request.body = fmt::format(R"({{"event":"{}","id":"{}","forward":"{}","sent_at":"{}","statements":{}}})", event, id, forward.id, timing::to_rfc3339(now), statements);
    request.headers = {{"Content-Type", "application/json"},
                       {"X-OmniTutor-Event", std::string(event)},
                       {"X-OmniTutor-Delivery", id},
                       {"X-OmniTutor-Signature", webhook_signature(forward.target.secret, now / 1'000'000, request.body)}};
    return request;
}

std::string json_array(std::span<const Outgoing> statements) {
    std::string json = "[";
    for (const auto& statement : statements) json.append(json.size() > 1 ? "," : "").append(statement.body);
    return json + ']';
}

std::string voiding(std::string_view id, std::string_view home_page) {
    return fmt::format(R"({{"id":"{}","actor":{{"objectType":"Agent","account":{{"homePage":{},"name":"erasure"}}}},"verb":{{"id":"{}"}},)"
                       R"("object":{{"objectType":"StatementRef","id":"{}"}}}})",
                       uuid_of(fmt::format("void {}", id)), raw::quoted(home_page), voided_verb, id);
}
}  // namespace

std::string uuid_of(std::string_view text) {
    auto hex = crypto::sha256_hex(text).substr(0, 32);
    hex[12] = '8';
    hex[16] = "89ab"[(hex[16] - '0') & 3];
    return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4), hex.substr(20));
}

Outgoing outgoing_of(const Target& target, timing::Micros stored, int edition, std::string_view body) {
    const bool older = target.kind == TargetKind::lrs && target.version == Version::v1_0_3 && edition == 2;
    Outgoing out{.stored = stored, .body = older ? to_1_0_3(body) : std::string(body)};
    out.id = raw::unquoted(raw::find(raw::members(out.body), "id"));
    out.weight = out.body.size() + attachment_weight(out.body);
    return out;
}

client::Request delivery(const Forward& forward, std::span<const Outgoing> statements) {
    auto json = json_array(statements);
    // The same statements have the same id when they are sent again.
    if (forward.target.kind == TargetKind::webhook)
        return webhook_request(forward, uuid_of(forward.id + statements.front().id + statements.back().id), "statements", json);
    auto request = lrs_request(forward.target, "POST", "");
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = std::move(json);
    return request;
}

client::Request delivery_with_files(db::Database& database, const Forward& forward, std::span<const Outgoing> statements, std::vector<StoredAttachment> files) {
    const auto source = std::make_shared<MultipartSource>(database, forward.org, json_array(statements), std::move(files));
    auto request = lrs_request(forward.target, "POST", "");
    request.headers.push_back({"Content-Type", source->content_type()});
    request.upload = {source->size(), [source] { return source->next(); }};
    return request;
}

client::Request notice(const Forward& forward, const std::string& id, const std::string& event, std::string_view ids, std::string_view home_page) {
    if (forward.target.kind == TargetKind::webhook) return webhook_request(forward, id, event, ids);
    auto request = lrs_request(forward.target, "POST", "");
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = "[";
    for (const auto one : raw::items(ids)) request.body.append(request.body.size() > 1 ? "," : "").append(voiding(raw::unquoted(one), home_page));
    request.body += ']';
    return request;
}

client::Request lookup(const Target& target, const std::string& id) { return lrs_request(target, "GET", "?statementId=" + id); }

std::string webhook_signature(std::string_view secret, std::int64_t seconds, std::string_view body) {
    return fmt::format("t={},v1={}", seconds, crypto::hmac_sha256_hex(secret, fmt::format("{}.{}", seconds, body)));
}

}  // namespace lrs
