#include "lms/content/byte_range.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace lms {

namespace {
std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}
}  // namespace

std::optional<ByteRange> byte_range(std::string_view header, std::size_t size) {
    constexpr std::string_view unit = "bytes=";
    if (!header.starts_with(unit)) return std::nullopt;
    header.remove_prefix(unit.size());
    const auto dash = header.find('-');
    if (dash == header.npos) return std::nullopt;
    const auto first = number(header.substr(0, dash)), last = number(header.substr(dash + 1));
    if (dash == 0) {  // the last so many
        if (!last) return std::nullopt;
        const auto length = std::min<std::uint64_t>(*last, size);
        return ByteRange{size - length, length};
    }
    if (!first || (!last && dash + 1 != header.size()) || (last && *last < *first)) return std::nullopt;
    if (*first >= size) return ByteRange{};
    return ByteRange{*first, std::min<std::uint64_t>(last.value_or(size - 1), size - 1) - *first + 1};
}

}  // namespace lms
