#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lrs/store/ingest.hpp"
#include "platform/db/database.hpp"

// The contents of attachments in the database: small ones in one row, larger ones in pieces, so that neither storing one nor reading it needs
// memory for all of it. Hexadecimal digits have no case: a content is found by its sha2 in either, and kept by that in lower case.
namespace lrs {

inline constexpr std::size_t attachment_piece = 3 << 18;      // bytes; base64 of pieces joins, since three divides it
inline constexpr std::size_t small_attachment = 256 << 10;  // up to here one row holds it

// A content that comes in pieces, written as they come. It belongs to nothing until an Attachment of its id is stored; what is never stored is
// deleted by discard_content(), or after a day by discard_abandoned().
class AttachmentWriter {
public:
    AttachmentWriter(db::Database& database, OrgId org) : database_(database), org_(std::move(org)) {}
    Task<void> begin();                            // first
    const std::string& id() const { return id_; }  // of the content
    Task<void> add(std::string_view bytes);
    Task<void> finish();  // writes the rest
    std::size_t size() const { return size_; }

private:
    Task<void> write_piece();

    db::Database& database_;
    OrgId org_;
    std::string id_;
    db::Bytes held_;
    std::int64_t piece_ = 0;
    std::size_t size_ = 0;
};
Task<void> discard_content(db::Database& database, OrgId org, std::string content_id);
// What was begun more than a day ago and never stored; for a schedule.
Task<void> discard_abandoned(db::Database& database);

// What is stored of an attachment, without its content.
struct StoredAttachment {
    std::string sha2, content_type, content_id;
    std::size_t size = 0;
};
// Each has the sha2 by which it is asked for, so that readers who compare it with what a statement says need not know of cases.
Task<std::vector<StoredAttachment>> list_attachments(db::Database& database, OrgId org, const std::vector<std::string>& hashes);

// Reads one from the beginning to the end. One coroutine at a time.
class AttachmentReader {
public:
    AttachmentReader(db::Database& database, OrgId org, StoredAttachment attachment)
        : database_(database), org_(std::move(org)), attachment_(std::move(attachment)) {}
    // The next bytes; "" at the end. Throws Error(unavailable) when it has been erased meanwhile.
    Task<std::string> next();

private:
    db::Database& database_;
    OrgId org_;
    StoredAttachment attachment_;
    std::size_t read_ = 0;
    std::int64_t piece_ = 0;
};

// With their contents in memory, for who needs them whole.
Task<std::vector<Attachment>> load_attachments(db::Database& database, OrgId org, const std::vector<std::string>& hashes);

// Nothing happens when one of this hash is there; a content that was written beforehand then goes.
void insert_attachment(db::Transaction& tx, const OrgId& org, const Attachment& attachment);
// Whether it was deleted: false while a statement uses it.
bool delete_unused_attachment(db::Transaction& tx, const OrgId& org, const std::string& sha2);

}  // namespace lrs
