#include "platform/http/target.hpp"

#include <algorithm>

#include "platform/json/json.hpp"

namespace http {

namespace {
int hex_digit(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

// The byte that the escape at the start of `text` stands for, or -1.
int escaped_byte(std::string_view text) {
    if (text.size() < 3) return -1;
    const int high = hex_digit(text[1]), low = hex_digit(text[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto special = std::ranges::find_if(text, [](char letter) { return letter == '%' || letter == '+'; });
        out.append(text.begin(), special);
        text.remove_prefix(static_cast<std::size_t>(special - text.begin()));
        if (text.empty()) break;
        const int byte = text[0] == '%' ? escaped_byte(text) : plus_is_space ? ' ' : '+';
        if (byte < 0) return std::nullopt;
        out += static_cast<char>(byte);
        text.remove_prefix(text[0] == '%' ? 3 : 1);
    }
    if (out.find('\0') != out.npos || !json::is_utf8(out)) return std::nullopt;
    return out;
}

bool is_dots(std::string_view part) { return part == "." || part == ".."; }

bool is_plain_path(std::string_view path) {
    if (!path.starts_with('/') || path.find("//") != path.npos) return false;
    if (std::ranges::any_of(path, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == 0x7F; })) return false;
    while (!path.empty()) {
        const auto end = std::min(path.find('/', 1), path.size());
        if (is_dots(path.substr(1, end - 1))) return false;
        path.remove_prefix(end);
    }
    return true;
}

bool hides_slash(std::string_view raw_path) {
    for (auto at = raw_path.find('%'); at != raw_path.npos; at = raw_path.find('%', at + 1))
        if (escaped_byte(raw_path.substr(at)) == '/') return true;
    return false;
}

// absolute-form, which a client that takes us for a proxy sends: the authority is already in Host
std::string_view without_authority(std::string_view target) {
    if (!target.starts_with("http://") && !target.starts_with("https://")) return target;
    const auto slash = target.find('/', target.find("//") + 2);
    return slash == target.npos ? "/" : target.substr(slash);
}

bool read_query(std::string_view text, Target& out) {
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = decode(pair.substr(0, equals), true);
        auto value = decode(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value) return false;
        if (!pair.empty()) out.query.emplace_back(std::move(*name), std::move(*value));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}
}  // namespace

std::optional<Target> parse_target(std::string_view target) {
    target = without_authority(target);
    target = target.substr(0, target.find('#'));
    const auto question = std::min(target.find('?'), target.size());
    const auto raw_path = target.substr(0, question);
    auto path = decode(raw_path, false);
    if (!path || hides_slash(raw_path) || !is_plain_path(*path)) return std::nullopt;
    Target out{std::move(*path), {}};
    if (!read_query(target.substr(std::min(question + 1, target.size())), out)) return std::nullopt;
    return out;
}

}  // namespace http
