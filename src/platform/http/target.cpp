#include "platform/http/target.hpp"

#include <algorithm>

#include "platform/json/json.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/percent.hpp"

namespace http {

namespace {
std::optional<std::string> decode(std::string_view text, text::Plus plus) {
    auto out = text::decode_percent(text, plus);
    if (out && (out->contains('\0') || !json::is_utf8(*out))) out.reset();
    return out;
}

// Most paths hold nothing to decode and nothing to doubt: letters, digits, '-' and '_' between single slashes.
bool is_simple_path(std::string_view target) {
    if (!target.starts_with('/')) return false;
    char before = 0;
    for (const char letter : target) {
        const bool fits = letter == '/' ? before != '/' : text::is_letter(letter) || text::is_digit(letter) || letter == '-' || letter == '_';
        if (!fits) return false;
        before = letter;
    }
    return true;
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

bool hides_slash(std::string_view raw_path) { return raw_path.contains("%2F") || raw_path.contains("%2f"); }

// absolute-form, which a client that takes us for a proxy sends: the authority is already in Host
std::string_view without_authority(std::string_view target) {
    if (!target.starts_with("http://") && !target.starts_with("https://")) return target;
    const auto slash = target.find('/', target.find("//") + 2);
    return slash == target.npos ? "/" : target.substr(slash);
}

bool read_fields(std::string_view text, Fields& out) {
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = decode(pair.substr(0, equals), text::Plus::is_space);
        auto value = decode(pair.substr(std::min(equals + 1, pair.size())), text::Plus::is_space);
        if (!name || !value) return false;
        if (!pair.empty()) out.emplace_back(std::move(*name), std::move(*value));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}
}  // namespace

std::optional<Target> parse_target(std::string_view target) {
    if (is_simple_path(target)) return Target{std::string(target), {}};
    target = without_authority(target);
    target = target.substr(0, target.find('#'));
    const auto question = std::min(target.find('?'), target.size());
    const auto raw_path = target.substr(0, question);
    auto path = decode(raw_path, text::Plus::stays);
    if (!path || hides_slash(raw_path) || !is_plain_path(*path)) return std::nullopt;
    Target out{std::move(*path), {}};
    if (!read_fields(target.substr(std::min(question + 1, target.size())), out.query)) return std::nullopt;
    return out;
}

std::optional<Fields> parse_form(std::string_view body) {
    Fields fields;
    return read_fields(body, fields) ? std::optional(std::move(fields)) : std::nullopt;
}

}  // namespace http
