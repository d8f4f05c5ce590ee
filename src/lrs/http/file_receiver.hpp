#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lrs/attachments/attachments.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {

// Takes files that come one after another in pieces. Small ones stay in memory, what grows larger is written from its beginning on, so files of any number and
// size cost a few pieces of memory. One coroutine at a time; `database` outlives it.
class FileReceiver {
public:
    FileReceiver(db::Database& database, OrgId org) : database_(database), org_(std::move(org)) {}
    // One begins. With `most_in_memory` it stays there whatever its size, and more bytes than that are Error(too_large).
    void begin(std::string sha2, std::string content_type, std::optional<std::size_t> most_in_memory = {});
    Task<void> add(std::string_view bytes);
    // It has ended. Throws Error(invalid) when it has not the digest that was told.
    Task<Attachment> finish();
    // Nothing is stored of what came: what has been written goes.
    Task<void> give_up();

private:
    struct File {
        File(Attachment declared, AttachmentWriter to, std::optional<std::size_t> most)
            : attachment(std::move(declared)), digest(static_cast<int>(attachment.sha2.size() * 4)), writer(std::move(to)), most_in_memory(most) {}
        Attachment attachment;
        crypto::Sha2 digest;
        AttachmentWriter writer;
        std::optional<std::size_t> most_in_memory;
        bool written = false;
    };
    bool stays_in_memory(std::size_t bytes) const;

    db::Database& database_;
    OrgId org_;
    std::optional<File> file_;
    std::size_t in_memory_ = 0;         // bytes of earlier ones
    std::vector<std::string> written_;  // ids of contents
};

}  // namespace lrs
