#include "lrs/http/multipart_parts.hpp"

#include "lrs/http/multipart.hpp"

namespace lrs {

using Event = MultipartReader::Event;

Task<Event> MultipartParts::next() {
    auto event = reader_.next();
    for (; event == Event::need_more; event = reader_.next()) {
        const auto piece = co_await next_piece_();
        if (piece.empty()) reader_.refuse_end();
        reader_.feed(piece);
    }
    co_return event;
}

Task<void> MultipartParts::begin_statements() {
    if (co_await next() != Event::part) throw multipart_refusal("the first part holds the statements", "XAPI-00133");
    check_statements_part(reader_);
}

Task<bool> MultipartParts::begin_file() { co_return co_await next() == Event::part; }

// No event of data is empty.
Task<std::string_view> MultipartParts::data() {
    if (co_await next() == Event::data) co_return reader_.data();
    co_return std::string_view();
}

}  // namespace lrs
