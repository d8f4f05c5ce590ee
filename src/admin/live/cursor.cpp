#include "admin/live/cursor.hpp"

#include <charconv>

namespace admin {

std::string to_text(const Cursor& cursor) { return std::to_string(cursor.at) + '-' + cursor.kind + '-' + cursor.id; }

std::optional<Cursor> cursor_of(std::string_view text) {
    const auto first = text.find('-');
    const auto second = first == text.npos ? first : text.find('-', first + 1);
    if (second == text.npos) return std::nullopt;
    Cursor cursor{0, std::string(text.substr(first + 1, second - first - 1)), std::string(text.substr(second + 1))};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + first, cursor.at);
    if (failure != std::errc{} || end != text.data() + first || cursor.at < 0) return std::nullopt;
    return cursor;
}

}  // namespace admin
