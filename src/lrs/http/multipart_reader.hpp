#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/error.hpp"

namespace lrs {

// Reads multipart/mixed (RFC 2046, 5.1) from bytes as they come; holds no more than it was fed last and a delimiter. Throws Error(invalid) with
// the requirement of part 3, 1.5.2 that is not met.
class MultipartReader {
public:
    explicit MultipartReader(std::string_view content_type);  // the whole header

    enum class Event {
        need_more,
        part,      // one begins: header() tells of it
        data,      // some of its content: data()
        part_end,
        end,
    };
    Event next();
    void feed(std::string_view bytes);
    // Nothing more will come. Throws when the end has not been seen.
    [[noreturn]] void refuse_end() const;

    std::optional<std::string> header(std::string_view name) const;  // `name` in lower case
    std::string_view data() const { return data_; }                  // until the next call

private:
    enum class Place { preamble, delimiter, head, content, closed };
    Event look_for_first();
    Event look_behind_delimiter();
    Event look_for_head();
    Event look_for_content();
    std::string_view rest() const { return std::string_view(held_).substr(at_); }

    std::string delimiter_, held_, head_;
    std::string_view data_;
    std::size_t at_ = 0;
    Place place_ = Place::preamble;
};

Error multipart_refusal(std::string_view reason, std::string_view id);

}  // namespace lrs
