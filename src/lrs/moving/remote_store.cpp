#include "lrs/moving/remote_store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lrs/http/file_receiver.hpp"
#include "lrs/http/multipart.hpp"
#include "lrs/http/multipart_parts.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/json/readable.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/shape.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/outcome.hpp"
#include "platform/text/percent.hpp"

namespace lrs {

namespace {
constexpr std::chrono::seconds patience{60};
constexpr std::size_t longest_json = 256 << 20;       // of one page, or a document
constexpr std::size_t longest_page = std::size_t{8} << 30;  // with its files
constexpr int statements_a_page = 100;

Error senseless(std::string_view what) { return {ErrorCode::upstream, fmt::format("the other record store answers with {}", what)}; }

Error no_answer(const client::TransferError& error) { return {ErrorCode::unavailable, "no answer: " + error.detail}; }

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
    for (const auto& statement : page.statements)
        for (const auto attachment : attachments_of(statement)) {
            const auto members = raw::members(attachment);
            const auto hash = raw::find(members, "sha2"), type = raw::find(members, "contentType");
            if (hash.starts_with('"') && type.starts_with('"') && lower_case(raw::unquoted(hash)) == sha2) return raw::unquoted(type);
        }
    return "application/octet-stream";
}

client::Response checked(std::expected<client::Response, client::TransferError> answer) {
    if (!answer) throw no_answer(answer.error());
    if (may_pass(answer->status)) throw Error(ErrorCode::unavailable, fmt::format("the other record store answers {}", answer->status));
    return std::move(*answer);
}

Task<std::string> piece_of(client::Transfer& transfer) {
    auto piece = co_await transfer.piece();
    if (!piece) throw no_answer(piece.error());
    co_return std::move(*piece);
}

void add_json(std::string& json, std::string_view bytes) {
    if (json.size() + bytes.size() > longest_json) throw senseless("a page that is too large");
    json += bytes;
}

Task<void> read_parts(MultipartParts& parts, RemoteStore::Page& page, FileReceiver& receiver) {
    co_await parts.begin_statements();
    std::string json;
    for (auto data = co_await parts.data(); !data.empty(); data = co_await parts.data()) add_json(json, data);
    add_statements(page, json);
    while (co_await parts.begin_file()) {
        const auto hash = checked_hash(parts.head());
        receiver.begin(hash, declared_type(page, hash));
        for (auto data = co_await parts.data(); !data.empty(); data = co_await parts.data()) co_await receiver.add(data);
        page.attachments.push_back(co_await receiver.finish());
    }
}
}  // namespace

// Credentials go nowhere but to the host they are for.
client::Request RemoteStore::request_to(std::string url) const {
    if (origin(url) != origin(url_)) throw senseless("a link to another host");
    client::Request request{.url = std::move(url), .first_byte_timeout = patience, .idle_timeout = patience, .response_limit = longest_json, .stop = stop_};
    request.deadline = timing::in(std::chrono::minutes(2));
    request.headers = {{"X-Experience-API-Version", std::string(to_string(version_))}, {"Authorization", "Basic " + crypto::to_base64(credentials_)}};
    return request;
}

Task<client::Response> RemoteStore::get(std::string url) { co_return checked(co_await client_.fetch(request_to(std::move(url)))); }

Task<RemoteStore::Page> RemoteStore::page(std::string url) {
    auto request = request_to(std::move(url));
    request.response_limit = longest_page;
    request.deadline = timing::in(std::chrono::minutes(30));  // its files are written while they come
    const auto transfer = client_.open(std::move(request));
    const auto answer = checked(co_await transfer->head());
    if (answer.status != 200) throw senseless(fmt::format("{}", answer.status));
    Page page;
    const auto type = content_type_of(answer);
    if (!type.starts_with("multipart/mixed")) {
        std::string json;
        for (auto piece = co_await piece_of(*transfer); !piece.empty(); piece = co_await piece_of(*transfer)) add_json(json, piece);
        add_statements(page, json);
        co_return page;
    }
    MultipartParts parts(type, [&transfer] { return piece_of(*transfer); });
    FileReceiver receiver(database_, org_);
    const auto read = co_await outcome_of(read_parts(parts, page, receiver));
    if (!read) co_await receiver.give_up();
    or_throw(read);
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
