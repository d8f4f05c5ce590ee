#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lrs/store/known_marks.hpp"
#include "lrs/store/links.hpp"
#include "lrs/store/prepared.hpp"
#include "platform/db/database.hpp"

namespace lrs {

struct Attachment {
    std::string sha2, content_type;
    std::string content;
    std::string content_id = {};  // not "": the content has been written already, see AttachmentWriter, and `content` is empty
    std::size_t size = 0;         // of a content that has been written
};

// The statements of one request: all are stored or none is.
struct Batch {
    OrgId org;
    std::int64_t authority_key = 0;
    std::vector<Prepared> statements;
    std::vector<Attachment> attachments;

    // Outcome.
    std::optional<std::string> conflict;  // an id under which another statement is stored; then nothing of the batch is
    std::vector<std::size_t> learned;     // marks of definitions that are merged now
};

// What a transaction has stored, in order, and the numbers of the store before and after it.
struct StoredGroup {
    timing::Micros previous = 0, last = 0;
    std::vector<StoredStatement> statements;  // of the batches
};

// Writes batches in one transaction (see GroupCommit). Takes the numbers of `stored` first, so that they rise in the order of
// commits; rows are written in one order by everybody. May run more than once for the same batches.
StoredGroup store_batches(db::Transaction& tx, std::span<Batch* const> batches, const KnownMarks& known);

// The ids as a JSON array of texts, for queries that take a list.
std::string json_list(const std::vector<std::string>& texts);

}  // namespace lrs
