#include "lrs/statement/signature.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "lrs/json/readable.hpp"
#include "lrs/statement/compare.hpp"
#include "platform/jose/jws.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/crypto/public_key.hpp"
#include "platform/error.hpp"
#include "platform/json/document.hpp"

namespace lrs {

namespace {
class Refuser {
public:
    explicit Refuser(std::string_view pointer) : pointer_(pointer) {}
    [[noreturn]] void operator()(std::string_view expected, std::string_view id) const {
        throw Error(ErrorCode::invalid, fmt::format("{}: the signature: expected {} (xAPI part 2, 2.6, {})", pointer_, expected, id))
            .at(std::string(pointer_));
    }

private:
    std::string_view pointer_;
};

jose::Jws read_signature(std::string_view text, const Refuser& refuse) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    auto jws = jose::read_jws(text);
    if (!jws) refuse("a JWS in compact serialisation", "XAPI-00115");
    return std::move(*jws);
}

// XAPI-00117 leaves the three of RSA.
crypto::Signing algorithm_of(const json::Document& header, const Refuser& refuse) {
    const auto algorithm = header.root().kind() == json::Kind::object ? json::Members(header.root()).find("alg") : std::nullopt;
    const auto by = crypto::signing_named(algorithm && algorithm->kind() == json::Kind::string ? algorithm->string() : "");
    if (!by || by == crypto::Signing::es256) refuse("the algorithm RS256, RS384 or RS512", "XAPI-00117");
    return *by;
}

// RFC 7515, 4.1.6: the first one signs.
std::optional<std::string> certificate_of(const json::Document& header) {
    const auto chain = json::Members(header.root()).find("x5c");
    if (!chain || chain->kind() != json::Kind::array) return std::nullopt;
    const json::Cursor first(*chain);
    if (first.done() || first.value().kind() != json::Kind::string) return "";
    return crypto::from_base64(first.value().string()).value_or("");
}

bool is_json_object(std::string_view text) try {
    return Readable(text).root().kind() == json::Kind::object;
} catch (const Error&) {
    return false;
}
}  // namespace

void check_signature(std::string_view text, std::string_view statement, std::string_view pointer) {
    const Refuser refuse(pointer);
    const auto jws = read_signature(text, refuse);
    if (!is_json_object(jws.header)) refuse("a JSON header", "XAPI-00115");
    const json::Document header(jws.header);
    const auto by = algorithm_of(header, refuse);
    if (!is_json_object(jws.payload)) refuse("the statement as JSON payload", "XAPI-00116");
    if (!equivalent(jws.payload, statement)) refuse("a payload that is the statement", "XAPI-00116");
    const auto certificate = certificate_of(header);
    const auto key = certificate ? crypto::PublicKey::of_certificate(*certificate) : std::nullopt;
    if (certificate && (!key || !key->verifies(by, jws.signed_text, jws.signature)))
        refuse("a signature that holds under the certificate of x5c", "XAPI-00117");
}

}  // namespace lrs
