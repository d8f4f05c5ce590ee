#include "platform/text/percent.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"

namespace text {

namespace {
enum class Broken { refused, stays };

bool is_unreserved(char letter) { return text::is_letter(letter) || text::is_digit(letter) || std::string_view("-._~").contains(letter); }

int hex_value(char letter) {
    if (text::is_digit(letter)) return letter - '0';
    return text::is_letter(letter) && (letter | 0x20) <= 'f' ? (letter | 0x20) - 'a' + 10 : -1;
}

// The byte that the escape at the start of `text` stands for, or -1.
int escaped_byte(std::string_view text) {
    if (text.size() < 3) return -1;
    const int high = hex_value(text[1]), low = hex_value(text[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

std::optional<std::string> decode(std::string_view text, Plus plus, Broken broken) {
    std::string out;
    out.reserve(text.size());
    while (true) {
        const auto special = std::ranges::find_if(text, [](char letter) { return letter == '%' || letter == '+'; });
        out.append(text.begin(), special);
        text.remove_prefix(static_cast<std::size_t>(special - text.begin()));
        if (text.empty()) return out;
        const bool is_plus = text[0] == '+';
        const int byte = is_plus ? -1 : escaped_byte(text);
        if (!is_plus && byte < 0 && broken == Broken::refused) return std::nullopt;
        out += byte >= 0 ? static_cast<char>(byte) : is_plus && plus == Plus::is_space ? ' ' : text[0];
        text.remove_prefix(byte >= 0 ? 3 : 1);
    }
}
}  // namespace

std::optional<std::string> decode_percent(std::string_view text, Plus plus) { return decode(text, plus, Broken::refused); }
std::string decode_percent_leniently(std::string_view text) { return *decode(text, Plus::stays, Broken::stays); }

std::string encode_percent(std::string_view text, std::string_view kept) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char letter : text) {
        if (is_unreserved(letter) || kept.contains(letter)) {
            encoded += letter;
            continue;
        }
        const auto byte = static_cast<unsigned char>(letter);
        encoded.append(1, '%').append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    }
    return encoded;
}

}  // namespace text
