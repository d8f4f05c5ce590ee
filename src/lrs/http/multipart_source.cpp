#include "lrs/http/multipart_source.hpp"

#include <iterator>
#include <utility>

namespace lrs {

MultipartSource::MultipartSource(db::Database& database, OrgId org, std::string json, std::vector<StoredAttachment> files)
    : database_(database),
      org_(std::move(org)),
      beginning_(writer_.statements(json)),
      files_(std::make_move_iterator(files.begin()), std::make_move_iterator(files.end())),
      size_(beginning_->size() + writer_.end().size()) {
    for (const auto& file : files_) size_ += writer_.head(file.content_type, file.sha2).size() + file.size;
}

Task<std::string> MultipartSource::next() {
    if (beginning_) {
        auto beginning = std::move(*beginning_);
        beginning_.reset();
        co_return beginning;
    }
    if (reader_) {
        auto piece = co_await reader_->next();
        if (!piece.empty()) co_return piece;
        reader_.reset();
    }
    if (!files_.empty()) co_return begin_file();
    if (std::exchange(ended_, true)) co_return "";
    co_return writer_.end();
}

std::string MultipartSource::begin_file() {
    auto file = std::move(files_.front());
    files_.pop_front();
    auto head = writer_.head(file.content_type, file.sha2);
    reader_.emplace(database_, org_, std::move(file));
    return head;
}

}  // namespace lrs
