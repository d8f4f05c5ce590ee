#include "lrs/moving/body_lines.hpp"

#include <algorithm>
#include <utility>

namespace lrs {

Task<std::optional<BodyLines::Line>> BodyLines::next() {
    while (true) {
        const auto end = held_.find('\n', scanned_);
        if (end != held_.npos) co_return take(end);
        if (ended_ && at_ == held_.size() && !passing_over_) co_return std::nullopt;
        if (ended_) co_return take(held_.size());
        co_await receive();
    }
}

BodyLines::Line BodyLines::take(std::size_t end) {
    const Line line{++number_, std::string_view(held_).substr(at_, end - at_), std::exchange(passing_over_, false) || end - at_ > most_};
    at_ = scanned_ = std::min(end + 1, held_.size());
    return line;
}

Task<void> BodyLines::receive() {
    held_.erase(0, std::exchange(at_, 0));
    if (held_.size() > most_) {
        held_.clear();
        passing_over_ = true;
    }
    scanned_ = held_.size();
    const bool streamed = request_.stream != nullptr;
    const auto piece = streamed ? co_await request_.stream->piece() : request_.body;
    ended_ = !streamed || piece.empty();
    held_ += piece;
}

}  // namespace lrs
