#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace crypto {
class PrivateKey;
}

namespace jose {

// A JSON Web Signature in compact serialisation (RFC 7515, 3.1), its parts decoded and not looked at.
struct Jws {
    std::string header, payload, signature;
    std::string_view signed_text;  // into what was read
};
// nullopt for anything but three parts in base64url.
std::optional<Jws> read_jws(std::string_view text);

// Signed by ES256, which `header` must say; both parts are JSON.
std::string write_jws(std::string_view header, std::string_view payload, const crypto::PrivateKey& key);

}  // namespace jose
