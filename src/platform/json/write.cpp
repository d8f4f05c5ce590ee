#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "platform/json/json.hpp"

namespace json {

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

}  // namespace json

namespace json::detail {

namespace {
bool plain(char letter) { return static_cast<unsigned char>(letter) >= 0x20 && letter != '"' && letter != '\\'; }

// Eight bytes at once; most texts are keys, ids and times. A byte's top bit is set by a difference that goes below zero: it
// was a control character, a quotation mark or a backslash; or it was set before.
bool are_plain_ascii(const char* eight) {
    constexpr std::uint64_t each = 0x0101'0101'0101'0101, top = each * 0x80;
    std::uint64_t word = 0;
    std::memcpy(&word, eight, sizeof word);
    const auto without = [word](char letter) { return (word ^ (each * static_cast<unsigned char>(letter))) - each; };
    return ((word | (word - each * 0x20) | without('"') | without('\\')) & top) == 0;
}

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
        if (is_utf8(text.substr(0, length))) return length;
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

void write_quoted(std::string& out, std::string_view text) {
    const std::size_t size = out.size(), all = size + text.size() + 2;
    // Not the length that is handed in: libstdc++ 12 hands in the capacity when the string had to grow.
    out.resize_and_overwrite(all, [&](char* bytes, std::size_t) {
        bytes[size] = '"';
        text.copy(bytes + size + 1, text.size());
        bytes[all - 1] = '"';
        return all;
    });
}
}  // namespace

bool is_plain_ascii(std::string_view text) {
    if (text.size() < 8) return std::ranges::all_of(text, [](char letter) { return plain(letter) && letter > 0; });
    for (std::size_t at = 0; at + 8 <= text.size(); at += 8)
        if (!are_plain_ascii(text.data() + at)) return false;
    return are_plain_ascii(text.data() + text.size() - 8);
}

void write_text(std::string& out, std::string_view text) {
    if (is_plain_ascii(text)) write_quoted(out, text);
    else if (is_utf8(text)) write_valid(out, text);
    else write_valid(out, repaired(text));
}

void write_key(std::string& out, std::string_view key) {
    if (out.back() != '{') out += ',';
    write_text(out, key);
    out += ':';
}

void write_name(std::string& out, std::string_view name) {
    if (out.back() != '{') out += ',';
    write_quoted(out, name);
    out += ':';
}

void write_integer(std::string& out, std::int64_t number) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void write_number(std::string& out, double number) {
    constexpr double exact = 1e15;  // whole numbers below it are written like integers, which is quicker
    if (!std::isfinite(number)) out += "null";
    else if (std::abs(number) < exact && number == std::trunc(number)) write_integer(out, static_cast<std::int64_t>(number));
    else fmt::format_to(std::back_inserter(out), "{}", number);
}

namespace {
void write_array(std::string& out, const boost::json::array& array) {
    out += '[';
    for (const auto& item : array) {
        if (&item != array.begin()) out += ',';
        write_any(out, item);
    }
    out += ']';
}

void write_object(std::string& out, const boost::json::object& object) {
    out += '{';
    for (const auto& [key, value] : object) {
        write_key(out, key);
        write_any(out, value);
    }
    out += '}';
}
}  // namespace

void write_any(std::string& out, const boost::json::value& value) {
    switch (value.kind()) {
        case boost::json::kind::null: out += "null"; return;
        case boost::json::kind::bool_: out += value.get_bool() ? "true" : "false"; return;
        case boost::json::kind::int64: return write_integer(out, value.get_int64());
        case boost::json::kind::uint64: fmt::format_to(std::back_inserter(out), "{}", value.get_uint64()); return;
        case boost::json::kind::double_: return write_number(out, value.get_double());
        case boost::json::kind::string: return write_text(out, value.get_string());
        case boost::json::kind::array: return write_array(out, value.get_array());
        case boost::json::kind::object: return write_object(out, value.get_object());
    }
}

}  // namespace json::detail
