#include "lrs/moving/export.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "lrs/json/raw.hpp"
#include "lrs/statement/shape.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {

namespace {
constexpr std::int64_t page_size = 200;

// A statement is kept as it was sent, over several lines perhaps; in JSON a line break is never part of a value.
void append_line(std::string& out, std::string body) {
    std::ranges::replace_if(body, [](char letter) { return letter == '\n' || letter == '\r'; }, ' ');
    out.append(body).append("\n");
}
}  // namespace

Export::Export(db::Database& database, Query query, ExportForm form)
    : database_(database), query_(std::move(query)), form_(std::move(form)), head_due_(form_.kind == ExportForm::Kind::csv) {
    query_.ascending = true;
    query_.voided_too = true;
    query_.limit = page_size;
    query_.before = std::min(query_.before, timing::now());
}

Task<std::optional<std::string>> Export::next() {
    if (std::exchange(head_due_, false)) co_return csv_head(form_.columns);
    if (!loaded_ && !ended_) co_await load_page();
    if (reader_) co_return co_await go_on_with_attachment();
    if (!attachments_.empty()) {
        auto sha2 = std::move(attachments_.front());
        attachments_.pop_front();
        co_return co_await begin_attachment(std::move(sha2));
    }
    if (!std::exchange(loaded_, false)) co_return std::nullopt;
    co_return co_await write_page();
}

Task<void> Export::load_page() {
    page_ = co_await find_page(database_, query_);
    ended_ = !page_.more;
    loaded_ = !page_.statements.empty();
    if (!loaded_) co_return;
    query_.after = page_.statements.back().stored;
    if (!form_.attachments) co_return;
    std::set<std::string> hashes;
    for (const auto& statement : page_.statements)
        for (auto& hash : attachment_hashes(statement.body)) hashes.insert(std::move(hash));
    attachments_.assign(hashes.begin(), hashes.end());
}

// "" for one whose content was never here.
Task<std::string> Export::begin_attachment(std::string sha2) {
    auto found = co_await list_attachments(database_, query_.org, {sha2});
    if (found.empty()) co_return "";
    const auto type = raw::quoted(found[0].content_type);
    reader_.emplace(database_, query_.org, std::move(found[0]));
    co_return "{\"attachment\":{\"sha2\":" + raw::quoted(sha2) + ",\"contentType\":" + type + ",\"base64url\":\"" + co_await go_on_with_attachment();
}

Task<std::string> Export::go_on_with_attachment() {
    const auto piece = co_await reader_->next();
    if (!piece.empty()) co_return crypto::to_base64url(piece);
    reader_.reset();
    co_return "\"}}\n";
}

Task<std::string> Export::write_page() {
    std::string out;
    for (auto& statement : page_.statements) {
        if (form_.rewrite) statement.body = co_await form_.rewrite(std::move(statement.body), statement.edition);
        if (statement.body.empty()) continue;
        if (form_.kind == ExportForm::Kind::csv) out += csv_row(form_.columns, statement.body);
        else append_line(out, statement.body);
    }
    page_ = {};
    co_return out;
}

}  // namespace lrs
