#pragma once
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "lrs/attachments/attachments.hpp"
#include "lrs/http/multipart.hpp"

namespace lrs {

// Statements and the files they declare as multipart/mixed, a piece at a time: costs memory for the JSON and one piece. One coroutine at a time; `database`
// outlives it.
class MultipartSource {
public:
    MultipartSource(db::Database& database, OrgId org, std::string json, std::vector<StoredAttachment> files);
    std::string content_type() const { return writer_.content_type(); }
    std::size_t size() const { return size_; }  // bytes of all pieces
    // The next bytes; "" at the end. Throws Error(unavailable) when a file has been erased meanwhile.
    Task<std::string> next();

private:
    std::string begin_file();

    db::Database& database_;
    OrgId org_;
    MultipartWriter writer_;
    std::optional<std::string> beginning_;
    std::deque<StoredAttachment> files_;
    std::optional<AttachmentReader> reader_;
    std::size_t size_;
    bool ended_ = false;
};

}  // namespace lrs
