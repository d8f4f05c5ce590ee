#include "library/upload/multipart.hpp"

#include <algorithm>
#include <optional>

#include "library/text/utf8.hpp"
#include "library/text/words.hpp"
#include "platform/error.hpp"
#include "platform/text/ascii.hpp"

namespace library {

namespace {

[[noreturn]] void refuse(std::string detail) { throw Error(ErrorCode::invalid, "multipart/form-data: " + std::move(detail)); }

std::string_view trim_blanks(std::string_view text) { return text::trimmed(text, " \t"); }

// A token or a quoted string; browsers escape only the quotation mark, as %22 or \".
std::string take_value(std::string_view& text) {
    std::string value;
    if (!text.starts_with('"')) {
        const auto end = std::min(text.find(';'), text.size());
        value = trim_blanks(text.substr(0, end));
        text.remove_prefix(end);
        return value;
    }
    for (text.remove_prefix(1); !text.starts_with('"'); text.remove_prefix(1)) {
        if (text.starts_with("\\\"") || text.starts_with("\\\\")) text.remove_prefix(1);
        if (text.empty()) refuse("a quoted value does not end");
        value += text.front();
    }
    text.remove_prefix(1);
    return value;
}

// The parameter of a header such as `form-data; name="file"; filename="a.pdf"`.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    auto rest = header.substr(std::min(header.find(';'), header.size()));
    while (rest.starts_with(';')) {
        rest = trim_blanks(rest.substr(1));
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const auto key = lower_ascii(trim_blanks(rest.substr(0, equals)));
        rest = trim_blanks(rest.substr(equals + 1));
        auto value = take_value(rest);
        if (key == name) return value;
        rest = trim_blanks(rest);
    }
    return std::nullopt;
}

bool is_boundary_sign(char sign) {
    return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') ||
           std::string_view("'()+_,-./:=? ").find(sign) != std::string_view::npos;
}

std::string boundary_of(std::string_view content_type) {
    const auto type = lower_ascii(trim_blanks(content_type.substr(0, content_type.find(';'))));
    if (type != "multipart/form-data") throw Error(ErrorCode::unsupported_type, "Send the files as multipart/form-data.");
    const auto boundary = parameter(content_type, "boundary").value_or("");
    if (boundary.empty() || boundary.size() > 70 || boundary.ends_with(' ') || !std::ranges::all_of(boundary, is_boundary_sign))
        refuse("the boundary is missing or not allowed");
    return boundary;
}

std::string_view content_disposition(std::string_view head) {
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        const auto line = head.substr(0, end);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) refuse("a header of a part has no colon");
        if (lower_ascii(line.substr(0, colon)) == "content-disposition") return trim_blanks(line.substr(colon + 1));
        head.remove_prefix(std::min(end + 2, head.size()));
    }
    refuse("a part has no Content-Disposition");
}

// "C:\books\a.pdf" and "../a.pdf" → "a.pdf": a name for the reader, never a path.
std::string bare_name(std::string filename) {
    if (const auto slash = filename.find_last_of("/\\"); slash != std::string::npos) filename.erase(0, slash + 1);
    auto name = repair(filename).text;
    std::erase(name, '\n');
    const std::size_t signs = code_points(name);
    return std::string(slice(name, signs > 200 ? signs - 200 : 0, signs));
}

Part to_part(std::string_view text, const MultipartLimits& limits) {
    const auto blank = text.substr(0, limits.head).find("\r\n\r\n");
    if (blank == std::string_view::npos) refuse("the headers of a part do not end or are too long");
    const auto disposition = content_disposition(text.substr(0, blank));
    if (lower_ascii(trim_blanks(disposition.substr(0, disposition.find(';')))) != "form-data") refuse("a part is not form-data");
    const auto name = parameter(disposition, "name");
    if (!name) refuse("a part has no name");
    return {*name, bare_name(parameter(disposition, "filename").value_or("")), text.substr(blank + 4)};
}

}  // namespace

std::vector<Part> parse_multipart(std::string_view content_type, std::string_view body, MultipartLimits limits) {
    const std::string delimiter = "\r\n--" + boundary_of(content_type);
    std::vector<Part> parts;
    // The first delimiter may stand at the very start, without its line break.
    std::size_t at = body.starts_with(delimiter.substr(2)) ? delimiter.size() - 2 : std::string_view::npos;
    if (at == std::string_view::npos) {
        const auto first = body.find(delimiter);
        if (first == std::string_view::npos) refuse("the boundary does not occur in the body");
        at = first + delimiter.size();
    }
    for (;;) {
        auto rest = body.substr(at);
        if (rest.starts_with("--")) return parts;
        if (!rest.starts_with("\r\n")) refuse("a boundary is not followed by a line break");
        const auto end = body.find(delimiter, at);
        if (end == std::string_view::npos) refuse("the body ends inside a part");
        if (parts.size() == limits.parts) refuse("there are too many parts");
        if (end < at + 2) refuse("a part is empty");
        parts.push_back(to_part(body.substr(at + 2, end - at - 2), limits));
        at = end + delimiter.size();
    }
}

}  // namespace library
