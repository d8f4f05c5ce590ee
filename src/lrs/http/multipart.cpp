#include "lrs/http/multipart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "lrs/json/raw.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
Error refusal(std::string_view reason, std::string_view id) {
    return {ErrorCode::invalid, fmt::format("multipart/mixed: {} (xAPI part 3, 1.5.2, {})", reason, id)};
}

std::string boundary_of(std::string_view content_type) {
    const auto at = lower_case(content_type).find("boundary=");
    if (at == std::string::npos) throw refusal("the Content-Type has no boundary", "XAPI-00131");
    auto text = content_type.substr(at + 9);
    if (text.starts_with('"')) text = text.substr(1, text.find('"', 1) - 1);
    else text = raw::trimmed(text.substr(0, text.find(';')));
    if (text.empty() || text.size() > 70) throw refusal("the boundary has 1 to 70 characters", "XAPI-00131");
    return std::string(text);
}

struct Part {
    std::string_view head, content;

    std::optional<std::string_view> header(std::string_view name) const {
        auto rest = head;
        while (!rest.empty()) {
            const auto end = std::min(rest.find("\r\n"), rest.size());
            const auto line = rest.substr(0, end);
            const auto colon = std::min(line.find(':'), line.size());
            if (lower_case(line.substr(0, colon)) == name) return raw::trimmed(line.substr(std::min(colon + 1, line.size())));
            rest.remove_prefix(std::min(end + 2, rest.size()));
        }
        return std::nullopt;
    }
};

Part split_part(std::string_view text) {
    if (text.starts_with("\r\n")) return {{}, text.substr(2)};
    const auto end = text.find("\r\n\r\n");
    if (end == text.npos) throw refusal("a part has no end of its headers", "XAPI-00130");
    return {text.substr(0, end), text.substr(end + 4)};
}

// The text between delimiters; a delimiter is a line break, two dashes and the boundary. Before the first the break may be missing.
std::vector<Part> split_parts(std::string_view body, const std::string& boundary) {
    const std::string delimiter = "\r\n--" + boundary;
    const bool at_start = body.starts_with(std::string_view(delimiter).substr(2));
    auto at = at_start ? 0 : body.find(delimiter);
    if (at == body.npos) throw refusal("the boundary of the Content-Type does not occur", "XAPI-00130");
    at += delimiter.size() - (at_start ? 2 : 0);
    std::vector<Part> parts;
    while (!body.substr(at).starts_with("--")) {
        const auto line = body.find("\r\n", at);
        const auto end = line == body.npos ? line : body.find(delimiter, line);
        if (end == body.npos) throw refusal("the closing boundary is missing", "XAPI-00130");
        parts.push_back(split_part(body.substr(line + 2, end - std::min(end, line + 2))));
        at = end + delimiter.size();
    }
    return parts;
}

StatementParts::Part attachment_of(const Part& part) {
    const auto hash = part.header("x-experience-api-hash");
    if (!hash || hash->empty()) throw refusal("a part without X-Experience-API-Hash", "XAPI-00132");
    if (lower_case(part.header("content-transfer-encoding").value_or("")) != "binary")
        throw refusal("a part without Content-Transfer-Encoding: binary", "XAPI-00135");
    const auto bits = static_cast<int>(hash->size() * 4);
    if (crypto::sha2_hex(bits, part.content) != lower_case(*hash)) throw refusal("the content of a part does not have its X-Experience-API-Hash", "XAPI-00132");
    return {std::string(*hash), part.content};
}
}  // namespace

namespace {
// What a statement says of its attachment must not add lines to the head of a part.
std::string one_line(std::string_view text) {
    std::string out;
    for (const char letter : text)
        if (static_cast<unsigned char>(letter) >= 0x20) out += letter;
    return out;
}
}  // namespace

StatementParts read_multipart(std::string_view content_type, std::string_view body) {
    const auto parts = split_parts(body, boundary_of(content_type));
    if (parts.empty()) throw refusal("the first part holds the statements", "XAPI-00133");
    const auto type = parts[0].header("content-type").value_or("");
    if (lower_case(raw::trimmed(type.substr(0, type.find(';')))) != "application/json")
        throw refusal("the first part has Content-Type: application/json", "XAPI-00134");
    StatementParts read{parts[0].content, {}};
    for (std::size_t i = 1; i < parts.size(); ++i) read.attachments.push_back(attachment_of(parts[i]));
    return read;
}

Multipart write_multipart(std::string_view json, const std::vector<Attachment>& attachments) {
    const auto boundary = "omnitutor" + crypto::random_hex(16);
    std::string body = fmt::format("--{}\r\nContent-Type:application/json\r\n\r\n{}", boundary, json);
    for (const auto& attachment : attachments) {
        body += fmt::format("\r\n--{}\r\nContent-Type:{}\r\nContent-Transfer-Encoding:binary\r\nX-Experience-API-Hash:{}\r\n\r\n", boundary,
                            one_line(attachment.content_type), attachment.sha2);
        body += attachment.content;
    }
    body += fmt::format("\r\n--{}--\r\n", boundary);
    return {"multipart/mixed; boundary=" + boundary, std::move(body)};
}

}  // namespace lrs
