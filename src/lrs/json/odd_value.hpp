#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace lrs {

struct AnyValue {
    std::size_t size = 0;  // of its text
    bool odd = false;      // json::Document may refuse it
};
// The JSON value (RFC 8259) that `text` begins with, however large its numbers, with any escapes, up to 512 deep; nullopt when there is none. Its
// stack is not the program's.
std::optional<AnyValue> read_any_value(std::string_view text);

}  // namespace lrs
