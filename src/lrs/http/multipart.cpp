#include "lrs/http/multipart.hpp"

#include <fmt/format.h>

#include "lrs/json/raw.hpp"
#include "lrs/statement/formats.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {

namespace {
// What a statement says of its attachment must not add lines to the head of a part.
std::string one_line(std::string_view text) {
    std::string out;
    for (const char letter : text)
        if (static_cast<unsigned char>(letter) >= 0x20) out += letter;
    return out;
}
}  // namespace

void check_statements_part(const MultipartReader& part) {
    const auto type = part.header("content-type").value_or("");
    if (lower_case(raw::trimmed(std::string_view(type).substr(0, type.find(';')))) != "application/json")
        throw multipart_refusal("the first part has Content-Type: application/json", "XAPI-00134");
}

std::string checked_hash(const MultipartReader& part) {
    const auto hash = part.header("x-experience-api-hash");
    if (!hash || hash->empty()) throw multipart_refusal("a part without X-Experience-API-Hash", "XAPI-00132");
    if (lower_case(part.header("content-transfer-encoding").value_or("")) != "binary")
        throw multipart_refusal("a part without Content-Transfer-Encoding: binary", "XAPI-00135");
    return lower_case(*hash);
}

void check_digest(const std::string& digest, const std::string& hash) {
    if (digest != hash) throw multipart_refusal("the content of a part does not have its X-Experience-API-Hash", "XAPI-00132");
}

MultipartWriter::MultipartWriter() : boundary_("omnitutor" + crypto::random_hex(16)) {}

std::string MultipartWriter::statements(std::string_view json) const { return fmt::format("--{}\r\nContent-Type:application/json\r\n\r\n{}", boundary_, json); }

std::string MultipartWriter::head(std::string_view content_type, std::string_view sha2) const {
    return fmt::format("\r\n--{}\r\nContent-Type:{}\r\nContent-Transfer-Encoding:binary\r\nX-Experience-API-Hash:{}\r\n\r\n", boundary_, one_line(content_type), sha2);
}

std::string MultipartWriter::end() const { return fmt::format("\r\n--{}--\r\n", boundary_); }

Multipart write_multipart(std::string_view json, const std::vector<Attachment>& attachments) {
    const MultipartWriter writer;
    auto body = writer.statements(json);
    for (const auto& attachment : attachments) body.append(writer.head(attachment.content_type, attachment.sha2)).append(attachment.content);
    return {writer.content_type(), body + writer.end()};
}

}  // namespace lrs
