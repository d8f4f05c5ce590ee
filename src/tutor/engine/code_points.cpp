#include "tutor/engine/code_points.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace tutor::engine {

namespace {
bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }
}  // namespace

CodePoints::CodePoints(std::string_view text) {
    starts_.reserve(text.size() + 1);
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i == 0 || !continues(text[i])) starts_.push_back(i);
    starts_.push_back(text.size());
}

int CodePoints::point(std::size_t byte) const {
    const auto after = std::ranges::upper_bound(starts_, byte);
    return std::max(0, static_cast<int>(after - starts_.begin()) - 1);
}

std::string_view cut(std::string_view text, int start, int end) {
    const CodePoints points(text);
    if (start < 0 || start > end || end > points.size()) return {};
    return text.substr(points.byte(start), points.byte(end) - points.byte(start));
}

char32_t next_point(std::string_view text, std::size_t& at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
        ++at;
        return byte;
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    auto position = static_cast<std::int64_t>(at);
    const auto length = static_cast<std::int64_t>(text.size());
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(bytes, position, length, point);
    at = static_cast<std::size_t>(position);
    return static_cast<char32_t>(point);
}

bool is_letter(char32_t point) {
    if (point < 0x80) return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
    // A combining mark belongs to the letter before it.
    return u_isalpha(static_cast<UChar32>(point)) || (U_GET_GC_MASK(static_cast<UChar32>(point)) & U_GC_M_MASK) != 0;
}

bool is_digit(char32_t point) {
    return point < 0x80 ? point >= '0' && point <= '9' : u_isdigit(static_cast<UChar32>(point)) != 0;
}

bool is_upper(char32_t point) { return u_isupper(static_cast<UChar32>(point)) != 0; }

bool is_ideograph(char32_t point) {
    if (point < 0x2E80) return false;
    const auto value = static_cast<UChar32>(point);
    return u_hasBinaryProperty(value, UCHAR_IDEOGRAPHIC) || (point >= 0x3040 && point <= 0x30FF) ||
           (point >= 0x0E00 && point <= 0x0E7F);
}

}  // namespace tutor::engine
