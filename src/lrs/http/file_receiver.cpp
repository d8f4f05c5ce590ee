#include "lrs/http/file_receiver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lrs/http/multipart.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr std::size_t most_small_files = 1 << 20;  // bytes of them in memory
}

void FileReceiver::begin(std::string sha2, std::string content_type, std::optional<std::size_t> most_in_memory) {
    file_.emplace(Attachment{std::move(sha2), std::move(content_type), {}}, AttachmentWriter(database_, org_), most_in_memory);
}

bool FileReceiver::stays_in_memory(std::size_t bytes) const {
    if (!file_->most_in_memory) return !file_->written && bytes <= std::min(small_attachment, most_small_files - std::min(in_memory_, most_small_files));
    if (bytes > *file_->most_in_memory) throw Error(ErrorCode::too_large, fmt::format("a signature may have at most {} bytes", *file_->most_in_memory));
    return true;
}

Task<void> FileReceiver::add(std::string_view bytes) {
    auto& file = *file_;
    auto& content = file.attachment.content;
    file.digest.add(bytes);
    if (stays_in_memory(content.size() + bytes.size())) {
        content += bytes;
        co_return;
    }
    if (!std::exchange(file.written, true)) {
        co_await file.writer.begin();
        written_.push_back(file.writer.id());
        co_await file.writer.add(std::exchange(content, {}));
    }
    co_await file.writer.add(bytes);
}

Task<Attachment> FileReceiver::finish() {
    auto& [attachment, digest, writer, most_in_memory, written] = *file_;
    check_digest(digest.hex(), attachment.sha2);
    in_memory_ += attachment.content.size();
    if (written) {
        co_await writer.finish();
        attachment.content_id = writer.id();
        attachment.size = writer.size();
    }
    co_return std::move(attachment);
}

Task<void> FileReceiver::give_up() {
    for (const auto& id : std::exchange(written_, {})) co_await discard_content(database_, org_, id);
}

}  // namespace lrs
