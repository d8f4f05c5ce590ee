#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace lms {

struct ByteRange {
    std::size_t first = 0, length = 0;  // 0: nothing of the content is in the range (416)
};
// The one range that a Range header asks for (RFC 9110, 14.2); nullopt for the whole content: without a header, and for several ranges
// or other units, which a server may ignore.
std::optional<ByteRange> byte_range(std::string_view header, std::size_t size);

}  // namespace lms
