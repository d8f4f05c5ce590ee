#include "lrs/statement/formats.hpp"

#include <algorithm>
#include <array>

#include "platform/text/ascii.hpp"

namespace lrs {

namespace {

// What a byte is to an IRI, as bits.
enum IriLetter : unsigned char { forbidden = 1, escape = 2, after_scheme = 4 };
constexpr auto iri_letters = [] {
    std::array<unsigned char, 256> kinds{};
    for (std::size_t byte = 0; byte < kinds.size(); ++byte) {
        const char letter = static_cast<char>(byte);
        const bool of_scheme = text::is_letter(letter) || text::is_digit(letter) || letter == '+' || letter == '-' || letter == '.';  // RFC 3986, 3.1
        const bool is_forbidden = byte <= ' ' || byte == 0x7F || std::string_view("<>\"{}|\\^`").contains(letter);
        kinds[byte] = static_cast<unsigned char>((is_forbidden ? forbidden : 0) | (letter == '%' ? escape : 0) | (of_scheme ? 0 : after_scheme));
    }
    return kinds;
}();
unsigned char iri_letter(char letter) { return iri_letters[static_cast<unsigned char>(letter)]; }

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
        // No host has an underscore (RFC 1123, 2.1), domains of RFC 5322, 3.4.1 and their tools do.
        return text::is_letter(letter) || text::is_digit(letter) || std::string_view("-._").contains(letter) || static_cast<unsigned char>(letter) >= 0x80;
    });
}
}  // namespace

bool is_iri(std::string_view text) {
    if (text.empty() || !text::is_letter(text[0])) return false;
    std::size_t at = 1;
    while (at < text.size() && (iri_letter(text[at]) & after_scheme) == 0) ++at;
    if (at + 1 >= text.size() || text[at] != ':') return false;
    unsigned char met = 0;
    for (++at; at < text.size(); ++at) met |= iri_letter(text[at]);
    return (met & forbidden) == 0 && ((met & escape) == 0 || has_whole_escapes(text));
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
