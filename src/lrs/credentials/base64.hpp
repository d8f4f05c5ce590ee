#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lrs {

// RFC 4648: the plain alphabet with padding, and the alphabet for URLs without (as JWS has it). nullopt for anything else.
std::optional<std::string> from_base64(std::string_view text);
std::optional<std::string> from_base64url(std::string_view text);
std::string to_base64(std::string_view bytes);
std::string to_base64url(std::string_view bytes);

}  // namespace lrs
