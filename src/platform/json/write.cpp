#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <simdjson.h>

#include <charconv>
#include <cmath>

#include "platform/json/json.hpp"

namespace json::detail {

namespace {
bool plain(char letter) { return static_cast<unsigned char>(letter) >= 0x20 && letter != '"' && letter != '\\'; }

void write_escaped(std::string& out, char letter) {
    switch (letter) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(letter));
    }
}

// The length of the valid UTF-8 sequence at the start of `text`, or 0.
std::size_t sequence_length(std::string_view text) {
    for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length)
        if (simdjson::validate_utf8(text.data(), length)) return length;
    return 0;
}

// What comes from files and models may be broken; a client must still be able to parse the answer.
std::string repaired(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        out += length ? text.substr(0, length) : std::string_view("\xEF\xBF\xBD");
        text.remove_prefix(length ? length : 1);
    }
    return out;
}

void write_valid(std::string& out, std::string_view text) {
    out += '"';
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (plain(text[i])) continue;
        out.append(text, start, i - start);
        write_escaped(out, text[i]);
        start = i + 1;
    }
    out.append(text, start, text.size() - start);
    out += '"';
}
}  // namespace

void write_text(std::string& out, std::string_view text) {
    if (simdjson::validate_utf8(text.data(), text.size())) write_valid(out, text);
    else write_valid(out, repaired(text));
}

void write_key(std::string& out, std::string_view key) {
    if (out.back() != '{') out += ',';
    write_text(out, key);
    out += ':';
}

void write_integer(std::string& out, std::int64_t number) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void write_number(std::string& out, double number) {
    if (!std::isfinite(number)) out += "null";
    else fmt::format_to(std::back_inserter(out), "{}", number);
}

void write_any(std::string& out, const boost::json::value& value) { out += boost::json::serialize(value); }

}  // namespace json::detail
