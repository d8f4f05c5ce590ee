#include "library/text/utf8.hpp"

#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace library {

namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

bool kept(char32_t point) { return point >= 0x20 ? point != 0x7F : point == '\n' || point == '\t'; }

void add(Repaired& result, char32_t point) {
    if (kept(point)) append_code_point(result.text, point);
}

Repaired from_utf16(std::string_view bytes, bool big_endian) {
    Repaired result;
    const auto unit = [&](std::size_t at) -> char32_t {
        const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
        return big_endian ? first << 8 | second : second << 8 | first;
    };
    for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
        char32_t point = unit(at);
        if (U16_IS_LEAD(point) && at + 3 < bytes.size() && U16_IS_TRAIL(unit(at + 2))) {
            point = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(point, unit(at + 2)));
            at += 2;
        }
        if (U_IS_SURROGATE(point)) {
            ++result.broken;
            point = 0xFFFD;
        }
        add(result, point);
    }
    return result;
}

Repaired from_utf8(std::string_view bytes) {
    Repaired result;
    result.text.reserve(bytes.size());
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const auto size = static_cast<std::int64_t>(bytes.size());
    for (std::int64_t at = 0; at < size;) {
        if (data[at] < 0x80) {
            if (kept(data[at])) result.text += static_cast<char>(data[at]);
            else if (data[at] == '\r' && (at + 1 == size || data[at + 1] != '\n')) result.text += '\n';
            ++at;
            continue;
        }
        UChar32 point;
        U8_NEXT(data, at, size, point);
        if (point < 0) ++result.broken;
        add(result, point < 0 ? 0xFFFD : static_cast<char32_t>(point));
    }
    return result;
}

}  // namespace

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char byte : text) count += !continues(byte);
    return count;
}

std::string_view slice(std::string_view text, std::size_t start, std::size_t end) {
    if (start > end) return {};
    std::size_t point = 0, from = std::string_view::npos;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && continues(text[at])) continue;
        if (point == start) from = at;
        if (point == end) return text.substr(from, at - from);
        ++point;
    }
    return {};
}

Repaired repair(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes, false);
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes, true);
    return from_utf8(bytes);
}

void append_code_point(std::string& text, char32_t point) {
    std::uint8_t buffer[4];
    std::int32_t length = 0;
    UBool failed = false;
    U8_APPEND(buffer, length, 4, static_cast<UChar32>(point), failed);
    if (!failed) text.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
}

}  // namespace library
