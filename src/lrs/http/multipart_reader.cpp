#include "lrs/http/multipart_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lrs/json/raw.hpp"
#include "lrs/statement/formats.hpp"

namespace lrs {

namespace {
constexpr std::size_t most_head = 16 * 1024;

std::string boundary_of(std::string_view content_type) {
    const auto at = lower_case(content_type).find("boundary=");
    if (at == std::string::npos) throw multipart_refusal("the Content-Type has no boundary", "XAPI-00131");
    auto text = content_type.substr(at + 9);
    if (text.starts_with('"')) text = text.substr(1, text.find('"', 1) - 1);
    else text = raw::trimmed(text.substr(0, text.find(';')));
    if (text.empty() || text.size() > 70) throw multipart_refusal("the boundary has 1 to 70 characters", "XAPI-00131");
    return std::string(text);
}
}  // namespace

Error multipart_refusal(std::string_view reason, std::string_view id) {
    return {ErrorCode::invalid, fmt::format("multipart/mixed: {} (xAPI part 3, 1.5.2, {})", reason, id)};
}

// A delimiter is a line break, two dashes and the boundary. Before the first the break may be missing, so one is put there.
MultipartReader::MultipartReader(std::string_view content_type) : delimiter_("\r\n--" + boundary_of(content_type)), held_("\r\n") {}

void MultipartReader::feed(std::string_view bytes) {
    held_.erase(0, at_);
    at_ = 0;
    held_ += bytes;
}

MultipartReader::Event MultipartReader::next() {
    switch (place_) {
        case Place::preamble: return look_for_first();
        case Place::delimiter: return look_behind_delimiter();
        case Place::head: return look_for_head();
        case Place::content: return look_for_content();
        default: return Event::end;
    }
}

void MultipartReader::refuse_end() const {
    if (place_ == Place::preamble) throw multipart_refusal("the boundary of the Content-Type does not occur", "XAPI-00130");
    throw multipart_refusal("the closing boundary is missing", "XAPI-00130");
}

MultipartReader::Event MultipartReader::look_for_first() {
    const auto found = rest().find(delimiter_);
    if (found == std::string_view::npos) {
        at_ += rest().size() - std::min(rest().size(), delimiter_.size() - 1);
        return Event::need_more;
    }
    at_ += found + delimiter_.size();
    place_ = Place::delimiter;
    return look_behind_delimiter();
}

// Two dashes close; what else stands on the line means nothing.
MultipartReader::Event MultipartReader::look_behind_delimiter() {
    if (rest().size() < 2) return Event::need_more;
    if (rest().starts_with("--")) {
        place_ = Place::closed;
        return Event::end;
    }
    const auto line = rest().find("\r\n");
    if (line == std::string_view::npos) {
        if (rest().size() > most_head) throw multipart_refusal("the closing boundary is missing", "XAPI-00130");
        return Event::need_more;
    }
    at_ += line;
    place_ = Place::head;
    return look_for_head();
}

// Begins at the line break before the head. A delimiter may share the break that ends a line with the head's end, so that many bytes must be there.
MultipartReader::Event MultipartReader::look_for_head() {
    const auto end = rest().find("\r\n\r\n"), next_part = rest().find(delimiter_);
    const bool ended = end != std::string_view::npos;
    if (next_part != std::string_view::npos && (!ended || next_part < end + 4)) throw multipart_refusal("a part has no end of its headers", "XAPI-00130");
    if (std::min(end, rest().size()) > most_head) throw multipart_refusal("the headers of a part are too large", "XAPI-00130");
    if (!ended || rest().size() < end + 2 + delimiter_.size()) return Event::need_more;
    head_ = rest().substr(2, std::max<std::size_t>(end, 2) - 2);
    at_ += end + 4;
    place_ = Place::content;
    return Event::part;
}

MultipartReader::Event MultipartReader::look_for_content() {
    const auto found = rest().find(delimiter_);
    if (found == 0) {
        at_ += delimiter_.size();
        place_ = Place::delimiter;
        return Event::part_end;
    }
    // The end of what is there may be the beginning of a delimiter.
    const auto size = found == std::string_view::npos ? rest().size() - std::min(rest().size(), delimiter_.size() - 1) : found;
    if (size == 0) return Event::need_more;
    data_ = rest().substr(0, size);
    at_ += size;
    return Event::data;
}

std::optional<std::string> MultipartReader::header(std::string_view name) const {
    std::string_view lines = head_;
    while (!lines.empty()) {
        const auto end = std::min(lines.find("\r\n"), lines.size());
        const auto line = lines.substr(0, end);
        const auto colon = std::min(line.find(':'), line.size());
        if (lower_case(line.substr(0, colon)) == name) return std::string(raw::trimmed(line.substr(std::min(colon + 1, line.size()))));
        lines.remove_prefix(std::min(end + 2, lines.size()));
    }
    return std::nullopt;
}

}  // namespace lrs
