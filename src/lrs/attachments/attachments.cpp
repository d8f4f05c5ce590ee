#include "lrs/attachments/attachments.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "lrs/sql.gen.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/bytes.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr timing::Micros abandoned_after = 24LL * 3600 * 1'000'000;

void insert_pieces(db::Transaction& tx, const OrgId& org, const std::string& id, std::string_view content) {
    for (std::int64_t piece = 0; !content.empty(); ++piece) {
        tx.run(sql::insert_attachment_chunk, org, id, piece, db::bytes_of(content.substr(0, attachment_piece)));
        content.remove_prefix(std::min(attachment_piece, content.size()));
    }
}
}  // namespace

Task<void> AttachmentWriter::begin() {
    auto id = new_uuid();
    co_await database_.write(sql::begin_attachment_upload, org_, id, timing::now());
    id_ = std::move(id);
}

Task<void> AttachmentWriter::add(std::string_view bytes) {
    size_ += bytes.size();
    while (!bytes.empty()) {
        const auto part = bytes.substr(0, attachment_piece - held_.size());
        held_.reserve(attachment_piece);
        db::append(held_, part);
        bytes.remove_prefix(part.size());
        if (held_.size() == attachment_piece) co_await write_piece();
    }
}

Task<void> AttachmentWriter::write_piece() {
    std::vector<db::Value> row{org_.str(), id_, piece_++, std::exchange(held_, {})};
    co_await database_.write_rows(sql::insert_attachment_chunk, std::move(row));
}

Task<void> AttachmentWriter::finish() {
    if (!held_.empty()) co_await write_piece();
}

Task<void> discard_content(db::Database& database, OrgId org, std::string content_id) {
    co_await database.transact([org, content_id](db::Transaction& tx) {
        tx.run(sql::delete_attachment_chunks, org, content_id);
        tx.run(sql::end_attachment_upload, org, content_id);
    });
}

Task<void> discard_abandoned(db::Database& database) {
    for (const auto& row : co_await database.read(sql::stale_attachment_uploads, timing::now() - abandoned_after))
        co_await discard_content(database, row.id<OrgId>(0), row.text(1));
}

Task<std::vector<StoredAttachment>> list_attachments(db::Database& database, OrgId org, const std::vector<std::string>& hashes) {
    std::vector<StoredAttachment> found;
    if (hashes.empty()) co_return found;
    std::map<std::string, std::set<std::string>> asked;  // by how it is kept
    for (const auto& hash : hashes) asked[lower_case(hash)].insert(hash);
    std::vector<std::string> kept;
    for (const auto& [hash, _] : asked) kept.push_back(hash);
    for (const auto& row : co_await database.read(sql::list_attachments, org, json_list(kept)))
        for (const auto& hash : asked.at(row.text(0))) found.push_back({hash, row.text(1), row.text(2), static_cast<std::size_t>(row.integer(3))});
    co_return found;
}

Task<std::string> AttachmentReader::next() {
    if (read_ >= attachment_.size) co_return "";
    const bool whole = attachment_.content_id.empty();
    const auto rows = whole ? co_await database_.read(sql::find_attachment_content, org_, lower_case(attachment_.sha2))
                            : co_await database_.read(sql::find_attachment_chunk, org_, attachment_.content_id, piece_++);
    if (rows.empty()) throw Error(ErrorCode::unavailable, "this attachment has been erased");
    std::string text(db::text_of(rows[0].bytes(0)));
    read_ += text.size();
    co_return text;
}

Task<std::vector<Attachment>> load_attachments(db::Database& database, OrgId org, const std::vector<std::string>& hashes) {
    std::vector<Attachment> loaded;
    for (auto& stored : co_await list_attachments(database, org, hashes)) {
        Attachment attachment{stored.sha2, stored.content_type, {}};
        attachment.content.reserve(stored.size);
        AttachmentReader reader(database, org, std::move(stored));
        for (auto piece = co_await reader.next(); !piece.empty(); piece = co_await reader.next()) attachment.content += piece;
        loaded.push_back(std::move(attachment));
    }
    co_return loaded;
}

void insert_attachment(db::Transaction& tx, const OrgId& org, const Attachment& attachment) {
    const auto& [sha2, content_type, content, content_id, size] = attachment;
    const bool written = !content_id.empty(), small = content.size() <= small_attachment;
    const auto id = written || small ? content_id : new_uuid();
    const auto bytes = static_cast<std::int64_t>(written ? size : content.size());
    const auto whole = small ? db::bytes_of(content) : db::Bytes();
    const bool fresh = tx.run(sql::insert_attachment, org, lower_case(sha2), content_type, whole, id, bytes).affected() > 0;
    if (fresh && !small) insert_pieces(tx, org, id, content);
    if (!written) return;
    tx.run(sql::end_attachment_upload, org, id);
    if (!fresh) tx.run(sql::delete_attachment_chunks, org, id);
}

bool delete_unused_attachment(db::Transaction& tx, const OrgId& org, const std::string& sha2) {
    const auto kept = lower_case(sha2);
    tx.run(sql::delete_unused_attachment_chunks, org, kept);
    return tx.run(sql::delete_unused_attachment, org, kept).affected() > 0;
}

}  // namespace lrs
