#include "lrs/statement/formats.hpp"

#include <algorithm>
#include <array>

#include "platform/text/ascii.hpp"

namespace lrs {

namespace {

// RFC 3986, 3.1
std::size_t scheme_size(std::string_view text) {
    if (text.empty() || !text::is_letter(text[0])) return 0;
    const auto end = std::ranges::find_if(text, [](char letter) {
        return !text::is_letter(letter) && !text::is_digit(letter) && letter != '+' && letter != '-' && letter != '.';
    });
    return end != text.end() && *end == ':' ? static_cast<std::size_t>(end - text.begin()) : 0;
}

constexpr auto iri_letters = [] {
    std::array<bool, 256> allowed{};
    for (int byte = 0x21; byte < 256; ++byte) allowed[static_cast<std::size_t>(byte)] = byte != 0x7F;
    for (const char letter : std::string_view("<>\"{}|\\^`")) allowed[static_cast<unsigned char>(letter)] = false;
    return allowed;
}();

bool has_whole_escapes(std::string_view text) {
    for (auto at = text.find('%'); at != text.npos; at = text.find('%', at + 1))
        if (at + 2 >= text.size() || !text::is_hex_digit(text[at + 1]) || !text::is_hex_digit(text[at + 2])) return false;
    return true;
}

bool is_local_part(std::string_view text) {
    if (text.empty()) return false;
    if (text.front() == '"') return text.size() > 2 && text.back() == '"';
    if (text.front() == '.' || text.back() == '.') return false;
    return std::ranges::none_of(text, [](char letter) {
        return static_cast<unsigned char>(letter) <= ' ' || std::string_view("()<>[]:;@\\,\"").contains(letter);
    });
}

bool is_domain(std::string_view text) {
    if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != text.npos) return false;
    if (text.front() == '[') return text.back() == ']';
    return std::ranges::all_of(text, [](char letter) {
        return text::is_letter(letter) || text::is_digit(letter) || letter == '-' || letter == '.' || static_cast<unsigned char>(letter) >= 0x80;
    });
}
}  // namespace

bool is_iri(std::string_view text) {
    const auto scheme = scheme_size(text);
    if (scheme == 0 || text.size() == scheme + 1) return false;
    return std::ranges::all_of(text, [](char letter) { return iri_letters[static_cast<unsigned char>(letter)]; }) &&
           has_whole_escapes(text);
}

bool is_mailto(std::string_view text) {
    constexpr std::string_view scheme = "mailto:";
    if (!text.starts_with(scheme)) return false;
    text.remove_prefix(scheme.size());
    const auto at = text.rfind('@');
    return at != text.npos && is_local_part(text.substr(0, at)) && is_domain(text.substr(at + 1));
}

bool is_media_type(std::string_view text) {
    const auto is_token = [](std::string_view part) {
        return !part.empty() && std::ranges::all_of(part, [](char letter) { return letter > ' ' && letter < 0x7F && std::string_view("()<>@,;:\\\"/[]?={}").find(letter) == std::string_view::npos; });
    };
    auto named = text.substr(0, text.find(';'));
    while (named.ends_with(' ')) named.remove_suffix(1);
    const auto slash = named.find('/');
    return slash != named.npos && is_token(named.substr(0, slash)) && is_token(named.substr(slash + 1));
}

bool is_hex(std::string_view text) { return !text.empty() && std::ranges::all_of(text, text::is_hex_digit); }

}  // namespace lrs
