#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace jose {

// A JSON Web Signature in compact serialisation (RFC 7515, 3.1), its parts decoded and not looked at.
struct Jws {
    std::string header, payload, signature;
    std::string_view signed_text;  // into what was read
};
// nullopt for anything but three parts in base64url.
std::optional<Jws> read_jws(std::string_view text);

}  // namespace jose
