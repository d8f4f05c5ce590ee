#include "lrs/moving/remote_store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lrs/http/multipart.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/json/readable.hpp"
#include "lrs/statement/shape.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/text/percent.hpp"

namespace lrs {

namespace {
constexpr std::chrono::seconds patience{60};
constexpr std::size_t longest_page = 256 << 20;  // of one page with its attachments
constexpr int statements_a_page = 100;

Error senseless(std::string_view what) { return {ErrorCode::upstream, fmt::format("the other record store answers with {}", what)}; }

// The scheme, host and port of a URL.
std::string_view origin(std::string_view url) { return url.substr(0, url.find('/', url.find("://") + 3)); }

bool may_pass(int status) { return status == 408 || status == 429 || status >= 500; }

std::vector<std::string> texts_of(std::string_view json_array) {
    const json::Document readable(json_array);
    if (readable.root().kind() != json::Kind::array) throw senseless("no list of documents");
    std::vector<std::string> texts;
    for (const auto item : raw::items(raw::trimmed(json_array)))
        if (item.starts_with('"')) texts.push_back(raw::unquoted(item));
    return texts;
}

std::string content_type_of(const client::Response& response) { return std::string(response.header("content-type").value_or("")); }

void add_statements(RemoteStore::Page& page, std::string_view json) {
    const Readable readable(json);
    const auto members = readable.root().kind() == json::Kind::object ? raw::members(raw::trimmed(json)) : std::vector<raw::Member>();
    const auto list = raw::find(members, "statements");
    if (!raw::is_array(list)) throw senseless("no page of statements");
    for (const auto item : raw::items(list)) page.statements.emplace_back(item);
    if (const auto more = raw::find(members, "more"); more.starts_with('"')) page.more = raw::unquoted(more);
}

// The type that a statement of the page declares for an attachment.
std::string declared_type(const RemoteStore::Page& page, std::string_view sha2) {
    for (const auto& statement : page.statements) {
        const auto list = raw::find(raw::members(statement), "attachments");
        if (!raw::is_array(list)) continue;
        for (const auto item : raw::items(list)) {
            const auto members = raw::members(item);
            if (raw::unquoted(raw::find(members, "sha2")) == sha2) return raw::unquoted(raw::find(members, "contentType"));
        }
    }
    return "application/octet-stream";
}
}  // namespace

// Credentials go nowhere but to the host they are for.
Task<client::Response> RemoteStore::get(std::string url) {
    if (origin(url) != origin(url_)) throw senseless("a link to another host");
    client::Request request{.url = std::move(url), .first_byte_timeout = patience, .idle_timeout = patience, .response_limit = longest_page, .stop = stop_};
    request.deadline = timing::in(std::chrono::minutes(2));
    request.headers = {{"X-Experience-API-Version", std::string(to_string(version_))}, {"Authorization", "Basic " + crypto::to_base64(credentials_)}};
    auto answer = co_await client_.fetch(std::move(request));
    if (!answer) throw Error(ErrorCode::unavailable, "no answer: " + answer.error().detail);
    if (may_pass(answer->status)) throw Error(ErrorCode::unavailable, fmt::format("the other record store answers {}", answer->status));
    co_return std::move(*answer);
}

Task<RemoteStore::Page> RemoteStore::page(std::string url) {
    const auto answer = co_await get(std::move(url));
    if (answer.status != 200) throw senseless(fmt::format("{}", answer.status));
    Page page;
    const auto type = content_type_of(answer);
    if (!type.starts_with("multipart/mixed")) {
        add_statements(page, answer.body);
        co_return page;
    }
    const auto parts = read_multipart(type, answer.body);
    add_statements(page, parts.statements);
    for (const auto& part : parts.attachments) page.attachments.push_back({part.sha2, declared_type(page, part.sha2), part.content});
    co_return page;
}

Task<RemoteStore::Page> RemoteStore::first_page(std::string since) {
    auto url = fmt::format("{}/statements?ascending=true&attachments=true&limit={}", url_, statements_a_page);
    if (!since.empty()) url += "&since=" + text::encode_percent(since);
    co_return co_await page(std::move(url));
}

Task<RemoteStore::Page> RemoteStore::next_page(std::string more) {
    co_return co_await page(more.starts_with('/') ? std::string(origin(url_)) + more : std::move(more));
}

Task<std::vector<std::string>> RemoteStore::document_ids(std::string resource, std::string query) {
    const auto answer = co_await get(fmt::format("{}/{}?{}", url_, resource, query));
    if (answer.status != 200) co_return std::vector<std::string>();
    co_return texts_of(answer.body);
}

Task<std::optional<RemoteStore::Fetched>> RemoteStore::document(std::string resource, std::string query) {
    auto answer = co_await get(fmt::format("{}/{}?{}", url_, resource, query));
    if (answer.status != 200) co_return std::nullopt;
    co_return Fetched{content_type_of(answer), std::move(answer.body)};
}

}  // namespace lrs
