#include "lrs/moving/export.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "lrs/json/raw.hpp"
#include "lrs/sql.gen.hpp"
#include "lrs/statement/shape.hpp"
#include "lrs/store/ingest.hpp"
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
    if (!attachments_.empty()) {
        auto sha2 = std::move(attachments_.front());
        attachments_.pop_front();
        co_return co_await write_attachment(std::move(sha2));
    }
    if (!std::exchange(loaded_, false)) co_return std::nullopt;
    co_return write_page();
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
Task<std::string> Export::write_attachment(std::string sha2) {
    const auto rows = co_await database_.read(sql::find_attachments, query_.org, json_list({sha2}));
    if (rows.empty()) co_return "";
    const auto& bytes = rows[0].bytes(2);
    const auto content = crypto::to_base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    co_return "{\"attachment\":{\"sha2\":" + raw::quoted(sha2) + ",\"contentType\":" + raw::quoted(rows[0].text(1)) + ",\"base64url\":\"" + content + "\"}}\n";
}

std::string Export::write_page() {
    std::string out;
    for (const auto& statement : page_.statements) {
        if (form_.kind == ExportForm::Kind::csv) out += csv_row(form_.columns, statement.body);
        else append_line(out, statement.body);
    }
    page_ = {};
    return out;
}

}  // namespace lrs
